/** The map's colours, read from the page's own style sheet, so that map and page change theme together. */

const names = [
  "outside",
  "floor",
  "wall",
  "zone",
  "rack",
  "rack-edge",
  "lane",
  "place",
  "bench",
  "bench-edge",
  "charger",
  "parking",
  "text",
  "text-dim",
  "halo",
  "select",
  "good",
  "notice",
  "warning",
  "critical",
  "robot-idle",
  "robot-empty",
  "robot-loaded",
  "robot-waiting",
  "robot-charging",
  "robot-fault",
  "robot-offline",
  "robot-manual",
  "robot-ink",
  "tote",
] as const;
export type ColourName = (typeof names)[number];
export type MapColours = Readonly<Record<ColourName, string>>;

export function readColours(element: Element): MapColours {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim() || "#808080"]),
  ) as Record<ColourName, string>;
}

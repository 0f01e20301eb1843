/** A site as an SVG picture for docs and eyes: walls, zones, racks, benches, lanes with their directions, pockets and stations. Metres, north up. */
import type { GeneratedSite } from "./generate-site.ts";
import type { Rectangle } from "./geometry.ts";
import type { LifLayout } from "./lif.schema.ts";

/** Pixels per metre. */
const scale = 16;

const colours = {
  floor: "#fbfaf7",
  wall: "#444",
  zone: "#c9c4b8",
  rack: "#8a97a6",
  bench: "#b98a56",
  lane: "#5b6b7b",
  pick: "#8fb4d9",
  packing: "#e0a030",
  check: "#c2564b",
  receiving: "#7a5bb0",
  charging: "#3a9d5d",
  parking: "#d8d8d8",
  sensor: "#2a7f9e",
} as const;

export function drawLayout({ site, lif, bounds, benches }: GeneratedSite): string {
  const up = (y: number): number => bounds.y + bounds.height - y;
  const box = (r: Rectangle, attributes: string): string =>
    `<rect x="${r.x}" y="${plain(up(r.y + r.height))}" width="${r.width}" height="${r.height}" ${attributes}/>`;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}" width="${Math.round(bounds.width * scale)}" height="${Math.round(bounds.height * scale)}" font-family="sans-serif">`,
    `<title>${escaped(site.name)}</title>`,
    `<defs><marker id="way" viewBox="0 0 4 4" refX="3.4" refY="2" markerWidth="4" markerHeight="4" orient="auto"><path d="M0 0 4 2 0 4Z" fill="${colours.lane}"/></marker></defs>`,
    box(bounds, `fill="${colours.floor}" stroke="${colours.wall}" stroke-width="0.3"`),
    ...site.zones.map(({ area }) =>
      box(area, `fill="none" stroke="${colours.zone}" stroke-width="0.08" stroke-dasharray="0.6 0.4"`),
    ),
    ...site.racks.map((rack) => box(rack, `fill="${colours.rack}"`)),
    ...benches.map((bench) => box(bench, `fill="${colours.bench}" rx="0.1"`)),
    ...lif.layouts.flatMap((layout) => [...waysOf(layout, up), ...placesOf(layout, site, up)]),
    ...benches.map(
      ({ station, x, y, width, height }) =>
        `<text x="${plain(x + width / 2)}" y="${plain(up(y + height / 2) + 0.25)}" font-size="0.7" text-anchor="middle">${escaped(station)}</text>`,
    ),
    ...site.devices
      .filter(({ kind }) => kind !== "station")
      .map(({ device, kind, x, y }) => {
        const fill = kind === "climate" ? colours.sensor : colours.check;
        return `<circle cx="${x}" cy="${plain(up(y))}" r="0.3" fill="${fill}"><title>${escaped(device)}</title></circle>`;
      }),
    "</svg>",
  ];
  return `${lines.join("\n")}\n`;
}

/** Lanes as arrows; the two ways between a lane and a pocket as one thin line. */
function waysOf({ nodes, edges }: LifLayout, up: (y: number) => number): string[] {
  const at = new Map(nodes.map((node) => [node.nodeId, node.nodePosition]));
  const there = new Set(edges.map(({ startNodeId, endNodeId }) => `${startNodeId} ${endNodeId}`));
  return edges.flatMap(({ startNodeId, endNodeId }) => {
    const from = at.get(startNodeId);
    const to = at.get(endNodeId);
    const both = there.has(`${endNodeId} ${startNodeId}`);
    if (!from || !to || (both && startNodeId > endNodeId)) return [];
    const line = `x1="${from.x}" y1="${plain(up(from.y))}" x2="${to.x}" y2="${plain(up(to.y))}" stroke="${colours.lane}"`;
    return [`<line ${line} ${both ? 'stroke-width="0.04"' : 'stroke-width="0.09" marker-end="url(#way)"'}/>`];
  });
}

/** Each node where a robot interacts, coloured by what it does there. */
function placesOf(
  { nodes, stations }: LifLayout,
  site: GeneratedSite["site"],
  up: (y: number) => number,
): string[] {
  const kinds = new Map(site.stations.map(({ station, kind }) => [station, kind]));
  const colourOf = new Map<string, string>();
  for (const { stationId, interactionNodeIds } of stations)
    for (const node of interactionNodeIds) colourOf.set(node, colours[kinds.get(stationId) ?? "pick"]);
  return nodes.flatMap(({ nodeId, nodePosition: { x, y } }) => {
    const fill = colourOf.get(nodeId);
    return fill
      ? [
          `<circle cx="${x}" cy="${plain(up(y))}" r="0.4" fill="${fill}"><title>${escaped(nodeId)}</title></circle>`,
        ]
      : [];
  });
}

const plain = (metres: number): number => Math.round(metres * 1000) / 1000;
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]!);

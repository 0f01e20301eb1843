/** The still floor as plain shapes, drawn alike by both renderers: walls, zones, lanes with their direction, racks, benches, chargers. */
import type { Box, FloorPlan, PlanStation } from "../../gateway/protocol.ts";
import type { Band } from "./camera.ts";
import type { ColourName } from "./colours.ts";

/** Metres; a line's width is in pixels at the band's own scale. */
export type Shape =
  | { readonly kind: "box"; readonly box: Box; readonly fill?: ColourName; readonly line?: ColourName }
  | {
      readonly kind: "lines";
      readonly points: readonly number[];
      readonly line: ColourName;
      readonly px: number;
    }
  | { readonly kind: "triangles"; readonly points: readonly number[]; readonly fill: ColourName };

/** One chevron for so many metres of lane. */
const chevronEveryM = 5;
const rackPitchM = 1.2;
const benchDepthM = 0.8;

export function groundShapes(plan: FloorPlan, band: Band): Shape[] {
  return [
    { kind: "box", box: plan.bounds, fill: "floor", line: "wall" },
    { kind: "lines", points: zoneLines(plan), line: "zone", px: 1 },
    ...lanes(plan, band),
    ...plan.racks.map((box): Shape => ({ kind: "box", box, fill: "rack" })),
    ...(band === "far" ? [] : [rackDivisions(plan)]),
    ...plan.stations.flatMap((station) => stationShapes(station, plan.vehicle)),
  ];
}

/** Where a bench stands: behind its docks, as wide as they are. */
export function benchBox({ x, y, docks }: PlanStation): Box {
  const spread = Math.max(...docks.map(([dx]) => dx)) - Math.min(...docks.map(([dx]) => dx));
  const width = Math.max(2, spread + 1.3);
  return { x: x - width / 2, y: y - benchDepthM / 2, width, height: benchDepthM };
}

/** Borders between zones, dashed by hand: a dash is a line of its own. */
function zoneLines({ zones, bounds }: FloorPlan): number[] {
  const points: number[] = [];
  const dashM = 0.6;
  for (const zone of zones) {
    const top = zone.y + zone.height;
    const right = zone.x + zone.width;
    if (top < bounds.y + bounds.height - 0.1)
      for (let x = zone.x; x < right; x += 2 * dashM) points.push(x, top, Math.min(x + dashM, right), top);
    if (right < bounds.x + bounds.width - 0.1)
      for (let y = zone.y; y < top; y += 2 * dashM) points.push(right, y, right, Math.min(y + dashM, top));
  }
  return points;
}

function lanes({ lanes }: FloorPlan, band: Band): Shape[] {
  const lines: number[] = [];
  const pockets: number[] = [];
  const chevrons: number[] = [];
  for (const [x1, y1, x2, y2, oneWay] of lanes) {
    (oneWay ? lines : pockets).push(x1, y1, x2, y2);
    if (!oneWay || band === "far") continue;
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const count = Math.floor(length / chevronEveryM);
    for (let n = 0; n < count; n++) {
      const at = ((n + 0.5) * length) / count;
      const [cx, cy] = [x1 + ux * at, y1 + uy * at];
      const size = 0.22;
      chevrons.push(cx + ux * size, cy + uy * size);
      chevrons.push(cx - ux * size - uy * size, cy - uy * size + ux * size);
      chevrons.push(cx - ux * size + uy * size, cy - uy * size - ux * size);
    }
  }
  const shapes: Shape[] = [{ kind: "lines", points: lines, line: "lane", px: 1.5 }];
  if (band !== "far") shapes.push({ kind: "lines", points: pockets, line: "place", px: 1 });
  if (chevrons.length > 0) shapes.push({ kind: "triangles", points: chevrons, fill: "lane" });
  return shapes;
}

/** Bays of the shelving, about where robots stop. */
function rackDivisions({ racks }: FloorPlan): Shape {
  const points: number[] = [];
  for (const { x, y, width, height } of racks)
    if (height >= width)
      for (let at = y + rackPitchM; at < y + height - 0.1; at += rackPitchM)
        points.push(x, at, x + width, at);
    else
      for (let at = x + rackPitchM; at < x + width - 0.1; at += rackPitchM)
        points.push(at, y, at, y + height);
  return { kind: "lines", points, line: "rack-edge", px: 1 };
}

function stationShapes(station: PlanStation, vehicle: FloorPlan["vehicle"]): Shape[] {
  const side = vehicle.lengthM + 0.1;
  const spot = (x: number, y: number, line: ColourName): Shape => ({
    kind: "box",
    box: { x: x - side / 2, y: y - side / 2, width: side, height: side },
    line,
  });
  switch (station.kind) {
    case "parking":
      return [spot(station.x, station.y, "parking")];
    case "charging": {
      const { x, y } = station;
      // A bolt, beside which nothing else on the floor is pointed.
      const bolt = [0.1, 0.4, -0.25, -0.05, 0.02, -0.05, -0.1, -0.4, 0.25, 0.05, -0.02, 0.05];
      return [
        spot(x, y, "charger"),
        { kind: "triangles", points: bolt.map((d, i) => d + (i % 2 ? y : x)), fill: "charger" },
      ];
    }
    default:
      return [
        { kind: "box", box: benchBox(station), fill: "bench", line: "bench-edge" },
        ...station.docks.map(([x, y]) => spot(x, y, "place")),
      ];
  }
}

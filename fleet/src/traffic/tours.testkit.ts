/** Random pick tours on a generated site: fetch a tote at a dock, pick at 1 to 12 pockets in a sensible order, deliver at a dock. */
import { TravelTimes } from "@floorplane/layout/distances";
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite, toteAmr } from "@floorplane/layout/generate-site";
import { layoutFromLif } from "@floorplane/layout/layout";
import type { Random } from "@floorplane/runtime/random";

const picksMax = 12;
const dockMs = 10_000;

export function tourSite(faces: number, robots: number) {
  const { site, lif } = generateSite({ siteId: "tours", faces, robots });
  const footprint = footprintOf({ lengthM: toteAmr.lengthM, widthM: toteAmr.widthM });
  const layout = layoutFromLif(lif, { vehicleType: toteAmr.type, footprint, stations: site.stations });
  const pockets: number[] = [];
  const docks: number[] = [];
  const parking: number[] = [];
  for (const [node, actions] of layout.nodeActions) {
    if (actions.some(({ actionType }) => actionType === "pickItems")) pockets.push(node);
  }
  for (const station of layout.stations.values()) {
    if (station.kind === "packing") docks.push(...station.nodes);
    if (station.kind === "parking") parking.push(...station.nodes);
  }
  return { graph: layout.graph, footprint, kinematics: toteAmr, pockets, docks, parking };
}

export type TourSite = ReturnType<typeof tourSite>;

/** Stops for each robot, without end. No two robots are sent to one place at a time, as dispatch would see to. */
export function tours(site: TourSite, random: Random) {
  const times = new TravelTimes(site.graph, site.kinematics);
  const planned = new Map<number, number[]>();
  const goalOf = new Map<number, number>();
  const isTaken = (node: number, robot: number) =>
    [...goalOf].some(([other, goal]) => other !== robot && goal === node);
  return (robot: number, at: number): { node: number; stopMs: number } => {
    let stops = planned.get(robot);
    if (!stops || stops.length === 0) {
      stops = inOrder(at, drawn(site.pockets, 1 + random.below(picksMax), random), times);
      stops.push(-1);
      planned.set(robot, stops);
    }
    let index = stops.findIndex((stop) => stop >= 0 && !isTaken(stop, robot));
    if (index < 0) index = 0;
    let node = stops.splice(index, 1)[0]!;
    const docks = node < 0;
    if (docks) node = freeDock(site.docks, at, (dock) => isTaken(dock, robot), times);
    goalOf.set(robot, node);
    return { node, stopMs: docks ? dockMs : 6_000 + 1_000 * random.below(11) };
  };
}

function drawn(from: readonly number[], count: number, random: Random): number[] {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(from[random.below(from.length)]!);
  return [...chosen];
}

/** Nearest next. */
function inOrder(from: number, stops: readonly number[], times: TravelTimes): number[] {
  const left = [...stops];
  const order: number[] = [];
  for (let at = from; left.length > 0; at = order.at(-1)!) {
    const seconds = left.map((stop) => times.seconds(at, stop));
    order.push(left.splice(seconds.indexOf(Math.min(...seconds)), 1)[0]!);
  }
  return order;
}

function freeDock(
  docks: readonly number[],
  at: number,
  isTaken: (dock: number) => boolean,
  times: TravelTimes,
): number {
  const cost = docks.map((dock) => times.seconds(at, dock) + (isTaken(dock) ? 60 : 0));
  return docks[cost.indexOf(Math.min(...cost))]!;
}

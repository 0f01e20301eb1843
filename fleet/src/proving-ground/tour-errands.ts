/** What robots are sent to do on a proving ground, without end: pick tours as in picker-to-tote, or picks and drops in turn. No two robots are sent to one place at a time where there are enough places, as dispatch sees to. */
import { TravelTimes } from "@floorplane/layout/distances";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import type { Errand } from "./kinematic-floor.ts";
import type { TourSite } from "./tour-site.ts";

export type NextErrand = (robot: number, at: number) => Errand | undefined;

const picksMax = 12;
const dockMs = 10_000;

/** Fetch a tote at a dock, pick at 1 to 12 pockets in a sensible order for 6 to 16 s each, deliver at a dock. */
export function tours(site: TourSite, random: Random): NextErrand {
  const times = new TravelTimes(site.graph, site.kinematics);
  const planned = new Map<number, number[]>();
  const bound = new Bound();
  return (robot, at) => {
    let stops = planned.get(robot);
    if (!stops || stops.length === 0) {
      stops = inOrder(at, drawn(site.pockets, 1 + random.below(picksMax), random), times);
      stops.push(-1);
      planned.set(robot, stops);
    }
    let index = stops.findIndex((stop) => stop >= 0 && !bound.isTaken(stop, robot));
    if (index < 0) index = 0;
    let node = stops.splice(index, 1)[0]!;
    const docks = node < 0;
    if (docks) node = freeDock(site.docks, at, (dock) => bound.isTaken(dock, robot), times);
    bound.send(robot, node);
    return { node, stopMs: docks ? dockMs : 6_000 + 1_000 * random.below(11), loadedAfter: !docks };
  };
}

export interface PicksAndDrops {
  readonly picks: readonly number[];
  readonly drops: readonly number[];
  readonly stopMs: number;
  readonly seed: number | string;
  /** One where absent. Robots with several begin somewhere in a tour, so that they do not all drop at one time. */
  readonly picksPerDrop?: number;
}

/** How many places are drawn for one errand until one is found that nobody else is bound for. */
const drawsMax = 20;

/**
 * Pick anywhere, drop anywhere, and so on: half of the time with a load. Each errand has draws of its own, by robot and number, so that two runs under one seed send robots to the same places
 * in the same order, however long they take.
 */
export function picksAndDrops({ picks, drops, stopMs, seed, picksPerDrop = 1 }: PicksAndDrops): NextErrand {
  const done = new Map<number, number>();
  const bound = new Bound();
  return (robot, at) => {
    const number = done.get(robot) ?? 0;
    done.set(robot, number + 1);
    const random = seededRandom(`${seed}/${robot}/${number}`);
    const picking = (number + robot * (picksPerDrop - 1)) % (picksPerDrop + 1) < picksPerDrop;
    const places = picking ? picks : drops;
    let node = places[random.below(places.length)]!;
    for (let draw = 1; draw < drawsMax && (node === at || bound.isTaken(node, robot)); draw++)
      node = places[random.below(places.length)]!;
    bound.send(robot, node);
    return { node, stopMs, loadedAfter: picking };
  };
}

/** Which places robots are bound for. */
class Bound {
  readonly #goalOf = new Map<number, number>();
  readonly #count = new Map<number, number>();

  isTaken(node: number, robot: number): boolean {
    return (this.#count.get(node) ?? 0) > (this.#goalOf.get(robot) === node ? 1 : 0);
  }

  send(robot: number, node: number): void {
    const before = this.#goalOf.get(robot);
    if (before !== undefined) this.#count.set(before, this.#count.get(before)! - 1);
    this.#goalOf.set(robot, node);
    this.#count.set(node, (this.#count.get(node) ?? 0) + 1);
  }
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

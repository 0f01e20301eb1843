/** Some minutes of a site's own traffic with some guidance, and how many errands get done: what guidance for real sites is judged by. Equal seeds give equal errands. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Footprint } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { trafficOn } from "../traffic/fleet-traffic.ts";
import { type EdgeTimes, pocketMouths } from "../traffic/guidance.ts";
import { someOf } from "../traffic/guiding/errands.ts";
import type { Kinematics } from "../traffic/motion.ts";
import { PhysicalDrive } from "./kinematic-car.ts";
import { Floor } from "./kinematic-floor.ts";
import type { Places } from "./kinematic-places.ts";
import { picksAndDrops } from "./tour-errands.ts";

export interface GuidedFloor {
  readonly graph: Graph;
  readonly kinematics: Kinematics;
  readonly footprint: Footprint;
  readonly places: Places;
  readonly robots: number;
}

export interface GuidedRun {
  readonly seed: number | string;
  /** Of the floor's own time, after everybody has got under way. */
  readonly seconds: number;
}

/** Robots begin at rest; their ways are those of any hour after so long. */
const warmUpS = 100;
/** A tote is fetched at several places and brought to one. */
const picksPerDrop = 5;
const stopMs = 10_000;
const latencyMs = 100;

/** Errands an hour. */
export function guidedRun(floor: GuidedFloor, edgeTimes: EdgeTimes, { seed, seconds }: GuidedRun): number {
  const { graph, kinematics, footprint, places } = floor;
  const random = seededRandom(seed);
  const running = new Floor({
    graph,
    drive: new PhysicalDrive(graph, kinematics),
    footprints: { empty: footprint, loaded: footprint },
    traffic: trafficOn(graph, kinematics, { edgeTimes }),
    random: random.split("mishaps"),
    starts: startsOf(floor, random.split("starts")),
    nextErrand: picksAndDrops({ ...places, stopMs, picksPerDrop, seed }),
    stopwatch: () => 0,
    latencyMs,
  });
  const before = running.run(warmUpS / 3_600).goals;
  return ((running.run(seconds / 3_600).goals - before) * 3_600) / seconds;
}

/** In pockets all over the floor, as robots at work are; where there are too few of them, wherever there is room. */
function startsOf({ graph, places, robots }: GuidedFloor, random: Random): number[] {
  const { starts } = places;
  if (robots < 1 || robots > starts.length)
    throw new FloorplaneError({
      code: "bad-option",
      message: `--robots: ${robots} robots cannot begin on this floor; it has room for 1 to ${starts.length}`,
      field: "--robots",
    });
  const mouths = pocketMouths(graph);
  const pockets = starts.filter((node) => mouths[node]! >= 0);
  const from = pockets.length >= robots ? pockets : starts.slice(0, robots);
  return [...someOf(Int32Array.from(from), robots, random)];
}

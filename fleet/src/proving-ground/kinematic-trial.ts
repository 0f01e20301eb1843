/**
 * Many robots with real kinematics, loads and stops on any layout, through planner and claims, measured against the same planner with perfect execution. Delays between plan and execution are what
 * action dependency graphs are for (Hoenig et al., IEEE RA-L 2019); what they cost is the ratio.
 *
 * *Perfect execution*: the same planner, claims, seed, errands and stops, but robots that do exactly what the planner's motion model says (`ModelDrive`, `timeLeg`), no latency in either direction,
 * no pauses or faults, evidence at the moment a node is reached (ticks of 20 ms), every freed claim granted in that very tick. This is harder on us than executing planned times without claims:
 * there a robot waits for its planned departure, here it goes as soon as the order of visits allows.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Footprint } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import { seededRandom } from "@floorplane/runtime/random";
import { type TrafficOptions, trafficOn } from "../traffic/fleet-traffic.ts";
import { type Kinematics, motionOf } from "../traffic/motion.ts";
import type { Traffic } from "../traffic/traffic.ts";
import { PhysicalDrive } from "./kinematic-car.ts";
import type { FloorFigures } from "./kinematic-figures.ts";
import { Floor, type Mishaps } from "./kinematic-floor.ts";
import { ModelDrive } from "./kinematic-model-drive.ts";
import { FreeRoads } from "./kinematic-roads.ts";
import type { Quantiles } from "./quantiles.ts";
import { type NextErrand, picksAndDrops } from "./tour-errands.ts";

export interface TrialOptions {
  /** Built for the footprint with load: its conflict sets are what claims go by. */
  readonly graph: Graph;
  readonly kinematics: Kinematics;
  /** What robots that touch are judged by. */
  readonly footprints: { readonly empty: Footprint; readonly loaded: Footprint };
  readonly robots: number;
  /** Nodes where robots begin: at least one each, and no two that conflict. */
  readonly starts: readonly number[];
  /** Where robots pick and drop in turn; both may be the same places. */
  readonly picks: readonly number[];
  readonly drops: readonly number[];
  /** How long a robot stops at each, s. */
  readonly stopS: number;
  /** Other work than picks and drops in turn; called once for each run, and must give the same errands each time. */
  readonly errands?: () => NextErrand;
  readonly seed: number;
  /** How long the floor runs, s of its own time. */
  readonly seconds: number;
  /** ms by any clock, for how long planning takes. */
  readonly stopwatch: () => number;
  /** From the grant to the robot, and from the robot to traffic, ms. */
  readonly latencyMs?: number;
  readonly pauses?: Mishaps;
  readonly faults?: Mishaps;
  readonly traffic?: TrafficOptions;
  /** Leave out the runs that are only compared with. */
  readonly compare?: boolean;
}

export interface TrialFigures {
  readonly agents: number;
  readonly seconds: number;
  /** Goals reached and stopped at. */
  readonly tasksFinished: number;
  /** Per hour. */
  readonly throughput: number;
  readonly collisions: number;
  readonly deadlocks: number;
  readonly stalls: number;
  readonly waitingShare: number;
  /** The longest that anybody was on the way to a goal that was reached, s. */
  readonly longestS: number;
  /** Tasks finished, of those with perfect execution, and of those that the same robots would finish on empty roads. */
  readonly ratioToPerfect: number;
  readonly ratioToEmptyRoads: number;
  /** A call of `plan` with the goal distances that it needed, ms. */
  readonly planMs: Quantiles;
  readonly perGoal: FloorFigures["perGoal"];
  readonly troubles: readonly string[];
}

const latencyMsDefault = 100;
const tickMs = 50;
const perfectTickMs = 20;
const judgeEveryMs = 100;

export function kinematicTrial(options: TrialOptions): TrialFigures {
  const { latencyMs = latencyMsDefault, robots, starts } = options;
  if (robots < 1 || robots > starts.length)
    throw new FloorplaneError({
      code: "bad-option",
      message: `${robots} robots cannot begin on this floor; it has room for 1 to ${starts.length}`,
      field: "robots",
    });
  const real = physicalRun(options, latencyMs);
  const { goals, goalsPerHour, collisions, deadlocks, stalls, waitingShare, longestS, planMs, perGoal } =
    real.figures;
  const compare = options.compare ?? true;
  return {
    agents: options.robots,
    seconds: options.seconds,
    tasksFinished: goals,
    throughput: goalsPerHour,
    collisions,
    deadlocks,
    stalls,
    waitingShare,
    longestS,
    ratioToPerfect: compare ? goals / perfectRun(options).goals : Number.NaN,
    ratioToEmptyRoads: compare ? goals / emptyRun(options).goals : Number.NaN,
    planMs,
    perGoal,
    troubles: real.troubles,
  };
}

function physicalRun(options: TrialOptions, latencyMs: number) {
  const { graph, kinematics, pauses, faults } = options;
  const floor = new Floor({
    ...commonOf(options, trafficOn(graph, kinematics, options.traffic)),
    drive: new PhysicalDrive(graph, kinematics),
    tickMs,
    latencyMs,
    pauses,
    faults,
    judgeEveryMs,
  });
  return { figures: floor.run(options.seconds / 3_600), troubles: floor.troubles };
}

function perfectRun(options: TrialOptions): FloorFigures {
  const { graph, kinematics } = options;
  const floor = new Floor({
    ...commonOf(options, trafficOn(graph, kinematics, options.traffic)),
    drive: new ModelDrive(graph, motionOf(graph, kinematics)),
    tickMs: perfectTickMs,
  });
  return floor.run(options.seconds / 3_600);
}

function emptyRun(options: TrialOptions): FloorFigures {
  const { graph, kinematics } = options;
  const floor = new Floor({
    ...commonOf(options, new FreeRoads(graph, kinematics)),
    drive: new PhysicalDrive(graph, kinematics),
    tickMs,
    latencyMs: options.latencyMs ?? latencyMsDefault,
  });
  return floor.run(options.seconds / 3_600);
}

function commonOf(options: TrialOptions, traffic: Traffic) {
  const { graph, footprints, starts, robots, picks, drops, stopS, seed, stopwatch } = options;
  return {
    graph,
    footprints,
    traffic,
    stopwatch,
    random: seededRandom(seed).split("mishaps"),
    starts: starts.slice(0, robots),
    nextErrand: options.errands?.() ?? picksAndDrops({ picks, drops, stopMs: stopS * 1_000, seed }),
  };
}

/** `floorplane bench traffic`: reads an instance, lets the planner run on it, and says what came of it. */
import { cpus } from "node:os";
import type { Quantiles, UnitFigures } from "@floorplane/fleet/proving-ground/unit-figures";
import { unitTrial } from "@floorplane/fleet/proving-ground/unit-trial";
import { Epibt } from "@floorplane/fleet/traffic/steps/epibt";
import { GoalTables, type TableMaker } from "@floorplane/fleet/traffic/steps/goal-tables";
import { inThreadMaker } from "@floorplane/fleet/traffic/steps/goal-tables-in-thread";
import { TableThread } from "@floorplane/fleet/traffic/steps/goal-tables-thread";
import { laneGuidance } from "@floorplane/fleet/traffic/steps/lanes";
import { type StepGraph, type StepMotion, stepGraphOf } from "@floorplane/fleet/traffic/steps/step-graph";
import { plainGuidance, type StepGuidance } from "@floorplane/fleet/traffic/steps/step-guidance";
import { StepPibt } from "@floorplane/fleet/traffic/steps/step-pibt";
import {
  type Budget,
  forTries,
  noBudget,
  type StepPlanner,
  untilTime,
} from "@floorplane/fleet/traffic/steps/step-planner";
import type { Graph } from "@floorplane/layout/graph";
import { seededRandom } from "@floorplane/runtime/random";
import { type Instance, readInstance } from "./instances.ts";
import { progressLine } from "./progress-line.ts";
import type { TrafficOptions } from "./traffic-options.ts";

const now = () => performance.now();

export interface TrafficAnswer {
  readonly json: object;
  readonly holds: boolean;
}

export function benchTraffic(
  options: TrafficOptions,
  progress: { write(text: string): unknown },
): TrafficAnswer {
  const instance = readInstance(options.instance, {
    robots: options.robots,
    seed: options.seed,
    agents: options.agents,
  });
  const motion = options.model ?? instance.motion;
  const { graph } = instance.map;
  const stepGraph = stepGraphOf(graph);
  const guidance = guidanceOf(options, stepGraph, graph);
  const robots = instance.starts.length;
  const executable = options.mode === "executable" || options.execute === "claims";
  const planner = plannerOf(options, { graph: stepGraph, guidance, motion, robots, executable });
  const tables = goalTables(stepGraph, guidance, motion);
  const figures = unitTrial({
    graph,
    stepGraph,
    turns: motion === "rotate",
    executable,
    starts: instance.starts,
    errands: instance.errands(),
    tables,
    planner,
    steps: options.steps,
    budget: budgetOf(options),
    now,
    onStep: progressLine(options.steps, now, progress),
  });
  tables.stop();
  for (const trouble of figures.troubles) progress.write(`${trouble}\n`);
  return answerOf(options, instance, motion, figures, null);
}

/** Below this a table takes less than a tenth of a millisecond, and a thread of its own would cost more than it saves. */
const nodesForThread = 5_000;

function goalTables(graph: StepGraph, guidance: StepGuidance, motion: StepMotion): GoalTables {
  const isLarge = graph.nodeCount >= nodesForThread;
  const maker: TableMaker = isLarge
    ? new TableThread(graph, guidance, motion)
    : inThreadMaker(graph, guidance, motion);
  return new GoalTables({ graph, motion, maker, standInPlans: isLarge ? 1 : 0 });
}

function plannerOf(
  { planner, seed }: TrafficOptions,
  floor: {
    readonly graph: StepGraph;
    readonly guidance: StepGuidance;
    readonly motion: StepMotion;
    readonly robots: number;
    readonly executable: boolean;
  },
): StepPlanner {
  if (planner === "pibt") return new StepPibt(floor);
  return new Epibt({ ...floor, depth: 3, random: seededRandom(seed).split("planner") });
}

function guidanceOf({ guidance }: TrafficOptions, graph: StepGraph, layout: Graph): StepGuidance {
  if (guidance === "none") return plainGuidance(graph);
  return laneGuidance(graph, layout, { along: 5, against: 25 });
}

/** What is left for tidying up when the time is over, of the budget. */
const marginShare = 0.01;
const marginMsLeast = 0.2;

function budgetOf({ lns, planner, ms, tries }: TrafficOptions): (spentMs: number) => Budget {
  if (!lns || planner === "pibt") return () => noBudget;
  if (tries !== undefined) return () => forTries(tries);
  const margin = Math.max(marginMsLeast, marginShare * ms);
  return (spentMs) => untilTime(now, now() + ms - margin - spentMs);
}

function answerOf(
  options: TrafficOptions,
  instance: Instance,
  motion: StepMotion,
  figures: UnitFigures,
  ratioToNoDelay: number | null,
): TrafficAnswer {
  const { planner, lns } = options;
  const json = {
    map: instance.name,
    agents: instance.starts.length,
    steps: figures.steps,
    mode: options.execute === "claims" ? "claims" : options.mode,
    model: motion,
    planner: planner === "epibt" && lns ? "epibt+lns" : planner,
    guidance: options.guidance ?? "layout",
    seed: options.seed,
    tasksFinished: figures.tasksFinished,
    throughput: rounded(figures.throughput, 4),
    windows: figures.windows.map((each) => rounded(each, 3)),
    collisions: figures.collisions + figures.illegalMoves + figures.rings,
    deadlocks: figures.deadlocks,
    stalls: figures.stalls,
    ratioToNoDelay: ratioToNoDelay === null ? null : rounded(ratioToNoDelay, 4),
    planMs: roundedEach(figures.planMs),
    distanceMs: roundedEach(figures.distanceMs),
    startMs: Math.round(figures.startMs),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.versions.node}`,
  };
  return { json, holds: json.collisions === 0 && json.deadlocks === 0 };
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const roundedEach = ({ p50, p99, max }: Quantiles): Quantiles => ({
  p50: rounded(p50, 2),
  p99: rounded(p99, 2),
  max: rounded(max, 2),
});

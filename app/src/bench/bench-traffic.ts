/** `floorplane bench traffic`: reads an instance, lets the planner run on it, and says what came of it. */
import { cpus } from "node:os";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { claimedTrial } from "@floorplane/fleet/proving-ground/claimed-trial";
import { RandomDelays } from "@floorplane/fleet/proving-ground/random-delays";
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
import { type Budget, forTries, noBudget, untilTime } from "@floorplane/fleet/traffic/steps/step-planner";
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
  const { robots, seed, agents } = options;
  const instance = readInstance(options.instance, { robots, seed, agents });
  const motion = options.model ?? instance.motion;
  const stepGraph = stepGraphOf(instance.map.graph);
  const guidance = guidanceOf(options, stepGraph, instance.map.graph);
  const stage: Stage = { options, instance, motion, stepGraph, guidance, progress };
  if (options.execute !== "claims") return answerOf(stage, runAsPlanned(stage), null);
  if (options.delays === "off") return answerOf(stage, runByClaims(stage, false), null);
  const onTime = runByClaims(stage, false);
  const late = runByClaims(stage, true);
  return answerOf(stage, late, late.throughput / onTime.throughput);
}

interface Stage {
  readonly options: TrafficOptions;
  readonly instance: Instance;
  readonly motion: StepMotion;
  readonly stepGraph: StepGraph;
  readonly guidance: StepGuidance;
  readonly progress: { write(text: string): unknown };
}

function runAsPlanned(stage: Stage): UnitFigures {
  const { options, instance, motion, stepGraph } = stage;
  const executable = options.mode === "executable";
  const tables = goalTables(stage);
  const figures = unitTrial({
    ...onStage(stage, "", tables),
    graph: instance.map.graph,
    stepGraph,
    turns: motion === "rotate",
    executable,
    planner: options.planner === "pibt" ? new StepPibt(floorOf(stage, executable)) : epibt(stage, executable),
  });
  tables.stop();
  return figures;
}

function runByClaims(stage: Stage, areLate: boolean): UnitFigures {
  const { instance, motion, stepGraph } = stage;
  const { delays, ticksPerAction, starts, map } = instance;
  if (areLate && !delays)
    throw new FloorplaneError({
      code: "bad-option",
      message: `--delays on: ${instance.name} says nothing of delays`,
      field: "--delays",
    });
  const tables = goalTables(stage);
  const figures = claimedTrial({
    ...onStage(stage, areLate ? "with delays, " : "without delays, ", tables),
    graph: map.graph,
    stepGraph,
    turns: motion === "rotate",
    ticksPerAction,
    planner: epibt(stage, true),
    ...(areLate ? { delays: new RandomDelays(delays!, starts.length, seededRandom(delays!.seed)) } : {}),
  });
  tables.stop();
  return figures;
}

const onStage = ({ options, instance, progress }: Stage, what: string, tables: GoalTables) => ({
  starts: instance.starts,
  errands: instance.errands(),
  tables,
  steps: options.steps,
  budget: budgetOf(options),
  now,
  onStep: progressLine(options.steps, now, progress, what),
});

const floorOf = ({ instance, motion, stepGraph, guidance }: Stage, executable: boolean) => ({
  graph: stepGraph,
  guidance,
  motion,
  robots: instance.starts.length,
  executable,
});

const epibt = (stage: Stage, executable: boolean): Epibt =>
  new Epibt({
    ...floorOf(stage, executable),
    depth: 3,
    random: seededRandom(stage.options.seed).split("planner"),
  });

/** Below this a table takes less than a tenth of a millisecond, and a thread of its own would cost more than it saves. */
const nodesForThread = 5_000;

function goalTables({ stepGraph: graph, guidance, motion }: Stage): GoalTables {
  const isLarge = graph.nodeCount >= nodesForThread;
  const maker: TableMaker = isLarge
    ? new TableThread(graph, guidance, motion)
    : inThreadMaker(graph, guidance, motion);
  return new GoalTables({ graph, motion, maker, standInPlans: isLarge ? 1 : 0 });
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
  { options, instance, motion, progress }: Stage,
  figures: UnitFigures,
  ratioToNoDelay: number | null,
): TrafficAnswer {
  for (const trouble of figures.troubles) progress.write(`${trouble}\n`);
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

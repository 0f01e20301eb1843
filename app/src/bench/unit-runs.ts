/** One run of a planner in unit steps on an instance: on paper, or executed by claims. */
import { claimedTrial } from "@floorplane/fleet/proving-ground/claimed-trial";
import { RandomDelays } from "@floorplane/fleet/proving-ground/random-delays";
import type { UnitFigures } from "@floorplane/fleet/proving-ground/unit-figures";
import { unitTrial } from "@floorplane/fleet/proving-ground/unit-trial";
import type { Ways } from "@floorplane/fleet/proving-ground/way-book";
import { LiveGuidance } from "@floorplane/fleet/traffic/guiding/live-guidance";
import { GoalTables, type TableMaker } from "@floorplane/fleet/traffic/steps/goal-tables";
import { inThreadMaker } from "@floorplane/fleet/traffic/steps/goal-tables-in-thread";
import { TableThread } from "@floorplane/fleet/traffic/steps/goal-tables-thread";
import type { StepGraph, StepMotion } from "@floorplane/fleet/traffic/steps/step-graph";
import type { StepGuidance } from "@floorplane/fleet/traffic/steps/step-guidance";
import { StepPibt } from "@floorplane/fleet/traffic/steps/step-pibt";
import {
  type Budget,
  forTries,
  noBudget,
  type StepPlanner,
  untilTime,
} from "@floorplane/fleet/traffic/steps/step-planner";
import { type FarPlanner, plannerFor } from "@floorplane/fleet/traffic/steps/step-planners";
import { seededRandom } from "@floorplane/runtime/random";
import type { Instance } from "./instances.ts";
import { progressLine } from "./progress-line.ts";
import type { TrafficOptions } from "./traffic-options.ts";

const now = () => performance.now();

export interface UnitRun {
  readonly options: TrafficOptions;
  readonly instance: Instance;
  readonly motion: StepMotion;
  readonly stepGraph: StepGraph;
  readonly guidance: StepGuidance;
  readonly progress: { write(text: string): unknown };
}

/** Everybody does what is planned, at once. */
export function runAsPlanned(asked: UnitRun): UnitFigures {
  const { options, instance, motion, stepGraph } = asked;
  const live = options.adapt ? new LiveGuidance(stepGraph, asked.guidance) : undefined;
  const run = live ? { ...asked, guidance: live } : asked;
  const executable = options.mode === "executable";
  const tables = goalTables(run);
  const figures = unitTrial({
    ...runOn(run, "", tables),
    graph: instance.map.graph,
    stepGraph,
    turns: motion === "rotate",
    executable,
    knowsNext: instance.knowsNext,
    ...(live ? { live } : {}),
    planner: options.planner === "pibt" ? new StepPibt(floorOf(run, executable)) : epibt(run, executable),
  });
  tables.stop();
  return figures;
}

/** Everybody does what is planned when its claims are granted; `areLate`: and some are late. */
export function runByClaims(run: UnitRun, areLate: boolean): UnitFigures {
  const { instance, motion, stepGraph } = run;
  const { delays, ticksPerAction, starts, map } = instance;
  const tables = goalTables(run);
  const figures = claimedTrial({
    ...runOn(run, areLate ? "with delays, " : "without delays, ", tables),
    graph: map.graph,
    stepGraph,
    turns: motion === "rotate",
    ticksPerAction,
    planner: run.options.planner === "pibt" ? oneStepAhead(run) : epibt(run, true),
    ...(areLate && delays
      ? { delays: new RandomDelays(delays, starts.length, seededRandom(delays.seed)) }
      : {}),
  });
  tables.stop();
  return figures;
}

const runOn = ({ options, instance, progress }: UnitRun, what: string, tables: GoalTables) => ({
  starts: instance.starts,
  errands: instance.errands(),
  tables,
  steps: options.steps,
  budget: budgetOf(options),
  now,
  onStep: progressLine(options.steps, now, progress, what),
});

const floorOf = ({ instance, motion, stepGraph, guidance }: UnitRun, executable: boolean) => ({
  graph: stepGraph,
  guidance,
  motion,
  robots: instance.starts.length,
  executable,
});

const epibt = (run: UnitRun, executable: boolean): FarPlanner =>
  plannerFor({
    ...floorOf(run, executable),
    random: seededRandom(run.options.seed).split("planner"),
    budgetMs: run.options.lns ? run.options.ms : 0,
  });

/** A planner without a window has one step in mind. */
function oneStepAhead(run: UnitRun): StepPlanner & { readonly table: Ways } {
  const pibt = new StepPibt(floorOf(run, true));
  const way = new Int32Array(2 * run.instance.starts.length);
  return {
    table: { way, stride: 2 },
    plan(floor) {
      const next = pibt.plan(floor);
      for (let robot = 0; robot < next.length; robot++) {
        way[2 * robot] = (floor.node[robot]! << 2) | floor.heading[robot]!;
        way[2 * robot + 1] = next[robot]!;
      }
      return next;
    },
  };
}

/** Below this a table takes less than a tenth of a millisecond, and a thread of its own would cost more than it saves. */
const nodesForThread = 5_000;

function goalTables({ stepGraph: graph, guidance, motion }: UnitRun): GoalTables {
  const isLarge = graph.nodeCount >= nodesForThread;
  const maker: TableMaker = isLarge
    ? new TableThread(graph, guidance, motion)
    : inThreadMaker(graph, guidance, motion);
  return new GoalTables({ graph, motion, maker, standInPlans: isLarge ? 1 : 0 });
}

/** What is left for tidying up when the time is over, of the budget. */
const marginShare = 0.03;
const marginMsLeast = 0.2;

function budgetOf({ lns, planner, ms, tries }: TrafficOptions): (spentMs: number) => Budget {
  if (!lns || planner === "pibt") return () => noBudget;
  if (tries !== undefined) return () => forTries(tries);
  const margin = Math.max(marginMsLeast, marginShare * ms);
  return (spentMs) => untilTime(now, now() + ms - margin - spentMs);
}

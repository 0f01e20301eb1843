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

export interface Stage {
  readonly options: TrafficOptions;
  readonly instance: Instance;
  readonly motion: StepMotion;
  readonly stepGraph: StepGraph;
  readonly guidance: StepGuidance;
  readonly progress: { write(text: string): unknown };
}

/** Everybody does what is planned, at once. */
export function runAsPlanned(asked: Stage): UnitFigures {
  const { options, instance, motion, stepGraph } = asked;
  const live = options.adapt ? new LiveGuidance(stepGraph, asked.guidance) : undefined;
  const stage = live ? { ...asked, guidance: live } : asked;
  const executable = options.mode === "executable";
  const tables = goalTables(stage);
  const figures = unitTrial({
    ...onStage(stage, "", tables),
    graph: instance.map.graph,
    stepGraph,
    turns: motion === "rotate",
    executable,
    knowsNext: instance.knowsNext,
    ...(live ? { live } : {}),
    planner: options.planner === "pibt" ? new StepPibt(floorOf(stage, executable)) : epibt(stage, executable),
  });
  tables.stop();
  return figures;
}

/** Everybody does what is planned when its claims are granted; `areLate`: and some are late. */
export function runByClaims(stage: Stage, areLate: boolean): UnitFigures {
  const { instance, motion, stepGraph } = stage;
  const { delays, ticksPerAction, starts, map } = instance;
  const tables = goalTables(stage);
  const figures = claimedTrial({
    ...onStage(stage, areLate ? "with delays, " : "without delays, ", tables),
    graph: map.graph,
    stepGraph,
    turns: motion === "rotate",
    ticksPerAction,
    planner: stage.options.planner === "pibt" ? oneStepAhead(stage) : epibt(stage, true),
    ...(areLate && delays
      ? { delays: new RandomDelays(delays, starts.length, seededRandom(delays.seed)) }
      : {}),
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

const epibt = (stage: Stage, executable: boolean): FarPlanner =>
  plannerFor({
    ...floorOf(stage, executable),
    random: seededRandom(stage.options.seed).split("planner"),
    budgetMs: stage.options.lns ? stage.options.ms : 0,
  });

/** A planner without a window has one step in mind. */
function oneStepAhead(stage: Stage): StepPlanner & { readonly table: Ways } {
  const pibt = new StepPibt(floorOf(stage, true));
  const way = new Int32Array(2 * stage.instance.starts.length);
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

function goalTables({ stepGraph: graph, guidance, motion }: Stage): GoalTables {
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

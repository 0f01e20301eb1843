/** How long a trial of guidance has to be on a floor, and how many of them an effort pays for. */
import type { Random } from "@floorplane/runtime/random";
import type { StepGraph, StepMotion } from "../steps/step-graph.ts";
import type { StepGuidance } from "../steps/step-guidance.ts";
import type { StepPlanner } from "../steps/step-planner.ts";
import { commonFloor, type Errands, usableErrands } from "./errands.ts";
import { Trial, type TrialWish } from "./trial.ts";

export interface TrialPlanWish {
  readonly graph: StepGraph;
  readonly motion: StepMotion;
  readonly robots: number;
  readonly errands?: Errands;
  readonly starts?: Int32Array;
  readonly effort?: number;
  readonly planner?: (guidance: StepGuidance) => StepPlanner;
}

export interface TrialPlan {
  readonly trial: Trial;
  readonly steps: Omit<TrialWish, "seed">;
  readonly trialsMax: number;
  /** Trials are short beside the ways of this floor. */
  readonly isLarge: boolean;
}

/** Billionths of a second, as measured; only their proportions matter. */
const nsPerRobotStep = { "four-way": 350, rotate: 600 };
const nsPerTableNode = { "four-way": 8, rotate: 20 };
const budgetNs = 6e9;
const budgetNsMax = 9e9;
const bytesOfTablesMax = 160e6;

/** A trial for a floor: how long, how many goals, and how many trials fit into the effort. */
export function trialOf(wish: TrialPlanWish, base: StepGuidance, random: Random): TrialPlan {
  const { graph, motion, robots, effort = 1 } = wish;
  const common = commonFloor(graph, base);
  const bytes = motion === "rotate" ? 4 : 2;
  const isLarge = graph.nodeCount > 8_000 || robots > 2_000;
  const goalsMax = Math.max(
    50,
    Math.min(isLarge ? 500 : 2_000, Math.floor(bytesOfTablesMax / bytes / graph.nodeCount)),
  );
  const errands = usableErrands(wish.errands, common, { goalsMax, random });
  const all = Int32Array.from(common.keys()).filter((node) => common[node] === 1);
  const given = wish.starts?.filter((node) => common[node] === 1) ?? all;
  const starts = given.length >= robots ? given : all;
  const count = Math.min(robots, Math.max(1, starts.length - 1));
  const steps: Omit<TrialWish, "seed"> = isLarge
    ? { steps: 160, warmUp: 40, onTheWay: true }
    : { steps: 300, warmUp: 50, onTheWay: true };
  const goals = new Set(errands.lists.flatMap((list) => [...list])).size;
  const ns = steps.steps * count * nsPerRobotStep[motion] + goals * graph.nodeCount * nsPerTableNode[motion];
  const budget = effort * Math.min(budgetNsMax, budgetNs * (1 + graph.nodeCount / 10_000));
  const trial = new Trial({
    graph,
    motion,
    robots: count,
    errands,
    starts,
    ...(wish.planner ? { planner: wish.planner } : {}),
  });
  return {
    isLarge,
    trial,
    steps,
    trialsMax: Math.max(trialsLeast, Math.min(trialsMost, Math.floor(budget / ns))),
  };
}

const trialsLeast = 7;
const trialsMost = 400;

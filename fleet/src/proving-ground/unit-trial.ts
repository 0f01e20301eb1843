/** Runs a planner on a floor of unit steps and counts what comes of it; every step is judged. */
import type { Graph } from "@floorplane/layout/graph";
import type { LiveGuidance } from "../traffic/guiding/live-guidance.ts";
import type { GoalTables } from "../traffic/steps/goal-tables.ts";
import type { StepGraph } from "../traffic/steps/step-graph.ts";
import type { Budget, StepPlanner } from "../traffic/steps/step-planner.ts";
import type { Errands } from "./errands.ts";
import { figuresOf, Stopwatch, type UnitFigures, Windows } from "./unit-figures.ts";
import { UnitFloor } from "./unit-floor.ts";
import { UnitJudge } from "./unit-judge.ts";

export interface UnitTrialOptions {
  readonly graph: Graph;
  readonly stepGraph: StepGraph;
  readonly turns: boolean;
  readonly executable: boolean;
  readonly starts: Int32Array;
  readonly errands: Errands;
  readonly knowsNext?: boolean;
  readonly tables: GoalTables;
  /** The planner's guidance, where it follows queues while the floor runs. */
  readonly live?: LiveGuidance;
  readonly planner: StepPlanner;
  readonly steps: number;
  /** For one step, of which so many milliseconds have gone. */
  readonly budget: (spentMs: number) => Budget;
  /** ms by any clock. */
  readonly now: () => number;
  readonly onStep?: (progress: Progress) => void;
}

export interface Progress {
  readonly step: number;
  readonly tasksFinished: number;
  readonly planMs: number;
}

export function unitTrial(options: UnitTrialOptions): UnitFigures {
  const { graph, stepGraph, turns, executable, starts, planner, tables, steps, budget, now } = options;
  const robots = starts.length;
  const judge = new UnitJudge({ graph, turns, forbidsRings: executable, robots });
  const began = now();
  const floor = new UnitFloor({
    graph: stepGraph,
    tables,
    starts,
    errands: options.errands,
    ...(options.knowsNext ? { knowsNext: true } : {}),
  });
  floor.begin();
  floor.prepare();
  const startMs = now() - began;
  const plans = new Stopwatch(steps);
  const distances = new Stopwatch(steps);
  const windows = new Windows(steps);
  const before = new PlacesOf(stepGraph, robots);
  const after = new PlacesOf(stepGraph, robots);
  let spent = 0;
  for (let step = 0; step < steps; step++) {
    const start = now();
    if (step > 0) floor.prepare();
    const served = now();
    const next = planner.plan(floor, budget(spent + served - start));
    if (options.live?.note(floor, next)) tables.guide(options.live);
    const planned = now();
    plans.note(spent + planned - start);
    before.take(floor.node, floor.heading);
    const finished = floor.tasksFinished;
    const moved = now();
    floor.move(next);
    const reached = now();
    tables.settle();
    distances.note(spent + served - start + now() - reached);
    // What a new goal costs here belongs to the next plan.
    spent = reached - moved;
    windows.note(step, floor.tasksFinished - finished);
    after.take(floor.node, floor.heading);
    judge.see(before.node, before.heading, after.node, after.heading);
    options.onStep?.({ step: step + 1, tasksFinished: floor.tasksFinished, planMs: plans.last });
  }
  return figuresOf({ steps, floor, judge, plans, distances, windows, startMs });
}

/** Where everybody is, as nodes of the layout's graph. */
export class PlacesOf {
  readonly node: Int32Array;
  readonly heading: Uint8Array;
  readonly #graphNode: Int32Array;

  constructor({ graphNode }: StepGraph, robots: number) {
    this.#graphNode = graphNode;
    this.node = new Int32Array(robots);
    this.heading = new Uint8Array(robots);
  }

  take(node: Int32Array, heading: Uint8Array): void {
    for (let robot = 0; robot < this.node.length; robot++) this.node[robot] = this.#graphNode[node[robot]!]!;
    this.heading.set(heading);
  }
}

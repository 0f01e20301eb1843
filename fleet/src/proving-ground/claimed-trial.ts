/** Runs a planner on a floor that is executed by claims, with robots that are late or not, and judges every tick of it: places by footprint, moves by map and motion model. */
import type { Graph } from "@floorplane/layout/graph";
import type { GoalTables } from "../traffic/steps/goal-tables.ts";
import type { StepGraph } from "../traffic/steps/step-graph.ts";
import type { Budget, StepPlanner } from "../traffic/steps/step-planner.ts";
import { ClaimedFloor } from "./claimed-floor.ts";
import type { Errands } from "./errands.ts";
import type { RandomDelays } from "./random-delays.ts";
import { figuresOf, Stopwatch, type UnitFigures, Windows } from "./unit-figures.ts";
import { UnitJudge } from "./unit-judge.ts";
import { PlacesOf, type Progress } from "./unit-trial.ts";
import type { Ways } from "./way-book.ts";

export interface ClaimedTrialOptions {
  readonly graph: Graph;
  readonly stepGraph: StepGraph;
  readonly turns: boolean;
  readonly ticksPerAction: number;
  readonly starts: Int32Array;
  readonly errands: Errands;
  readonly tables: GoalTables;
  /** Plans, and the ways for some steps ahead that it has in mind. */
  readonly planner: StepPlanner & { readonly table: Ways };
  readonly steps: number;
  readonly budget: (spentMs: number) => Budget;
  readonly now: () => number;
  /** Nobody is late without. */
  readonly delays?: RandomDelays;
  readonly onStep?: (progress: Progress) => void;
}

export function claimedTrial(options: ClaimedTrialOptions): UnitFigures {
  const { graph, stepGraph, turns, ticksPerAction, starts, tables, planner, steps, delays, now } = options;
  const robots = starts.length;
  const judge = new UnitJudge({ graph, turns, forbidsRings: true, robots });
  const began = now();
  const late = delays?.left ?? new Int32Array(robots);
  const floor = new ClaimedFloor({
    graph,
    stepGraph,
    tables,
    starts,
    errands: options.errands,
    turns,
    ticksPerAction,
    late,
  });
  floor.begin();
  floor.prepare();
  const startMs = now() - began;
  const plans = new Stopwatch(steps);
  const distances = new Stopwatch(steps);
  const windows = new Windows(steps);
  const before = new PlacesOf(stepGraph, robots);
  const after = new PlacesOf(stepGraph, robots);
  const meant = new PlacesOf(stepGraph, robots);
  for (let step = 0; step < steps; step++) {
    const start = now();
    if (step > 0) floor.prepare();
    const served = now();
    planner.plan(floor, options.budget(served - start));
    floor.take(planner.table);
    plans.note(now() - start);
    const finished = floor.tasksFinished;
    for (let tick = 0; tick < ticksPerAction; tick++) {
      before.take(floor.seenNode, floor.seenHeading);
      floor.start();
      delays?.tick();
      meant.take(floor.node, floor.heading);
      judge.seeFootprints(before.node, meant.node);
      floor.tick();
      after.take(floor.seenNode, floor.seenHeading);
      judge.see(before.node, before.heading, after.node, after.heading);
    }
    const reached = now();
    tables.settle();
    distances.note(served - start + now() - reached);
    windows.note(step, floor.tasksFinished - finished);
    options.onStep?.({ step: step + 1, tasksFinished: floor.tasksFinished, planMs: plans.last });
  }
  return figuresOf({ steps, floor, judge, plans, distances, windows, startMs });
}

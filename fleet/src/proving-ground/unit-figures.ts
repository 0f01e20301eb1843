/** Counting what a trial in unit steps came to: times by quantile, tasks by tenth of the run. */
import { type Quantiles, quantilesOf } from "./quantiles.ts";

export interface UnitFigures {
  readonly steps: number;
  readonly tasksFinished: number;
  /** Tasks a step. */
  readonly throughput: number;
  /** Tasks a step in each tenth of the run. */
  readonly windows: readonly number[];
  readonly collisions: number;
  readonly illegalMoves: number;
  readonly rings: number;
  /** Stuck at the end; stuck for a while. */
  readonly deadlocks: number;
  readonly stalls: number;
  readonly troubles: readonly string[];
  /** Of the planning thread, with all that it does for goal costs. */
  readonly planMs: Quantiles;
  /** Goal costs: what of them falls into the plan, and how long the floor is held up between two plans until another thread has made those that the next one needs. */
  readonly distanceMs: Quantiles;
  /** First goals until all their costs are there. */
  readonly startMs: number;
}

export interface Counted {
  readonly steps: number;
  readonly floor: {
    readonly tasksFinished: number;
    readonly stillness: { readonly deadlocks: number; readonly stalls: number };
  };
  readonly judge: Pick<UnitFigures, "collisions" | "illegalMoves" | "rings" | "troubles">;
  readonly plans: Stopwatch;
  readonly distances: Stopwatch;
  readonly windows: Windows;
  readonly startMs: number;
}

export function figuresOf({ steps, floor, judge, plans, distances, windows, startMs }: Counted): UnitFigures {
  return {
    steps,
    tasksFinished: floor.tasksFinished,
    throughput: floor.tasksFinished / steps,
    windows: windows.perStep,
    collisions: judge.collisions,
    illegalMoves: judge.illegalMoves,
    rings: judge.rings,
    deadlocks: floor.stillness.deadlocks,
    stalls: floor.stillness.stalls,
    troubles: judge.troubles,
    planMs: plans.quantiles,
    distanceMs: distances.quantiles,
    startMs,
  };
}

/** Milliseconds of each step. */
export class Stopwatch {
  readonly #ms: Float64Array;
  #count = 0;

  constructor(steps: number) {
    this.#ms = new Float64Array(steps);
  }

  note(ms: number): void {
    this.#ms[this.#count++] = ms;
  }

  get last(): number {
    return this.#count === 0 ? 0 : this.#ms[this.#count - 1]!;
  }

  get quantiles(): Quantiles {
    return quantilesOf(this.#ms.subarray(0, this.#count));
  }
}

export class Windows {
  readonly #steps: number;
  readonly #tasks = new Float64Array(windowCount);
  readonly #lengths = new Float64Array(windowCount);

  constructor(steps: number) {
    this.#steps = steps;
  }

  note(step: number, tasks: number): void {
    const window = Math.floor((step * windowCount) / this.#steps);
    this.#tasks[window]! += tasks;
    this.#lengths[window]!++;
  }

  get perStep(): number[] {
    return [...this.#tasks].flatMap((tasks, i) => (this.#lengths[i]! > 0 ? [tasks / this.#lengths[i]!] : []));
  }
}

const windowCount = 10;

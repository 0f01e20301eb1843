/** The port of planners in unit steps: where everybody stands and wants to go; answered with where everybody stands and faces one step later. */
import type { StepGoalTable } from "./goal-search.ts";

/** The floor at one moment, as flat arrays by robot. */
export interface StepFloor {
  readonly robots: number;
  /** Where robots stand, how they face (0 to 3: east, south, west, north; four-way: 0), where they go; nodes of the step graph. */
  readonly node: Int32Array;
  readonly heading: Uint8Array;
  readonly goal: Int32Array;
  /** Where each robot goes next, where that is known already; planners that look far use it. */
  readonly nextGoal?: Int32Array;
  readonly nextTable?: readonly StepGoalTable[];
  /** 1 for robots that cannot be moved now: late, acting, faulty. Others are planned around them. */
  readonly fixed?: Uint8Array;
  /** What is left from everywhere to each robot's goal. */
  readonly table: readonly StepGoalTable[];
}

/** How long a planner may go on improving: a number of tries for what must come out alike each time, or a clock where robots wait. */
export interface Budget {
  isSpent(): boolean;
}

export interface StepPlanner {
  /** `next[robot]`: `node << 2 | heading` after the step; valid until the next call. A valid step comes out however small the budget is. */
  plan(floor: StepFloor, budget: Budget): Int32Array;
}

export const noBudget: Budget = { isSpent: () => true };

export const untilTime = (now: () => number, endMs: number): Budget => ({ isSpent: () => now() >= endMs });

export function forTries(tries: number): Budget {
  let left = tries;
  return { isSpent: () => left-- <= 0 };
}

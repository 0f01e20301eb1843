/**
 * The port to whoever plans: a problem in, a plan out, both flat typed arrays that a worker can be sent. A plan is a hope about who passes first; it may come late, be cut off anywhere, or be wrong.
 */

import type { Budget } from "./steps/step-planner.ts";

/** Where everything stands, robots by slot 0 .. robots - 1. Times are ms from the moment of the snapshot. */
export interface Problem {
  readonly robots: number;
  /** Nodes that robot r holds, in driving order: `baseNode[baseFirst[r] .. baseFirst[r + 1])`. A robot without any is not on the floor. */
  readonly baseFirst: Int32Array;
  readonly baseNode: Int32Array;
  /** By which edge it comes to each of them, -1 unknown or none. */
  readonly baseEdge: Int32Array;
  /** When each held node will be left; for the last: when the robot is ready to go on from it. */
  readonly baseLeaveMs: Int32Array;
  /** Edge by which each robot arrives at the last node that it holds; -1 unknown. */
  readonly lastEdge: Int32Array;
  /** 1: it will not move from what it holds, whoever asks. */
  readonly fixed: Uint8Array;
  /** Node to go to; the node itself: rather stay; -1: nowhere can be reached. */
  readonly target: Int32Array;
  /** Who decides first: the greater. */
  readonly priority: Float64Array;
  /** How far to plan, and how finely robots wait. */
  readonly windowMs: number;
  readonly tickMs: number;
}

/** Visits in an order in which they can be carried out one after another. */
export interface Plan {
  readonly visits: number;
  readonly robot: Int32Array;
  /** The edge driven; the node visited is where it ends. */
  readonly edge: Int32Array;
  readonly departMs: Int32Array;
  readonly arriveMs: Int32Array;
  /** Per robot: the edge it would most like to take from the last node that it holds, -1 where it rather stays or no way leads. */
  readonly wish: Int32Array;
  /** 1: it has to go aside for another that cannot go on otherwise; it should not insist on its turn for a while. */
  readonly gaveWay: Uint8Array;
}

/** Plans need no more than their window, which is a number of rounds: what must come out alike each time is not cut off by a clock. */
export const wholeWindow: Budget = { isSpent: () => false };

export interface Planner {
  /** It keeps goal distances of its own and makes them anew as costs change: the caller need not do that for it. */
  readonly keepsDistances: boolean;
  /**
   * Plans once; `deliver` is called at most once, at once or later, in the order of asking. Of the problems asked while one is under way only the newest is kept:
   * the others are never answered.
   */
  plan(problem: Problem, deliver: (plan: Plan) => void): void;
  /** Nothing is delivered afterwards. Safe to call twice. */
  stop(): Promise<void>;
}

/** In the caller's own thread: the plan is there when `plan` returns, as seeded runs need it. */
export function inThread(solve: (problem: Problem) => Plan): Planner {
  let isStopped = false;
  return {
    keepsDistances: false,
    plan: (problem, deliver) => {
      if (!isStopped) deliver(solve(problem));
    },
    stop: async () => {
      isStopped = true;
    },
  };
}

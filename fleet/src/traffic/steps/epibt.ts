/**
 * One step for all robots: EPIBT (arXiv 2511.09193) and, in whatever is left of the step, neighbourhood search. Every robot keeps the rest of what it meant to do; in order of rank each then
 * takes the best way for which those in its way find another. So a valid step exists at every moment, and the search may be cut off at any.
 */
import { actionSequences } from "./action-sequences.ts";
import { Ejection, unlimited } from "./ejection.ts";
import type { StepGoalTable } from "./goal-search.ts";
import { Prospects, scoreScale } from "./prospects.ts";
import { Reservations } from "./reservations.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import { plainMove } from "./step-guidance.ts";
import type { StepFloor } from "./step-planner.ts";

export interface EpibtOptions {
  readonly graph: StepGraph;
  readonly motion: StepMotion;
  readonly robots: number;
  readonly depth: number;
  readonly executable: boolean;
}

/** Prospects tried in one chain; a robot that finds no way by then keeps what it meant to do. */
const effortMax = 5000;

export class Epibt {
  readonly ejection: Ejection;
  readonly prospects: Prospects;
  readonly table: Reservations;
  private readonly options: EpibtOptions;
  private readonly order: Int32Array;
  /** Steps since each robot was given its goal. */
  private readonly rankOf: Float64Array;
  private readonly age: Int32Array;
  private readonly lastGoal: Int32Array;
  private started = false;

  constructor(options: EpibtOptions) {
    const { graph, motion, robots, depth, executable } = options;
    this.options = options;
    this.prospects = new Prospects(graph, motion, actionSequences(motion, depth), robots);
    this.table = new Reservations(graph.nodeCount, robots, depth);
    this.ejection = new Ejection(this.prospects, this.table, robots, executable);
    this.order = Int32Array.from({ length: robots }, (_, robot) => robot);
    this.rankOf = new Float64Array(robots);
    this.age = new Int32Array(robots);
    this.lastGoal = new Int32Array(robots).fill(-1);
  }

  /** Where each robot stands and faces after the step: `way[robot * stride + 1]`. */
  plan(floor: StepFloor): void {
    const { prospects, table, ejection, order, age, lastGoal, rankOf } = this;
    const { robots, node, heading, goal } = floor;
    this.carryOver(floor);
    for (let robot = 0; robot < robots; robot++) {
      prospects.consider(robot, node[robot]!, heading[robot]!, goal[robot]!, floor.table[robot]!);
      this.scoreKept(robot, goal[robot]!, floor.table[robot]!);
      age[robot] = goal[robot] === lastGoal[robot] ? age[robot]! + 1 : 0;
      lastGoal[robot] = goal[robot]!;
      const left = prospects.score[robot * prospects.most]! / scoreScale;
      rankOf[robot] = left - age[robot]! * 2;
    }
    table.refill();
    order.sort((a, b) => rankOf[a]! - rankOf[b]! || a - b);
    ejection.decided.fill(0);
    for (let i = 0; i < robots; i++) {
      const robot = order[i]!;
      // Whoever already means to do the best that it could needs nobody's place.
      if (ejection.score[robot]! > prospects.score[robot * prospects.most]!)
        ejection.improve(robot, unlimited, effortMax);
      ejection.decided[robot] = 1;
    }
    ejection.decided.fill(0);
  }

  /** What is left of the last plan, and a wait at its end. */
  private carryOver({ robots, node, heading }: StepFloor): void {
    const { way, stride } = this.table;
    for (let robot = 0; robot < robots; robot++) {
      const first = robot * stride;
      const now = (node[robot]! << 2) | heading[robot]!;
      if (this.started && way[first + 1] === now) {
        for (let step = 0; step + 1 < stride; step++) way[first + step] = way[first + step + 1]!;
      } else for (let step = 0; step < stride; step++) way[first + step] = now;
    }
    this.started = true;
  }

  private scoreKept(robot: number, goal: number, table: StepGoalTable): void {
    const { way, stride } = this.table;
    const { score, rank } = this.ejection;
    const first = robot * stride;
    rank[robot] = -1;
    let idle = 0;
    for (let step = 1; step < stride; step++) {
      if (way[first + step]! >> 2 === goal) {
        score[robot] = -(stride - 1 - step) * plainMove * scoreScale + idle;
        return;
      }
      if (way[first + step] === way[first + step - 1]) idle += 2 ** (stride - 1 - step);
    }
    const end = way[first + stride - 1]!;
    const packed = table[end >> 2]!;
    const cost =
      this.options.motion === "rotate" ? (packed >>> 16) + ((packed >>> ((end & 3) << 2)) & 15) : packed;
    score[robot] = cost * scoreScale + idle;
  }
}

/**
 * One step for all robots: EPIBT (Yukhnevich and Andreychuk, AAAI 2026, arXiv 2511.09193) and, in whatever is left of the step, neighbourhood search. Every robot keeps the rest of what it meant
 * to do; in order of rank each then takes the best way for which those in its way find another. So a valid step exists at every moment, and the search may be cut off at any.
 */
import type { Random } from "@floorplane/runtime/random";
import { actionSequences } from "./action-sequences.ts";
import { Ejection, unlimited } from "./ejection.ts";
import { FaceToFace } from "./face-to-face.ts";
import type { StepGoalTable } from "./goal-search.ts";
import { ProgressWatch } from "./progress-watch.ts";
import { costAt, Prospects, scoreScale } from "./prospects.ts";
import { Reservations } from "./reservations.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import { type StepGuidance, usualCost } from "./step-guidance.ts";
import { WaitingOrder } from "./step-pibt-order.ts";
import type { Budget, StepFloor, StepPlanner } from "./step-planner.ts";

export interface EpibtOptions {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly robots: number;
  /** Steps that a robot looks ahead: 3 or 4. With less, one that turns cannot turn round. */
  readonly depth: number;
  /** Refuses rings, which no robot could begin: see TRAFFIC section 2. */
  readonly executable: boolean;
  readonly random: Random;
}

/** Prospects tried in one chain; a robot that finds no way by then keeps what it meant to do. */
const effortMax = 5_000;
/** The same in neighbourhood search, where another robot may be the better one to ask. */
const searchEffortMax = 60;
/** What a step of waiting counts, in steps of the way: three times as much costs ten thousand robots 2 % of what they get done. */
const worthOfWaiting = 0.03;
/** Between two looks at the budget. */
const picksAtOnce = 32;
/** So many robots in a row that could not be helped, for each on the floor: nothing more is to be found. */
const vainPicksPerRobot = 8;

export class Epibt implements StepPlanner {
  /** Who stands where in the next steps. */
  readonly table: Reservations;
  readonly #options: EpibtOptions;
  readonly #rotates: boolean;
  readonly #usual: number;
  readonly #prospects: Prospects;
  readonly #ejection: Ejection;
  readonly #order: WaitingOrder;
  readonly #faceToFace: FaceToFace;
  readonly #progress: ProgressWatch;
  readonly #left: Int32Array;
  readonly #next: Int32Array;

  constructor(options: EpibtOptions) {
    const { graph, guidance, motion, robots, depth, executable } = options;
    this.#options = options;
    this.#rotates = motion === "rotate";
    this.#usual = usualCost(guidance);
    this.#prospects = new Prospects({ graph, guidance, motion }, actionSequences(motion, depth), robots);
    this.table = new Reservations(graph.nodeCount, robots, depth);
    this.#progress = new ProgressWatch(robots);
    this.#ejection = new Ejection(this.#prospects, this.table, this.#progress, robots, executable);
    this.#order = new WaitingOrder(guidance, robots, worthOfWaiting);
    this.#faceToFace = new FaceToFace({
      graph,
      guidance,
      motion,
      table: this.table,
      order: this.#order,
      robots,
    });
    this.#left = new Int32Array(robots);
    this.#next = new Int32Array(robots);
  }

  plan(floor: StepFloor, budget: Budget): Int32Array {
    const { robots, fixed } = floor;
    const { table } = this;
    const ejection = this.#ejection;
    const prospects = this.#prospects;
    const next = this.#next;
    table.carryOver(floor);
    this.#consider(floor);
    const order = this.#order.of(floor, this.#left, 1, 0);
    ejection.rank(order);
    ejection.free(fixed);
    for (let i = 0; i < robots; i++) {
      const robot = order[i]!;
      // Whoever already means to do the best that it could needs nobody's place.
      if (!fixed?.[robot] && ejection.score[robot]! > prospects.best[robot]!)
        ejection.improve(robot, unlimited, effortMax);
      ejection.decided[robot] = 1;
    }
    ejection.free(fixed);
    this.#search(floor, budget);
    this.#faceToFace.note(floor);
    for (let robot = 0; robot < robots; robot++) next[robot] = table.way[robot * table.stride + 1]!;
    return next;
  }

  #consider({ robots, node, heading, goal, table }: StepFloor): void {
    const prospects = this.#prospects;
    const progress = this.#progress;
    const left = this.#left;
    const rotates = this.#rotates;
    for (let robot = 0; robot < robots; robot++) {
      const state = (node[robot]! << 2) | heading[robot]!;
      prospects.consider(robot, state, goal[robot]!, table[robot]!);
      this.#scoreKept(robot, goal[robot]!, table[robot]!);
      left[robot] = costAt(table[robot]!, state, rotates);
      progress.note(robot, goal[robot]!, left[robot]!);
    }
  }

  /** What the rest of its last plan is worth. */
  #scoreKept(robot: number, goal: number, table: StepGoalTable): void {
    const { way, stride } = this.table;
    const { score } = this.#ejection;
    const first = robot * stride;
    let idle = 0;
    for (let step = 1; step < stride; step++) {
      if (way[first + step]! >> 2 === goal) {
        score[robot] = -(stride - 1 - step) * this.#usual * scoreScale + idle;
        return;
      }
      if (way[first + step] === way[first + step - 1]) idle += 2 ** (stride - 1 - step);
    }
    score[robot] = costAt(table, way[first + stride - 1]!, this.#rotates) * scoreScale + idle;
  }

  /** Neighbourhood search: a robot that could do better does, if those that it sends elsewhere lose no more than it gains. */
  #search({ robots, fixed }: StepFloor, budget: Budget): void {
    const ejection = this.#ejection;
    const prospects = this.#prospects;
    const { random } = this.#options;
    const vainMax = vainPicksPerRobot * robots;
    for (let vain = 0; vain < vainMax && !budget.isSpent(); )
      for (let i = 0; i < picksAtOnce; i++) {
        const robot = random.below(robots);
        const couldGain = !fixed?.[robot] && ejection.score[robot]! > prospects.best[robot]!;
        if (couldGain && ejection.improve(robot, 0, searchEffortMax)) vain = 0;
        else vain++;
      }
  }
}

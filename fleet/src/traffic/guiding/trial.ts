/**
 * A few hundred steps of traffic on a floor with some guidance, and how much gets done: what every choice of guidance is judged by (Zhang et al., Guidance Graph Optimization, IJCAI 2024,
 * arXiv 2402.01446). Equal seeds give equal trials, so that two guidances are compared on the same errands.
 */
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { GoalSearch, type StepGoalTable } from "../steps/goal-search.ts";
import { directions, type StepGraph, type StepMotion } from "../steps/step-graph.ts";
import { closed, type StepGuidance } from "../steps/step-guidance.ts";
import { StepPibt } from "../steps/step-pibt.ts";
import { noBudget, type StepFloor, type StepPlanner } from "../steps/step-planner.ts";
import { type Errands, someOf } from "./errands.ts";

export interface TrialFloor {
  readonly graph: StepGraph;
  readonly motion: StepMotion;
  readonly robots: number;
  readonly errands: Errands;
  /** Where robots may stand at the beginning. */
  readonly starts: Int32Array;
  /** Who plans the steps; PIBT where nothing is said. */
  readonly planner?: (guidance: StepGuidance) => StepPlanner;
}

export interface TrialWish {
  readonly seed: number | string;
  readonly steps: number;
  /** Steps before the count begins. */
  readonly warmUp: number;
  /** Robots begin somewhere on their way instead of at its start, so that a short trial looks like the middle of a long one. */
  readonly onTheWay: boolean;
}

export interface TrialReport {
  /** Errands done for each counted step. */
  readonly throughput: number;
}

export class Trial implements StepFloor {
  readonly robots: number;
  readonly node: Int32Array;
  readonly heading: Uint8Array;
  readonly goal: Int32Array;
  readonly table: StepGoalTable[] = [];
  readonly #floor: TrialFloor;
  readonly #turnOf: Int32Array;
  readonly #listOf: Int32Array;
  readonly #tables: (StepGoalTable | undefined)[];
  readonly #spare: StepGoalTable[] = [];
  #search!: GoalSearch;

  constructor(floor: TrialFloor) {
    this.#floor = floor;
    this.robots = floor.robots;
    this.node = new Int32Array(this.robots);
    this.heading = new Uint8Array(this.robots);
    this.goal = new Int32Array(this.robots);
    this.#turnOf = new Int32Array(this.robots);
    this.#listOf = new Int32Array(this.robots);
    this.#tables = new Array(floor.graph.nodeCount).fill(undefined);
  }

  run(guidance: StepGuidance, wish: TrialWish): TrialReport {
    const { graph, motion, robots } = this.#floor;
    const random = seededRandom(wish.seed);
    this.#search = new GoalSearch(graph, guidance, motion);
    for (const [goal, table] of this.#tables.entries())
      if (table) {
        this.#spare.push(table);
        this.#tables[goal] = undefined;
      }
    this.#begin(guidance, wish.onTheWay, random);
    const planner =
      this.#floor.planner?.(guidance) ?? new StepPibt({ graph, guidance, motion, robots, executable: false });
    let done = 0;
    for (let step = 0; step < wish.steps; step++) {
      if (step === wish.warmUp) done = 0;
      done += this.#take(planner.plan(this, noBudget), random);
    }
    return { throughput: done / (wish.steps - wish.warmUp) };
  }

  #begin(guidance: StepGuidance, onTheWay: boolean, random: Random): void {
    const { graph, motion, errands } = this.#floor;
    const starts = someOf(this.#floor.starts, this.#floor.starts.length, random);
    const taken = new Uint8Array(graph.nodeCount);
    let free = 0;
    for (let robot = 0; robot < this.robots; robot++) {
      this.node[robot] = starts[robot]!;
      this.heading[robot] = motion === "rotate" ? random.below(directions) : 0;
      const list = random.below(errands.lists.length);
      this.#listOf[robot] = list;
      this.#turnOf[robot] = errands.order === "by-chance" ? list : random.below(errands.lists[list]!.length);
      this.#send(robot, random);
      const share = onTheWay ? random.next() : 0;
      let at = this.#along(robot, guidance, share);
      if (taken[at]) at = starts[robot]!;
      while (taken[at]) at = starts[free++]!;
      taken[at] = 1;
      this.node[robot] = at;
    }
  }

  /** The place at a share of a robot's way, which need not be free. */
  #along(robot: number, { move }: StepGuidance, share: number): number {
    const { to } = this.#floor.graph;
    const table = this.table[robot]!;
    const rotates = this.#floor.motion === "rotate";
    const cost = (node: number): number => (rotates ? table[node]! >>> 16 : table[node]!);
    let at = this.node[robot]!;
    const until = cost(at) * (1 - share);
    while (cost(at) > until) {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let direction = 0; direction < directions; direction++) {
        const next = to[directions * at + direction]!;
        const step = move[directions * at + direction]!;
        if (next < 0 || step === closed || cost(next) >= cost(at) || cost(next) + step >= least) continue;
        least = cost(next) + step;
        best = next;
      }
      if (best < 0) break;
      at = best;
    }
    return at;
  }

  #send(robot: number, random: Random): void {
    const goal = this.#drawGoal(robot, random);
    this.goal[robot] = goal;
    this.table[robot] = this.#tableOf(goal);
  }

  #drawGoal(robot: number, random: Random): number {
    const { order, lists } = this.#floor.errands;
    const turn = this.#turnOf[robot]!++;
    if (order === "as-listed") {
      const list = lists[this.#listOf[robot]!]!;
      return list[turn % list.length]!;
    }
    const group = lists[turn % lists.length]!;
    const goal = group[random.below(group.length)]!;
    return goal === this.node[robot] ? group[random.below(group.length)]! : goal;
  }

  #tableOf(goal: number): StepGoalTable {
    const known = this.#tables[goal];
    if (known) return known;
    const { graph, motion } = this.#floor;
    const table =
      this.#spare.pop() ??
      (motion === "rotate" ? new Uint32Array(graph.nodeCount) : new Uint16Array(graph.nodeCount));
    this.#search.search(goal, table);
    this.#tables[goal] = table;
    return table;
  }

  #take(next: Int32Array, random: Random): number {
    const { node, heading, goal } = this;
    let done = 0;
    for (let robot = 0; robot < this.robots; robot++) {
      const there = next[robot]! >> 2;
      node[robot] = there;
      heading[robot] = next[robot]! & 3;
      if (there !== goal[robot]) continue;
      done++;
      this.#send(robot, random);
    }
    return done;
  }
}

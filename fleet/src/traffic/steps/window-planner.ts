/**
 * For floors with room: plans a window of steps for all, keeps it from step to step, and mends it as long as time allows. Windowed planning as in RHCR (Li et al., Lifelong Multi-Agent Path
 * Finding in Large-Scale Warehouses, AAAI 2021), neighbourhoods as in MAPF-LNS (Li et al., IJCAI 2021): a robot that is delayed and those that delay it are taken off the floor and find their
 * ways anew, one after the other. Whoever stands in nobody's way costs one straight look ahead.
 */
import type { Random } from "@floorplane/runtime/random";
import { CostLeft } from "./cost-left.ts";
import { Neighbours } from "./neighbours.ts";
import { ProgressWatch } from "./progress-watch.ts";
import { Reservations } from "./reservations.ts";
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import { type StepGuidance, usualCost } from "./step-guidance.ts";
import type { Budget, StepFloor, StepPlanner } from "./step-planner.ts";
import { noWay, WaySearch } from "./way-search.ts";

export interface WindowOptions {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly robots: number;
  /** Steps that are planned ahead. */
  readonly window: number;
  /** Refuses rings, which no robot could begin: see TRAFFIC section 2. */
  readonly executable: boolean;
  readonly random: Random;
}

/** What a robot's delay counts more for each step that it has come no nearer: who waits long is let through. */
const weightPerIdleStep = 0.05;
/** Between two looks at the budget. */
const picksAtOnce = 8;
/** So many robots in a row that could not be helped, for each on the floor: nothing more is to be found. */
const vainPicksPerRobot = 24;

export class WindowPlanner implements StepPlanner {
  /** Who stands where in the next steps. */
  readonly table: Reservations;
  readonly progress: ProgressWatch;
  readonly #options: WindowOptions;
  readonly #rotates: boolean;
  readonly #usual: number;
  readonly #ways: WaySearch;
  readonly #neighbours: Neighbours;
  /** What each robot's way costs, the least it could, and what that counts. */
  readonly #cost: Int32Array;
  readonly #least: Int32Array;
  readonly #weight: Float64Array;
  readonly #order: Int32Array;
  readonly #next: Int32Array;
  readonly #left: CostLeft;
  readonly #savedWay: Int32Array;
  readonly #savedCost: Int32Array;
  #floor!: StepFloor;

  constructor(options: WindowOptions) {
    const { graph, guidance, motion, robots, window, executable } = options;
    this.#options = options;
    this.#rotates = motion === "rotate";
    this.#usual = usualCost(guidance);
    this.table = new Reservations(graph.nodeCount, robots, window);
    this.progress = new ProgressWatch(robots);
    this.#ways = new WaySearch({ graph, guidance, motion, table: this.table, executable });
    this.#neighbours = new Neighbours({ ...options, table: this.table });
    this.#cost = new Int32Array(robots);
    this.#least = new Int32Array(robots);
    this.#weight = new Float64Array(robots);
    this.#order = Int32Array.from({ length: robots }, (_, robot) => robot);
    this.#next = new Int32Array(robots);
    this.#left = new CostLeft(motion);
    this.#savedWay = new Int32Array(this.#neighbours.most * this.table.stride);
    this.#savedCost = new Int32Array(this.#neighbours.most);
  }

  plan(floor: StepFloor, budget: Budget): Int32Array {
    const { table, progress } = this;
    const order = this.#order;
    const weight = this.#weight;
    const next = this.#next;
    const { robots, goal } = floor;
    this.#floor = floor;
    table.carryOver(floor);
    for (let robot = 0; robot < robots; robot++) {
      this.#measure(robot);
      progress.note(robot, goal[robot]!, this.#least[robot]!);
      weight[robot] = 1 + weightPerIdleStep * progress.idle[robot]!;
    }
    order.sort((a, b) => progress.idle[b]! - progress.idle[a]! || a - b);
    for (const robot of order) if (this.#isDelayed(robot)) this.#mendOne(robot);
    this.#search(budget);
    for (let robot = 0; robot < robots; robot++) next[robot] = table.way[robot * table.stride + 1]!;
    return next;
  }

  #isDelayed(robot: number): boolean {
    return this.#cost[robot]! > this.#least[robot]! && !this.#floor.fixed?.[robot];
  }

  #search(budget: Budget): void {
    const { random, robots } = this.#options;
    const vainMax = vainPicksPerRobot * robots;
    for (let vain = 0; vain < vainMax && !budget.isSpent(); )
      for (let i = 0; i < picksAtOnce; i++) {
        const robot = random.below(robots);
        vain = this.#isDelayed(robot) && this.#mendGroup(robot) ? 0 : vain + 1;
      }
  }

  /** Costs of the way as it stands. */
  #measure(robot: number): void {
    const left = this.#left;
    const { way, stride } = this.table;
    left.of(robot, this.#floor);
    const first = robot * stride;
    let isBehind = way[first]! >> 2 === left.goal;
    this.#least[robot] = left.at(way[first]!, isBehind);
    let spent = 0;
    for (let step = first; step + 1 < first + stride; step++) {
      // What a robot does where nothing more is known costs nothing.
      if (isBehind && (!left.goesOn || way[step]! >> 2 === left.lastGoal)) break;
      spent += this.#costOf(way[step]!, way[step + 1]!);
      isBehind ||= way[step + 1]! >> 2 === left.goal;
    }
    this.#cost[robot] = spent + left.at(way[first + stride - 1]!, isBehind);
  }

  #costOf(here: number, next: number): number {
    const { guidance, graph } = this.#options;
    if (next === here) return this.#usual;
    if (next >> 2 === here >> 2) return guidance.turn;
    if (this.#rotates) return guidance.move[here]!;
    let i = here & ~3;
    while (graph.to[i] !== next >> 2 && i < (here & ~3) + directions - 1) i++;
    return guidance.move[i]!;
  }

  #mendOne(robot: number): void {
    const { table } = this;
    const cost = this.#cost;
    this.#save(robot, 0);
    table.take(robot);
    const found = this.#ways.find(robot, this.#floor, cost[robot]!);
    if (found === noWay) this.#restore(robot, 0);
    else cost[robot] = found;
    table.put(robot);
  }

  /** True when a robot and those in its way are better off together. */
  #mendGroup(robot: number): boolean {
    const { table } = this;
    const cost = this.#cost;
    const weight = this.#weight;
    const least = this.#least;
    const group = this.#neighbours.of(robot, this.#floor);
    let before = 0;
    // What the rest needs at the least: the sooner it is known that a group cannot gain, the better.
    let rest = 0;
    for (const [i, member] of group.entries()) {
      this.#save(member, i);
      table.take(member);
      before += cost[member]! * weight[member]!;
      rest += least[member]! * weight[member]!;
    }
    let done = 0;
    let sum = 0;
    for (; done < group.length; done++) {
      const member = group[done]!;
      rest -= least[member]! * weight[member]!;
      const room = (before - sum - rest) / weight[member]!;
      // Equals are exchanged too, so that the search drifts.
      const found = this.#ways.find(member, this.#floor, Math.floor(room + 1e-6) + 1);
      if (found === noWay) break;
      cost[member] = found;
      sum += found * weight[member]!;
      table.put(member);
    }
    if (done === group.length) return sum < before - 1e-6;
    for (let i = 0; i < done; i++) table.take(group[i]!);
    for (const [i, member] of group.entries()) this.#restore(member, i);
    for (const member of group) table.put(member);
    return false;
  }

  #save(robot: number, i: number): void {
    const { way, stride } = this.table;
    for (let step = 0; step < stride; step++) this.#savedWay[i * stride + step] = way[robot * stride + step]!;
    this.#savedCost[i] = this.#cost[robot]!;
  }

  #restore(robot: number, i: number): void {
    const { way, stride } = this.table;
    for (let step = 0; step < stride; step++) way[robot * stride + step] = this.#savedWay[i * stride + step]!;
    this.#cost[robot] = this.#savedCost[i]!;
  }
}

/**
 * Priority Inheritance with Backtracking in unit steps (Okumura et al., Artificial Intelligence 310, 2022): the step that always exists. Robots decide in order of rank; who wants a place where
 * another stands lends it his rank and makes it decide first; who finds no place stays, and whoever wanted his looks on. Where robots turn on the spot, one that does not face the place that it
 * means to take turns first, pushes meanwhile, and holds nothing but the place where it stands.
 */

import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";
import { WaitingOrder } from "./step-pibt-order.ts";
import { StepWishes, wishesMax } from "./step-pibt-wishes.ts";
import type { StepFloor, StepPlanner } from "./step-planner.ts";

export interface StepPibtOptions {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly robots: number;
  /** Refuses rings of three and more robots, which no robot could begin: see TRAFFIC section 2. */
  readonly executable: boolean;
}

/** What a step of waiting counts, in steps of the way. */
const worthOfWaiting = 0.1;
/** Steps that two robots stand before the one in the way goes first: fewer would rank whoever waits in a queue. */
const patience = 6;

export class StepPibt implements StepPlanner {
  readonly #rotates: boolean;
  readonly #executable: boolean;
  readonly #graph: StepGraph;
  readonly #wishes: StepWishes;
  readonly #order: WaitingOrder;
  /** By node: who stands there and who will, or -1. */
  readonly #standing: Int32Array;
  readonly #coming: Int32Array;
  /** By robot: its place after the step, -1 while undecided. */
  readonly #place: Int32Array;
  /** Who pushed it, which of its wishes it tries next, and whose rank it acted on last. */
  readonly #pusher: Int32Array;
  readonly #tried: Uint8Array;
  readonly #chain: Int32Array;
  readonly #next: Int32Array;
  /** Steps that each robot has stood. */
  readonly #stood: Uint8Array;
  #chains = 0;

  constructor({ graph, guidance, motion, robots, executable }: StepPibtOptions) {
    this.#rotates = motion === "rotate";
    this.#executable = executable;
    this.#graph = graph;
    this.#wishes = new StepWishes(graph, guidance, motion, robots);
    this.#order = new WaitingOrder(guidance, robots, worthOfWaiting);
    this.#standing = new Int32Array(graph.nodeCount).fill(-1);
    this.#coming = new Int32Array(graph.nodeCount).fill(-1);
    this.#place = new Int32Array(robots);
    this.#pusher = new Int32Array(robots);
    this.#tried = new Uint8Array(robots);
    this.#chain = new Int32Array(robots);
    this.#stood = new Uint8Array(robots);
    this.#next = new Int32Array(robots);
  }

  plan(floor: StepFloor): Int32Array {
    const { robots, node, heading, fixed } = floor;
    const standing = this.#standing;
    const coming = this.#coming;
    const place = this.#place;
    const next = this.#next;
    standing.fill(-1);
    coming.fill(-1);
    place.fill(-1);
    for (let robot = 0; robot < robots; robot++) standing[node[robot]!] = robot;
    if (fixed) for (let robot = 0; robot < robots; robot++) if (fixed[robot]) this.#stay(robot, node[robot]!);
    this.#wishes.consider(floor, standing);
    const order = this.#order.of(floor, this.#wishes.cost, wishesMax, directions);
    for (let i = 0; i < robots; i++) if (place[order[i]!]! < 0) this.#decide(order[i]!, floor);
    this.#lend(floor, order);
    if (this.#rotates) this.#turn(floor);
    else for (let robot = 0; robot < robots; robot++) next[robot] = (place[robot]! << 2) | heading[robot]!;
    return next;
  }

  /** Runs the chain of pushes that one robot starts. A robot of the chain that has a place in mind holds it while those it pushed decide. */
  #decide(first: number, { node, heading }: StepFloor): void {
    const standing = this.#standing;
    const coming = this.#coming;
    const place = this.#place;
    const pusher = this.#pusher;
    const tried = this.#tried;
    const chain = this.#chain;
    const rotates = this.#rotates;
    const { wish, count } = this.#wishes;
    this.#chains++;
    const mine = this.#chains;
    let robot = first;
    pusher[robot] = -1;
    tried[robot] = 0;
    chain[robot] = mine;
    for (;;) {
      if (tried[robot] === count[robot]) {
        // It turns to what it would like best.
        this.#stay(robot, node[robot]!);
        tried[robot] = 1;
        robot = pusher[robot]!;
        if (robot < 0) return;
        continue;
      }
      const to = wish[robot * wishesMax + tried[robot]!++]!;
      if (coming[to]! >= 0) continue;
      const other = standing[to]!;
      if (other >= 0 && other !== robot) {
        if (place[other]! >= 0) {
          if (place[other] === node[robot] || (this.#executable && chain[other] === mine)) continue;
        } else {
          place[robot] = to;
          coming[to] = robot;
          pusher[other] = robot;
          tried[other] = 0;
          chain[other] = mine;
          robot = other;
          continue;
        }
      }
      place[robot] = to;
      coming[to] = robot;
      if (rotates) this.#holdBack(robot, node, heading);
      return;
    }
  }

  /** Two that stand and face each other wait for ever, as in an aisle that ends: then the one in the way goes first. */
  #lend({ robots, node }: StepFloor, order: Int32Array): void {
    const place = this.#place;
    const stood = this.#stood;
    const standing = this.#standing;
    const { wish } = this.#wishes;
    for (let robot = 0; robot < robots; robot++)
      stood[robot] = place[robot] === node[robot] ? Math.min(255, stood[robot]! + 1) : 0;
    for (let i = 0; i < robots; i++) {
      const robot = order[i]!;
      if (stood[robot]! < patience) continue;
      const to = wish[robot * wishesMax]!;
      const other = standing[to]!;
      if (other < 0 || other === robot || stood[other]! < patience) continue;
      if (!this.#order.lend(robot, other)) continue;
      stood[robot] = 0;
      stood[other] = 0;
    }
  }

  #stay(robot: number, here: number): void {
    this.#place[robot] = here;
    this.#coming[here] = robot;
  }

  /** Whoever has to turn first keeps its place meanwhile, and so do those that pushed it. */
  #holdBack(last: number, node: Int32Array, heading: Uint8Array): void {
    const pusher = this.#pusher;
    const place = this.#place;
    const coming = this.#coming;
    let holds = this.#isRingThatTurns(last, node, heading);
    for (let robot = last; robot >= 0; robot = pusher[robot]!) {
      holds ||= !this.#faces(place[robot]!, node[robot]!, heading[robot]!);
      if (!holds) continue;
      if (coming[place[robot]!] === robot) coming[place[robot]!] = -1;
      this.#stay(robot, node[robot]!);
    }
  }

  /** The last of a chain means to go where one of the chain stands: all of them go or nobody. */
  #isRingThatTurns(last: number, node: Int32Array, heading: Uint8Array): boolean {
    const pusher = this.#pusher;
    const place = this.#place;
    const standing = this.#standing;
    const chain = this.#chain;
    const ahead = standing[place[last]!]!;
    if (ahead < 0 || ahead === last || chain[ahead] !== chain[last]) return false;
    for (let robot = last; ; robot = pusher[robot]!) {
      if (!this.#faces(place[robot]!, node[robot]!, heading[robot]!)) return true;
      if (robot === ahead) return false;
    }
  }

  #faces(to: number, here: number, facing: number): boolean {
    return to === here || this.#graph.to[here * directions + facing] === to;
  }

  /** Everyone that stays turns to where it would go. */
  #turn({ robots, node, heading, fixed }: StepFloor): void {
    const place = this.#place;
    const next = this.#next;
    const tried = this.#tried;
    const wishes = this.#wishes;
    const { to } = this.#graph;
    for (let robot = 0; robot < robots; robot++) {
      const here = node[robot]!;
      let facing = heading[robot]!;
      if (place[robot] === here && !fixed?.[robot]) {
        const aim = wishes.wish[robot * wishesMax + tried[robot]! - 1]!;
        for (let d = 0; d < directions; d++)
          if (to[here * directions + d] === aim && d !== facing) {
            facing = (facing + (((d - facing) & 3) === 3 ? 3 : 1)) & 3;
            break;
          }
      }
      next[robot] = (place[robot]! << 2) | facing;
    }
  }
}

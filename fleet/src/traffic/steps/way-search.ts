/**
 * The best way of one robot through a window of steps while all others keep theirs: space-time A* (Silver, Cooperative Pathfinding, AIIDE 2005) on exact goal costs, so that an unhindered
 * robot costs as many looks as it has steps. What it minimises is the cost of the whole way: moves, turns and waits of the window, and what is left from its end.
 */
import { assert } from "@floorplane/contracts/errors";
import { CostLeft } from "./cost-left.ts";
import type { Reservations } from "./reservations.ts";
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import { closed, type StepGuidance, usualCost } from "./step-guidance.ts";
import type { StepFloor } from "./step-planner.ts";

/** No way costs less than the bound. */
export const noWay = -1;

/** A robot that is hemmed in by so much is left as it is. */
const entriesMax = 8_192;
/** Ways that cost so much more than the shortest are none. */
const bucketsMax = 1_024;
/** Of a move that leads nowhere yet. */
const freeMove = 1;
/** Marks, in a step, that the goal lies behind. */
const behind = 128;
/** More steps would not fit beside that mark. */
const windowMax = 100;
const ringMax = 512;

export interface WaySearchParts {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly table: Reservations;
  /** Refuses moves that close a ring. */
  readonly executable: boolean;
}

export class WaySearch {
  readonly #parts: WaySearchParts;
  readonly #rotates: boolean;
  readonly #usual: number;
  /** By space-time state and whether the goal lies behind: the search in which it was settled. */
  readonly #settled: Int32Array;
  readonly #state = new Int32Array(entriesMax);
  readonly #step = new Uint8Array(entriesMax);
  readonly #cost = new Int32Array(entriesMax);
  readonly #before = new Int32Array(entriesMax);
  readonly #nextEntry = new Int32Array(entriesMax);
  readonly #bucket = new Int32Array(bucketsMax).fill(-1);
  #search = 0;
  #entries = 0;
  #lowest = 0;
  #highest = -1;
  readonly #left: CostLeft;
  #least = 0;
  #bound = 0;

  constructor(parts: WaySearchParts) {
    assert(parts.table.depth <= windowMax, "a window has more steps than its entries can hold");
    this.#parts = parts;
    this.#rotates = parts.motion === "rotate";
    this.#left = new CostLeft(parts.motion);
    this.#usual = usualCost(parts.guidance);
    this.#settled = new Int32Array(2 * directions * parts.graph.nodeCount * parts.table.stride);
  }

  /** Writes the best way of a robot that is off the floor into the table's `way` (not into its steps) and answers its cost; `noWay` where none costs less than `below`. */
  find(robot: number, floor: StepFloor, below: number): number {
    const { way, stride } = this.#parts.table;
    const start = way[robot * stride]!;
    this.#search++;
    this.#left.of(robot, floor);
    const isThere = start >> 2 === this.#left.goal;
    this.#least = this.#left.at(start, isThere);
    this.#bound = below;
    this.#entries = 0;
    this.#lowest = 0;
    this.#highest = -1;
    this.#push(start, 0, 0, -1, isThere);
    const found = this.#run(stride - 1);
    for (let slot = this.#lowest; slot <= this.#highest; slot++) this.#bucket[slot] = -1;
    if (found < 0) return noWay;
    for (let entry = found; entry >= 0; entry = this.#before[entry]!)
      way[robot * stride + (this.#step[entry]! & (behind - 1))] = this.#state[entry]!;
    return this.#cost[found]!;
  }

  #run(last: number): number {
    const bucket = this.#bucket;
    const nextEntry = this.#nextEntry;
    const settled = this.#settled;
    for (; this.#lowest <= this.#highest; this.#lowest++)
      for (let entry = bucket[this.#lowest]!; entry >= 0; entry = bucket[this.#lowest]!) {
        bucket[this.#lowest] = nextEntry[entry]!;
        const state = this.#state[entry]!;
        const isBehind = this.#step[entry]! >= behind;
        const step = this.#step[entry]! & (behind - 1);
        const key = this.#keyOf(state, step, isBehind);
        if (settled[key] === this.#search) continue;
        settled[key] = this.#search;
        if (step === last) return entry;
        if (this.#entries + directions + 1 > entriesMax) return -1;
        this.#expand(entry, state, step, isBehind);
      }
    return -1;
  }

  #keyOf(state: number, step: number, isBehind: boolean): number {
    return 2 * (state * this.#parts.table.stride + step) + (isBehind ? 1 : 0);
  }

  #expand(entry: number, state: number, step: number, isBehind: boolean): void {
    const { graph, guidance } = this.#parts;
    const { move, turn } = guidance;
    const spent = this.#cost[entry]! - this.#left.at(state, isBehind);
    // Where nothing is known of what comes behind the goal, a robot may go on, but had better stand.
    const isFree = isBehind && !this.#left.goesOn;
    const waited = isFree || (isBehind && state >> 2 === this.#left.lastGoal) ? 0 : this.#usual;
    this.#go(entry, state, state, step, spent + waited, isBehind);
    if (!this.#rotates) {
      const first = state & ~3;
      for (let i = first; i < first + directions; i++)
        if (graph.to[i]! >= 0 && move[i] !== closed)
          this.#go(entry, state, graph.to[i]! << 2, step, spent + (isFree ? freeMove : move[i]!), isBehind);
      return;
    }
    const turned = spent + (isFree ? freeMove : turn);
    this.#go(entry, state, (state & ~3) | ((state + 1) & 3), step, turned, isBehind);
    this.#go(entry, state, (state & ~3) | ((state + 3) & 3), step, turned, isBehind);
    const next = graph.to[state]!;
    if (next >= 0 && move[state] !== closed)
      this.#go(
        entry,
        state,
        (next << 2) | (state & 3),
        step,
        spent + (isFree ? freeMove : move[state]!),
        isBehind,
      );
  }

  /** One move, unless somebody is in its way. */
  #go(entry: number, from: number, next: number, step: number, spent: number, wasBehind: boolean): void {
    const { table, executable } = this.#parts;
    const { by, stride } = table;
    const node = next >> 2;
    const here = from >> 2;
    const at = node * stride + step + 1;
    if (by[at] !== 0) return;
    if (node !== here) {
      const other = by[at - 1]!;
      if (other !== 0 && by[here * stride + step + 1] === other) return;
      if (executable && table.closesRing(here, node, step + 1, ringMax)) return;
    }
    this.#push(next, step + 1, spent, entry, wasBehind || node === this.#left.goal);
  }

  #push(state: number, step: number, spent: number, before: number, isBehind: boolean): void {
    const cost = spent + this.#left.at(state, isBehind);
    const slot = Math.max(this.#lowest, cost - this.#least);
    if (cost >= this.#bound || slot >= bucketsMax) return;
    if (this.#settled[this.#keyOf(state, step, isBehind)] === this.#search) return;
    const entry = this.#entries++;
    this.#state[entry] = state;
    this.#step[entry] = step | (isBehind ? behind : 0);
    this.#cost[entry] = cost;
    this.#before[entry] = before;
    this.#nextEntry[entry] = this.#bucket[slot]!;
    this.#bucket[slot] = entry;
    if (slot > this.#highest) this.#highest = slot;
  }
}

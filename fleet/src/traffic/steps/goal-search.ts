/**
 * Exact costs from everywhere to one goal on the guidance graph: Dijkstra (1959) backwards from junction to junction, with Dial's buckets (1969) since costs are small whole numbers; an aisle
 * follows from its ends. With rotation a node has four costs, one a heading; no two of them differ by more than two quarter turns, so they are kept as one base and four small additions: 4 bytes a
 * node instead of 8, and one look into memory instead of two. Turning on the spot is no visit of its own: whoever comes to a junction is reckoned for all four headings at once.
 */
import { type Chains, chainsOf } from "./chains.ts";
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";

/** Four-way: the cost of each node. Rotate: `base << 16`, and for heading h the bits `4 h .. 4 h + 3` to be added. */
export type StepGoalTable = Uint16Array | Uint32Array;

/** No way leads from there. */
export const unreachableCost = 0xffff;

export const bytesPerNode = (motion: StepMotion): number => (motion === "rotate" ? 4 : 2);

export class GoalSearch {
  readonly #graph: StepGraph;
  readonly #guidance: StepGuidance;
  readonly #motion: StepMotion;
  readonly #chains: Chains;
  /** By junction and heading; four-way robots have but one. */
  readonly #cost: Uint16Array;
  readonly #headings: number;
  readonly #bucket: Int32Array;
  /** Queue entries: a state, and the entry after it in its bucket. A state is entered at most once for each way by which it is reached. */
  readonly #entryState: Int32Array;
  readonly #entryNext: Int32Array;
  #entries = 0;
  #queued = 0;

  constructor(graph: StepGraph, guidance: StepGuidance, motion: StepMotion) {
    this.#graph = graph;
    this.#guidance = guidance;
    this.#motion = motion;
    this.#chains = chainsOf(graph, guidance);
    this.#headings = motion === "rotate" ? directions : 1;
    const states = this.#headings * this.#chains.junctionNode.length;
    this.#cost = new Uint16Array(states);
    const stepMax = this.#chains.beforeCost.reduce((most, cost) => Math.max(most, cost), 0);
    this.#bucket = new Int32Array(2 ** Math.ceil(Math.log2(stepMax + 2 * guidance.turn + 2))).fill(-1);
    // With rotation each of four headings of the junction ahead can lower a state; without, each of four neighbours.
    this.#entryState = new Int32Array(directions * states + 2 * directions);
    this.#entryNext = new Int32Array(this.#entryState.length);
  }

  search(goal: number, table: StepGoalTable): void {
    this.#cost.fill(unreachableCost);
    this.#entries = 0;
    this.#queued = 0;
    this.#begin(goal);
    if (this.#motion === "rotate") {
      this.#settleFacing();
      this.#writeJunctionsFacing(table);
      this.#writeAislesFacing(table);
    } else {
      this.#settle();
      const { junctionNode } = this.#chains;
      for (let i = 0; i < junctionNode.length; i++) table[junctionNode[i]!] = this.#cost[i]!;
      this.#writeAisles(table);
    }
    this.#writeGoalAisle(goal, table);
  }

  /** The goal, or the junctions from which it is driven to. */
  #begin(goal: number): void {
    const { junctionOf } = this.#chains;
    if (junctionOf[goal]! >= 0) {
      for (let heading = 0; heading < this.#headings; heading++)
        this.#reach(junctionOf[goal]! * this.#headings + heading, 0);
      return;
    }
    const { from } = this.#graph;
    const { move } = this.#guidance;
    for (let direction = 0; direction < directions; direction++) {
      let node = from[directions * goal + direction]!;
      if (node < 0) continue;
      let cost = move[directions * node + direction]!;
      while (junctionOf[node]! < 0) {
        node = from[directions * node + direction]!;
        cost += move[directions * node + direction]!;
      }
      this.#reach(
        this.#headings === 1 ? junctionOf[node]! : junctionOf[node]! * directions + direction,
        cost,
      );
    }
  }

  #reach(state: number, cost: number): void {
    if (cost >= this.#cost[state]!) return;
    this.#cost[state] = cost;
    const slot = cost & (this.#bucket.length - 1);
    const entry = this.#entries++;
    this.#entryState[entry] = state;
    this.#entryNext[entry] = this.#bucket[slot]!;
    this.#bucket[slot] = entry;
    this.#queued++;
  }

  #settleFacing(): void {
    const bucket = this.#bucket;
    const cost = this.#cost;
    const entryState = this.#entryState;
    const entryNext = this.#entryNext;
    const { turn } = this.#guidance;
    const mask = bucket.length - 1;
    for (let now = 0; this.#queued > 0; now++) {
      const slot = now & mask;
      for (let entry = bucket[slot]!; entry >= 0; entry = bucket[slot]!) {
        bucket[slot] = entryNext[entry]!;
        this.#queued--;
        const state = entryState[entry]!;
        if (cost[state]! < now) continue;
        this.#comeFrom(state, now);
        this.#turnTo((state & ~3) | ((state + 1) & 3), now + turn);
        this.#turnTo((state & ~3) | ((state + 3) & 3), now + turn);
        this.#turnTo(state ^ 2, now + 2 * turn);
      }
    }
  }

  #turnTo(state: number, cost: number): void {
    if (cost >= this.#cost[state]!) return;
    this.#cost[state] = cost;
    this.#comeFrom(state, cost);
  }

  #comeFrom(state: number, cost: number): void {
    const junction = this.#chains.before[state]!;
    if (junction >= 0)
      this.#reach(junction * directions + (state & 3), cost + this.#chains.beforeCost[state]!);
  }

  #settle(): void {
    const { before, beforeCost } = this.#chains;
    const bucket = this.#bucket;
    const cost = this.#cost;
    const entryState = this.#entryState;
    const entryNext = this.#entryNext;
    const mask = bucket.length - 1;
    for (let now = 0; this.#queued > 0; now++) {
      const slot = now & mask;
      for (let entry = bucket[slot]!; entry >= 0; entry = bucket[slot]!) {
        bucket[slot] = entryNext[entry]!;
        this.#queued--;
        const junction = entryState[entry]!;
        if (cost[junction]! < now) continue;
        for (let i = directions * junction; i < directions * junction + directions; i++)
          if (before[i]! >= 0) this.#reach(before[i]!, now + beforeCost[i]!);
      }
    }
  }

  #writeJunctionsFacing(table: StepGoalTable): void {
    const cost = this.#cost;
    const { junctionNode } = this.#chains;
    for (let junction = 0, i = 0; junction < junctionNode.length; junction++, i += directions) {
      const east = cost[i]!;
      const south = cost[i + 1]!;
      const west = cost[i + 2]!;
      const north = cost[i + 3]!;
      let base = east < south ? east : south;
      if (west < base) base = west;
      if (north < base) base = north;
      table[junctionNode[junction]!] =
        (base << 16) | ((north - base) << 12) | ((west - base) << 8) | ((south - base) << 4) | (east - base);
    }
  }

  /** On the way through an aisle a robot goes on or turns round, whichever is less; whoever faces a wall turns first. */
  #writeAislesFacing(table: StepGoalTable): void {
    const { aisleNode, first, aisleDirection, start, end, toStart, toEnd } = this.#chains;
    const cost = this.#cost;
    const { turn } = this.#guidance;
    for (let aisle = 0; aisle < start.length; aisle++) {
      const direction = aisleDirection[aisle]!;
      const back = cost[directions * start[aisle]! + direction + 2]!;
      const ahead = cost[directions * end[aisle]! + direction]!;
      for (let i = first[aisle]!; i < first[aisle + 1]!; i++)
        table[aisleNode[i]!] = packedInAisle(ahead + toEnd[i]!, back + toStart[i]!, direction, turn);
    }
  }

  #writeAisles(table: StepGoalTable): void {
    const { aisleNode, first, start, end, toStart, toEnd } = this.#chains;
    const cost = this.#cost;
    for (let aisle = 0; aisle < start.length; aisle++) {
      const back = cost[start[aisle]!]!;
      const ahead = cost[end[aisle]!]!;
      for (let i = first[aisle]!; i < first[aisle + 1]!; i++)
        table[aisleNode[i]!] = Math.min(unreachableCost, ahead + toEnd[i]!, back + toStart[i]!);
    }
  }

  /** A goal inside an aisle cuts it in two: whoever heads for it is there before the aisle's end. */
  #writeGoalAisle(goal: number, table: StepGoalTable): void {
    const { aisleOf, aisleNode, first, aisleDirection, start, end, toStart, toEnd } = this.#chains;
    const aisle = aisleOf[goal]!;
    if (aisle < 0) return;
    const turns = this.#headings === directions;
    const direction = aisleDirection[aisle]!;
    const back = this.#cost[turns ? directions * start[aisle]! + direction + 2 : start[aisle]!]!;
    const ahead = this.#cost[turns ? directions * end[aisle]! + direction : end[aisle]!]!;
    const place = aisleNode.indexOf(goal, first[aisle]!);
    for (let i = first[aisle]!; i < first[aisle + 1]!; i++) {
      const forward = i < place ? toEnd[i]! - toEnd[place]! : ahead + toEnd[i]!;
      const backward = i > place ? toStart[i]! - toStart[place]! : back + toStart[i]!;
      table[aisleNode[i]!] = turns
        ? packedInAisle(forward, backward, direction, this.#guidance.turn)
        : Math.min(unreachableCost, forward, backward);
    }
    table[goal] = 0;
  }
}

/** Both costs before turning; unreachable where neither way leads. */
function packedInAisle(ahead: number, back: number, direction: number, turn: number): number {
  const base = ahead < back ? ahead : back;
  if (base >= unreachableCost) return unreachableCost << 16;
  const forward = ahead - base > 2 * turn ? 2 * turn : ahead - base;
  const backward = back - base > 2 * turn ? 2 * turn : back - base;
  return (
    (base << 16) |
    (forward << (4 * direction)) |
    (turn << (4 * direction + 4)) |
    (backward << (4 * direction + 8)) |
    (turn << ((4 * direction + 12) & 15))
  );
}

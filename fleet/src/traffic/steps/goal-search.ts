/**
 * Exact costs from everywhere to one goal on the guidance graph: Dijkstra (1959) backwards from junction to junction, with Dial's buckets (1969) since costs are small whole numbers;
 * then each aisle in two sweeps. With rotation a node has four costs, one a heading; no two of them differ by more than two quarter turns, so they are kept as one base and four
 * small additions: 4 bytes a node instead of 8, and one look into memory instead of two.
 */
import { type Chains, chainsOf } from "./chains.ts";
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";

/** Four-way: the cost of each node. Rotate: `base << 16`, and for heading h the bits `4 h .. 4 h + 3` to be added. */
export type StepGoalTable = Uint16Array | Uint32Array;

/** No way leads from there. */
export const unreachableCost = 0xffff;

export const bytesPerNode = (motion: StepMotion): number => (motion === "rotate" ? 4 : 2);

/** Of a table with headings. */
export const costFacing = (table: StepGoalTable, node: number, heading: number): number => {
  const packed = table[node]!;
  return (packed >>> 16) + ((packed >>> (heading << 2)) & 15);
};

export class GoalSearch {
  private readonly graph: StepGraph;
  private readonly guidance: StepGuidance;
  private readonly motion: StepMotion;
  private readonly chains: Chains;
  /** By node and heading; four-way robots have but one. */
  private readonly cost: Uint16Array;
  private readonly headings: number;
  private readonly bucket: Int32Array;
  private readonly entryState: Int32Array;
  private readonly entryNext: Int32Array;
  private entries = 0;
  private queued = 0;

  constructor(graph: StepGraph, guidance: StepGuidance, motion: StepMotion) {
    this.graph = graph;
    this.guidance = guidance;
    this.motion = motion;
    this.chains = chainsOf(graph, guidance);
    this.headings = motion === "rotate" ? directions : 1;
    this.cost = new Uint16Array(this.headings * graph.nodeCount);
    let stepMax = guidance.turn;
    for (const cost of this.chains.beforeCost) stepMax = Math.max(stepMax, cost);
    this.bucket = new Int32Array(2 ** Math.ceil(Math.log2(stepMax + 2))).fill(-1);
    const relaxations = motion === "rotate" ? 3 : directions;
    this.entryState = new Int32Array(relaxations * this.headings * graph.nodeCount + 2 * directions);
    this.entryNext = new Int32Array(this.entryState.length);
  }

  search(goal: number, table: StepGoalTable): void {
    this.cost.fill(unreachableCost);
    this.entries = 0;
    this.queued = 0;
    this.begin(goal);
    if (this.motion === "rotate") {
      this.settleFacing();
      this.sweepFacing(goal);
      this.packFacing(table);
    } else {
      this.settle();
      this.sweep(goal);
      table.set(this.cost);
    }
  }

  private begin(goal: number): void {
    const { inside } = this.chains;
    if (!inside[goal]) {
      for (let heading = 0; heading < this.headings; heading++) this.reach(goal * this.headings + heading, 0);
      return;
    }
    const { from } = this.graph;
    const { move } = this.guidance;
    for (let direction = 0; direction < directions; direction++) {
      let node = from[directions * goal + direction]!;
      if (node < 0) continue;
      let cost = move[directions * node + direction]!;
      while (inside[node]) {
        node = from[directions * node + direction]!;
        cost += move[directions * node + direction]!;
      }
      this.reach(this.headings === 1 ? node : node * directions + direction, cost);
    }
  }

  private reach(state: number, cost: number): void {
    if (cost >= this.cost[state]!) return;
    this.cost[state] = cost;
    const slot = cost & (this.bucket.length - 1);
    const entry = this.entries++;
    this.entryState[entry] = state;
    this.entryNext[entry] = this.bucket[slot]!;
    this.bucket[slot] = entry;
    this.queued++;
  }

  private settleFacing(): void {
    const { before, beforeCost } = this.chains;
    const { bucket, cost, entryState, entryNext } = this;
    const { turn } = this.guidance;
    const mask = bucket.length - 1;
    for (let now = 0; this.queued > 0; now++) {
      const slot = now & mask;
      for (let entry = bucket[slot]!; entry >= 0; entry = bucket[slot]!) {
        bucket[slot] = entryNext[entry]!;
        this.queued--;
        const state = entryState[entry]!;
        if (cost[state]! < now) continue;
        const heading = state & 3;
        this.reach((state & ~3) | ((heading + 1) & 3), now + turn);
        this.reach((state & ~3) | ((heading + 3) & 3), now + turn);
        const node = before[state]!;
        if (node >= 0) this.reach(node * directions + heading, now + beforeCost[state]!);
      }
    }
  }

  private settle(): void {
    const { before, beforeCost } = this.chains;
    const { bucket, cost, entryState, entryNext } = this;
    const mask = bucket.length - 1;
    for (let now = 0; this.queued > 0; now++) {
      const slot = now & mask;
      for (let entry = bucket[slot]!; entry >= 0; entry = bucket[slot]!) {
        bucket[slot] = entryNext[entry]!;
        this.queued--;
        const node = entryState[entry]!;
        if (cost[node]! < now) continue;
        for (let i = directions * node; i < directions * node + directions; i++)
          if (before[i]! >= 0) this.reach(before[i]!, now + beforeCost[i]!);
      }
    }
  }

  /** Aisles: towards one end, then towards the other; whoever faces a wall turns first. */
  private sweepFacing(goal: number): void {
    const { aisleNode, first, aisleDirection } = this.chains;
    const { to } = this.graph;
    const { move, turn } = this.guidance;
    const { cost } = this;
    for (let aisle = 0; aisle + 1 < first.length; aisle++) {
      const ahead = aisleDirection[aisle]!;
      const back = ahead + 2;
      const start = first[aisle]!;
      const end = first[aisle + 1]!;
      let rest = cost[directions * to[directions * aisleNode[start]! + back]! + back]!;
      for (let i = start; i < end; i++) {
        const node = aisleNode[i]!;
        rest = node === goal ? 0 : Math.min(unreachableCost, rest + move[directions * node + back]!);
        cost[directions * node + back] = rest;
      }
      rest = cost[directions * to[directions * aisleNode[end - 1]! + ahead]! + ahead]!;
      for (let i = end - 1; i >= start; i--) {
        const node = aisleNode[i]!;
        const there = directions * node;
        if (node === goal) {
          rest = 0;
          cost.fill(0, there, there + directions);
          continue;
        }
        rest = Math.min(unreachableCost, rest + move[there + ahead]!);
        const behind = cost[there + back]!;
        cost[there + ahead] = Math.min(rest, behind + 2 * turn);
        cost[there + back] = Math.min(behind, rest + 2 * turn);
        const across = Math.min(unreachableCost, Math.min(rest, behind) + turn);
        cost[there + ((ahead + 1) & 3)] = across;
        cost[there + ((ahead + 3) & 3)] = across;
      }
    }
  }

  private sweep(goal: number): void {
    const { aisleNode, first, aisleDirection } = this.chains;
    const { to } = this.graph;
    const { move } = this.guidance;
    const { cost } = this;
    for (let aisle = 0; aisle + 1 < first.length; aisle++) {
      const ahead = aisleDirection[aisle]!;
      const back = ahead + 2;
      const start = first[aisle]!;
      const end = first[aisle + 1]!;
      let rest = cost[to[directions * aisleNode[start]! + back]!]!;
      for (let i = start; i < end; i++) {
        const node = aisleNode[i]!;
        rest = node === goal ? 0 : Math.min(unreachableCost, rest + move[directions * node + back]!);
        cost[node] = rest;
      }
      rest = cost[to[directions * aisleNode[end - 1]! + ahead]!]!;
      for (let i = end - 1; i >= start; i--) {
        const node = aisleNode[i]!;
        rest = node === goal ? 0 : Math.min(unreachableCost, rest + move[directions * node + ahead]!);
        if (rest < cost[node]!) cost[node] = rest;
      }
    }
  }

  private packFacing(table: StepGoalTable): void {
    const { cost } = this;
    for (let node = 0, i = 0; node < table.length; node++, i += directions) {
      const east = cost[i]!;
      const south = cost[i + 1]!;
      const west = cost[i + 2]!;
      const north = cost[i + 3]!;
      const base = Math.min(east, south, west, north);
      table[node] =
        (base << 16) | ((north - base) << 12) | ((west - base) << 8) | ((south - base) << 4) | (east - base);
    }
  }
}

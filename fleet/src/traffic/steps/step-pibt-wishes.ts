/** Where each robot would like to be after the step, best first: its neighbours and its own place by what would be left of its way. Computed for all before anyone decides. */
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import { closed, type StepGuidance } from "./step-guidance.ts";
import type { StepFloor } from "./step-planner.ts";

/** Four neighbours and the own place. */
export const wishesMax = directions + 1;

/** Costs count so much, and of two places that are as good the free one comes first. */
const scale = 2;

export class StepWishes {
  /** `wish[robot * wishesMax + rank]`: a node. */
  readonly wish: Int32Array;
  readonly count: Uint8Array;
  /** `cost[robot * wishesMax + direction]`: what is left of its way there; last for its own place. */
  readonly cost: Int32Array;
  readonly #rotates: boolean;
  readonly #turn: number;
  /** Neighbours by direction; a node without one is its own. */
  readonly #near: Int32Array;
  readonly #key: Int32Array;

  constructor(graph: StepGraph, { move, turn }: StepGuidance, motion: StepMotion, robots: number) {
    this.#rotates = motion === "rotate";
    this.#turn = turn;
    this.#near = graph.to.map((to, i) => (to < 0 || move[i] === closed ? Math.floor(i / directions) : to));
    this.wish = new Int32Array(robots * wishesMax);
    this.count = new Uint8Array(robots);
    this.cost = new Int32Array(robots * wishesMax);
    this.#key = new Int32Array(wishesMax);
  }

  consider(floor: StepFloor, standing: Int32Array): void {
    if (this.#rotates) this.#lookFacing(floor);
    else this.#look(floor);
    this.#sort(floor, standing);
  }

  /** No branch in here: all that it waits for is memory, and so it waits for many robots at once. */
  #look({ robots, node, table }: StepFloor): void {
    const { cost } = this;
    const near = this.#near;
    for (let robot = 0; robot < robots; robot++) {
      const here = node[robot]!;
      const left = table[robot]!;
      const first = here * directions;
      const base = robot * wishesMax;
      cost[base] = left[near[first]!]!;
      cost[base + 1] = left[near[first + 1]!]!;
      cost[base + 2] = left[near[first + 2]!]!;
      cost[base + 3] = left[near[first + 3]!]!;
      cost[base + 4] = left[here]!;
    }
  }

  #lookFacing({ robots, node, heading, table }: StepFloor): void {
    const { cost } = this;
    const near = this.#near;
    const turn = this.#turn;
    for (let robot = 0; robot < robots; robot++) {
      const here = node[robot]!;
      const left = table[robot]!;
      const facing = heading[robot]!;
      const base = robot * wishesMax;
      for (let d = 0; d < directions; d++) {
        const packed = left[near[here * directions + d]!]!;
        const turns = (d - facing) & 3;
        cost[base + d] = (packed >>> 16) + ((packed >>> (d << 2)) & 15) + (turns === 3 ? 1 : turns) * turn;
      }
      const packed = left[here]!;
      cost[base + directions] = (packed >>> 16) + ((packed >>> (facing << 2)) & 15);
    }
  }

  #sort({ robots, node }: StepFloor, standing: Int32Array): void {
    const { cost, wish, count } = this;
    const near = this.#near;
    const key = this.#key;
    for (let robot = 0; robot < robots; robot++) {
      const here = node[robot]!;
      const base = robot * wishesMax;
      wish[base] = here;
      key[0] = cost[base + directions]! * scale;
      let n = 1;
      for (let d = 0; d < directions; d++) {
        const there = near[here * directions + d]!;
        if (there === here) continue;
        const worth = cost[base + d]! * scale + (standing[there]! < 0 ? 0 : 1);
        let rank = n++;
        for (; rank > 0 && key[rank - 1]! > worth; rank--) {
          key[rank] = key[rank - 1]!;
          wish[base + rank] = wish[base + rank - 1]!;
        }
        key[rank] = worth;
        wish[base + rank] = there;
      }
      count[robot] = n;
    }
  }
}

/** Who stands where in each of the next few steps, and the way each robot means to go: the shared table of all searches. A way is put in whole and taken out whole. */
import type { StepFloor } from "./step-planner.ts";

export class Reservations {
  readonly depth: number;
  /** Steps 0 (now) to depth. */
  readonly stride: number;
  /** `by[node * stride + step]`: robot + 1, 0 nobody. */
  readonly by: Int32Array;
  /** `way[robot * stride + step]`: `node << 2 | heading`; step 0 is where it stands. */
  readonly way: Int32Array;
  readonly #robots: number;
  #isNew = true;

  constructor(nodes: number, robots: number, depth: number) {
    this.depth = depth;
    this.stride = depth + 1;
    this.#robots = robots;
    this.by = new Int32Array(nodes * this.stride);
    this.way = new Int32Array(robots * this.stride);
  }

  put(robot: number): void {
    const { by, way, stride } = this;
    for (let step = 1, i = robot * stride + 1; step < stride; step++, i++)
      by[(way[i]! >> 2) * stride + step] = robot + 1;
  }

  take(robot: number): void {
    const { by, way, stride } = this;
    for (let step = 1, i = robot * stride + 1; step < stride; step++, i++)
      by[(way[i]! >> 2) * stride + step] = 0;
  }

  /** Whether the robot's way is in the table. */
  isPut(robot: number): boolean {
    const { by, way, stride } = this;
    return by[(way[robot * stride + 1]! >> 2) * stride + 1] === robot + 1;
  }

  /**
   * Whether a move from one node to another in a step would be the last of a ring of robots that each enter what the next one leaves. A file longer than `lengthMax` counts as one.
   */
  closesRing(from: number, to: number, step: number, lengthMax: number): boolean {
    const { by, way, stride } = this;
    if (from === to) return false;
    let next = to;
    for (let length = 1; length < lengthMax; length++) {
      const other = by[next * stride + step - 1]! - 1;
      if (other < 0) return false;
      const then = way[other * stride + step]! >> 2;
      if (then === next || by[then * stride + step] !== other + 1) return false;
      if (then === from) return true;
      next = then;
    }
    return true;
  }

  /**
   * One step later: everybody keeps the rest of its way and waits at its end. Who is not where it meant to be, or is fixed, stands; and so does whoever would run into one that stands.
   * What comes out is always without conflict, since everybody standing is.
   */
  carryOver({ robots, node, heading, fixed }: StepFloor): void {
    const { by, way, stride } = this;
    by.fill(0);
    const late: number[] = [];
    for (let robot = 0; robot < robots; robot++) {
      const first = robot * stride;
      const now = (node[robot]! << 2) | heading[robot]!;
      if (!this.#isNew && !fixed?.[robot] && way[first + 1] === now)
        way.copyWithin(first, first + 1, first + stride);
      else {
        if (!this.#isNew) late.push(robot);
        this.#stand(robot, now);
      }
      by[node[robot]! * stride] = robot + 1;
    }
    if (this.#isNew || late.length === 0) for (let robot = 0; robot < robots; robot++) this.put(robot);
    else this.#putAround(late);
    this.#isNew = false;
  }

  #stand(robot: number, state: number): void {
    this.way.fill(state, robot * this.stride, (robot + 1) * this.stride);
  }

  #putAround(standing: readonly number[]): void {
    const { way, stride } = this;
    const robots = this.#robots;
    const isPut = new Uint8Array(robots);
    const toPut: number[] = [];
    for (let robot = robots - 1; robot >= 0; robot--) toPut.push(robot);
    for (const robot of standing) toPut.push(robot);
    for (let robot = toPut.pop(); robot !== undefined; robot = toPut.pop()) {
      if (isPut[robot]) continue;
      if (this.#obstacle(robot) >= 0) this.#stand(robot, way[robot * stride]!);
      for (let other = this.#obstacle(robot); other >= 0; other = this.#obstacle(robot)) {
        this.take(other);
        isPut[other] = 0;
        this.#stand(other, way[other * stride]!);
        toPut.push(other);
      }
      this.put(robot);
      isPut[robot] = 1;
    }
  }

  /** A robot in the table that a way of one outside it would run into, or -1. */
  #obstacle(robot: number): number {
    const { by, way, stride } = this;
    for (let step = 1, i = robot * stride + 1; step < stride; step++, i++) {
      const next = way[i]! >> 2;
      const here = way[i - 1]! >> 2;
      const there = by[next * stride + step]! - 1;
      if (there >= 0) return there;
      const swaps = by[next * stride + step - 1]! - 1;
      if (next !== here && swaps >= 0 && swaps !== robot && by[here * stride + step] === swaps + 1)
        return swaps;
    }
    return -1;
  }
}

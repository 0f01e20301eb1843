/** Who decides first: near the goal before far from it, and whoever waits moves up with every step; whoever is overdue goes by age alone, so that each is first one day. */
import { closed, type StepGuidance } from "./step-guidance.ts";
import type { StepFloor } from "./step-planner.ts";

/** A robot that has had its goal for longer than this goes first: far longer than the worst jam of a floor that moves. */
const overdueSteps = 20_000;
/** Ranks are whole numbers: so many parts of a cost. */
const parts = 8;

export class WaitingOrder {
  readonly #perStep: number;
  /** Steps that each robot has had its goal. */
  readonly #age: Int32Array;
  readonly #lastGoal: Int32Array;
  /** What others lent to it. */
  readonly #lent: Int32Array;
  readonly #key: Uint32Array;
  readonly #order: Int32Array;
  readonly #spare: Int32Array;
  readonly #first = new Int32Array(2 ** bitsAtOnce);

  /** `worth`: of a step of waiting, in steps of the way. Less lets the far wait too long, more lets the near block the goals. */
  constructor(guidance: StepGuidance, robots: number, worth: number) {
    this.#perStep = Math.max(1, Math.round(parts * worth * meanCost(guidance)));
    this.#age = new Int32Array(robots);
    this.#lastGoal = new Int32Array(robots).fill(-1);
    this.#lent = new Int32Array(robots);
    this.#key = new Uint32Array(robots);
    this.#order = new Int32Array(robots);
    this.#spare = new Int32Array(robots);
  }

  /** Robots by rank; `left[robot * stride + offset]` is what is left of a robot's way. */
  of({ robots, goal }: StepFloor, left: Int32Array, stride: number, offset: number): Int32Array {
    const age = this.#age;
    const lastGoal = this.#lastGoal;
    const key = this.#key;
    const perStep = this.#perStep;
    const lent = this.#lent;
    for (let robot = 0, at = offset; robot < robots; robot++, at += stride) {
      const isNew = goal[robot] !== lastGoal[robot];
      if (isNew) {
        lastGoal[robot] = goal[robot]!;
        lent[robot] = 0;
      }
      const waited = isNew ? 0 : age[robot]! + 1;
      age[robot] = waited;
      const far = waited < overdueSteps ? parts * left[at]! : -farMax;
      key[robot] = Math.max(0, latest + far - perStep * waited - lent[robot]!);
    }
    return this.#sorted(robots);
  }

  /** Until it has another goal, a robot goes just before one that it stands in the way of. False where it does already. */
  lend(from: number, to: number): boolean {
    const ahead = this.#key[to]! - this.#key[from]!;
    if (ahead < 0) return false;
    this.#lent[to] = this.#lent[to]! + ahead + 1;
    return true;
  }

  /** By key, robots of one key in their own order: radix sort, low bits first. */
  #sorted(robots: number): Int32Array {
    const key = this.#key;
    const first = this.#first;
    let from = this.#spare;
    let to = this.#order;
    for (let robot = 0; robot < robots; robot++) from[robot] = robot;
    for (let shift = 0; shift < keyBits; shift += bitsAtOnce) {
      first.fill(0);
      for (let robot = 0; robot < robots; robot++) first[(key[robot]! >>> shift) & mask]!++;
      let before = 0;
      for (let digit = 0; digit <= mask; digit++) {
        const count = first[digit]!;
        first[digit] = before;
        before += count;
      }
      for (let i = 0; i < robots; i++) {
        const robot = from[i]!;
        to[first[(key[robot]! >>> shift) & mask]!++] = robot;
      }
      const swap = from;
      from = to;
      to = swap;
    }
    return from;
  }
}

const farMax = parts * 0xffff;
/** Above all that waiting can take off: 40,000 steps of the dearest floor. */
const latest = 2 ** 23;
const bitsAtOnce = 12;
const keyBits = 24;
const mask = 2 ** bitsAtOnce - 1;

function meanCost({ move }: StepGuidance): number {
  let sum = 0;
  let count = 0;
  for (const cost of move)
    if (cost !== closed) {
      sum += cost;
      count++;
    }
  return count === 0 ? 1 : sum / count;
}

/**
 * Batches by simulated annealing (Kirkpatrick et al. 1983; for order batching: Gademann & van de Velde 2005 and Henn & Wäscher 2012 search the same two moves): an order goes to another batch, or two
 * orders of two batches change places. Longer tours are taken less and less often as it cools. Batches that are too heavy on the way, for a price, were tried and were no better.
 */
import type { Batches, BatchingProblem } from "./batches.ts";

export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
}

export interface Annealing {
  readonly steps: number;
  /** A change that lengthens the tours by so many times the mean tour is taken in one of e times: at first, and in the end. */
  readonly warm: number;
  readonly cold: number;
  /** The share of the time allowed that is spent, asked now and then: it cools as fast as it must to be done in time. None: steps alone count, and the answer is the same each time. */
  readonly spent?: () => number;
}

/** Steps between two looks at the thermometer. */
const stepsALook = 64;

export function anneal(problem: BatchingProblem, first: Batches, how: Annealing, chance: Chance): Batches {
  const { loads, tours } = problem;
  if (loads.length < 2) return first;
  const { steps, warm, cold, spent } = how;
  const filling = new Filling(problem, first);
  const mean = filling.metres / first.length;
  let temperature = warm * mean;
  let best = { metres: filling.metres, batches: first };
  for (let step = 0; step < steps; step++) {
    if (step % stepsALook === 0) {
      const done = Math.max(step / steps, spent?.() ?? 0);
      if (done >= 1) break;
      temperature = warm * mean * (cold / warm) ** done;
    }
    const order = chance.below(loads.length);
    const from = filling.of(order);
    const to = chance.below(filling.count);
    if (to === from) continue;
    const there = filling.orders(to);
    const swap = there.length > 0 && (loads[order]! > filling.room(to) || chance.below(2) === 0);
    const other = swap ? there[chance.below(there.length)]! : undefined;
    const moved = loads[order]! - (other === undefined ? 0 : loads[other]!);
    if (moved > filling.room(to) || -moved > filling.room(from)) continue;
    const left = without(filling.orders(from), order, other);
    const grown = without(there, other, order);
    const longer = temperature * -Math.log(1 - chance.next());
    const allowed = filling.metresOf(from) + filling.metresOf(to) + longer;
    const leftM = left.length > 0 ? tours.metresOf(left) : 0;
    if (leftM > allowed) continue;
    const grownM = tours.metresOf(grown);
    if (leftM + grownM > allowed) continue;
    filling.change(from, left, leftM);
    filling.change(to, grown, grownM);
    if (filling.metres >= best.metres - toleranceM) continue;
    best = { metres: filling.metres, batches: filling.batches };
  }
  return best.batches;
}

/** Sums in another order may differ by less. */
const toleranceM = 1e-6;

const without = (orders: readonly number[], gone: number | undefined, come: number | undefined): number[] => {
  const left = orders.filter((each) => each !== gone);
  if (come !== undefined) left.push(come);
  return left;
};

/** Batches as they are changed, one of them always empty. */
class Filling {
  readonly #problem: BatchingProblem;
  readonly #batches: (readonly number[])[];
  readonly #metres: number[];
  readonly #load: number[];
  readonly #of: Int32Array;
  #sum: number;

  constructor(problem: BatchingProblem, first: Batches) {
    this.#problem = problem;
    this.#batches = [...first, []];
    this.#metres = this.#batches.map((orders) => (orders.length > 0 ? problem.tours.metresOf(orders) : 0));
    this.#load = this.#batches.map((orders) => this.#loadOf(orders));
    this.#of = new Int32Array(problem.loads.length);
    for (const [batch, orders] of first.entries()) for (const order of orders) this.#of[order] = batch;
    this.#sum = this.#metres.reduce((sum, each) => sum + each, 0);
  }

  get count(): number {
    return this.#batches.length;
  }

  /** Of all tours. */
  get metres(): number {
    return this.#sum;
  }

  get batches(): Batches {
    return this.#batches.filter((orders) => orders.length > 0);
  }

  of(order: number): number {
    return this.#of[order]!;
  }

  orders(batch: number): readonly number[] {
    return this.#batches[batch]!;
  }

  metresOf(batch: number): number {
    return this.#metres[batch]!;
  }

  /** What the batch could carry beside. */
  room(batch: number): number {
    return this.#problem.capacity - this.#load[batch]!;
  }

  change(batch: number, orders: readonly number[], metres: number): void {
    if (this.#batches[batch]!.length === 0) this.#openEmpty();
    this.#sum += metres - this.#metres[batch]!;
    this.#batches[batch] = orders;
    this.#metres[batch] = metres;
    this.#load[batch] = this.#loadOf(orders);
    for (const order of orders) this.#of[order] = batch;
  }

  #openEmpty(): void {
    if (this.#batches.filter((orders) => orders.length === 0).length > 1) return;
    this.#batches.push([]);
    this.#metres.push(0);
    this.#load.push(0);
  }

  #loadOf(orders: readonly number[]): number {
    return orders.reduce((sum, order) => sum + this.#problem.loads[order]!, 0);
  }
}

/** The best of all choices of batches, for few orders: each set of them is put together once from its best part (Bellman 1957). 3ⁿ steps and 2ⁿ tours for n orders. */
import type { Batches, BatchingProblem } from "./batches.ts";

/** No more orders than this: 1,024 tours and 59,049 steps are done in some milliseconds. */
export const ordersMax = 10;

/** A set of orders is a number: its bit n says that order n is in it. */
export function bestOfEveryChoice({ loads, capacity, tours }: BatchingProblem): Batches {
  const sets = 1 << loads.length;
  const ownM = new Float64Array(sets);
  const leastM = new Float64Array(sets);
  const batchOf = new Int32Array(sets);
  for (let set = 1; set < sets; set++) {
    const orders = ordersOf(set);
    const load = orders.reduce((sum, order) => sum + loads[order]!, 0);
    // One that is too heavy by itself rides alone: no order is split.
    ownM[set] = load <= capacity || orders.length === 1 ? tours.metresOf(orders) : Number.POSITIVE_INFINITY;
    const first = set & -set;
    leastM[set] = Number.POSITIVE_INFINITY;
    for (let batch = set; batch > 0; batch = (batch - 1) & set) {
      if ((batch & first) === 0) continue;
      const metres = ownM[batch]! + leastM[set ^ batch]!;
      if (metres >= leastM[set]!) continue;
      leastM[set] = metres;
      batchOf[set] = batch;
    }
  }
  const batches: number[][] = [];
  for (let left = sets - 1; left > 0; left ^= batchOf[left]!) batches.push(ordersOf(batchOf[left]!));
  return batches;
}

function ordersOf(set: number): number[] {
  const orders: number[] = [];
  for (let order = 0; set >> order > 0; order++) if ((set >> order) & 1) orders.push(order);
  return orders;
}

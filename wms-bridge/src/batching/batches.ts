/** Orders put together into batches, each picked in one tour: what is known, and what is kept while a better choice is looked for. */

/** Tours of orders that are picked together. */
export interface BatchTours {
  /** Metres of the tour past everything that these orders (numbers from 0) want. */
  metresOf(orders: readonly number[]): number;
}

export interface BatchingProblem {
  /** Of each order, in the units of the capacity. No order is split. */
  readonly loads: readonly number[];
  readonly capacity: number;
  readonly tours: BatchTours;
}

/** Orders of each batch, by their numbers. */
export type Batches = readonly (readonly number[])[];

export const metresOf = ({ tours }: BatchingProblem, batches: Batches): number =>
  batches.reduce((sum, orders) => sum + tours.metresOf(orders), 0);

/** What is wrong with batches: knows the loads and the capacity, and nothing of how batches are found. */
export function faultsOfBatches(
  { loads, capacity }: Omit<BatchingProblem, "tours">,
  batches: Batches,
): string[] {
  const times = loads.map((_, order) => batches.flat().filter((each) => each === order).length);
  const heavy = batches.flatMap((orders, batch) => {
    const load = orders.reduce((sum, order) => sum + loads[order]!, 0);
    return load > capacity ? [`batch ${batch} carries ${load} of ${capacity}`] : [];
  });
  return [
    ...times.flatMap((count, order) => (count === 1 ? [] : [`order ${order} is in ${count} batches`])),
    ...heavy,
  ];
}

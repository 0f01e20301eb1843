/** Drawing from fitted figures: quantile tables and weighted lists. */
import { assert } from "@floorplane/contracts/errors";
import type { Random } from "@floorplane/runtime/random";

/** `[probability, value]`, both rising, from probability 0 to 1; values above 0. */
export type QuantileTable = readonly (readonly [number, number])[];

/** The value below which a share `u` of all lies; between two entries it runs evenly in the logarithm. */
export function quantile(table: QuantileTable, u: number): number {
  for (let index = 1; index < table.length; index++) {
    const [p1, v1] = table[index]!;
    if (u > p1) continue;
    const [p0, v0] = table[index - 1]!;
    return p1 === p0 ? v1 : v0 * (v1 / v0) ** ((u - p0) / (p1 - p0));
  }
  return table.at(-1)![1];
}

/** A count at least 1 from a table of counts. */
export const countFrom = (table: QuantileTable, random: Random): number =>
  Math.max(1, Math.round(quantile(table, random.next())));

/** Draws an index with the given weights. */
export class Weighted {
  readonly #upTo: number[] = [];

  constructor(weights: readonly number[]) {
    let sum = 0;
    for (const weight of weights) this.#upTo.push((sum += weight));
    assert(sum > 0, "weights need a sum above 0");
  }

  draw(random: Random): number {
    const wanted = random.next() * this.#upTo.at(-1)!;
    let low = 0;
    let high = this.#upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#upTo[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

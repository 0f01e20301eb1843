/** Remembers the lengths of tours that were asked for lately: a search asks for the same batches again and again. A set of orders is known by two words (Zobrist 1970); two sets share both once in 10¹⁹. */
import type { BatchTours } from "./batches.ts";

/** Tours remembered; a power of two. */
const slots = 1 << 18;

export class RememberedTours implements BatchTours {
  readonly #tours: BatchTours;
  readonly #words: readonly (readonly [number, number])[];
  readonly #one = new Int32Array(slots);
  readonly #other = new Int32Array(slots);
  readonly #metres = new Float64Array(slots).fill(-1);

  constructor(tours: BatchTours, orders: number) {
    this.#tours = tours;
    this.#words = Array.from(
      { length: orders },
      (_, order) => [mixed(2 * order + 1), mixed(2 * order + 2)] as const,
    );
  }

  metresOf(orders: readonly number[]): number {
    let one = 0;
    let other = 0;
    for (const order of orders) {
      const words = this.#words[order]!;
      one ^= words[0];
      other ^= words[1];
    }
    const slot = (one ^ (other >>> 7)) & (slots - 1);
    if (this.#metres[slot]! >= 0 && this.#one[slot] === one && this.#other[slot] === other)
      return this.#metres[slot]!;
    const metres = this.#tours.metresOf(orders);
    this.#one[slot] = one;
    this.#other[slot] = other;
    this.#metres[slot] = metres;
    return metres;
  }
}

/** The finishing steps of MurmurHash3 (Appleby): each bit of the number changes about half of the bits. */
function mixed(number: number): number {
  let word = Math.imul(number, 0x9e3779b1);
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

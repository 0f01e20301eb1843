/**
 * Numbers of 53 bits and what is known of each, in 12 bytes a place: open addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithms L and R). A `Map` takes five times that,
 * and ends at 16 million entries, which a site of 15,000 parcels a day comes to within two years.
 */
import { hash } from "node:crypto";

/** Places are doubled beyond this share of full ones: a search takes three steps in the mean then. */
const fullMax = 0.75;
const placesMin = 64;

/** 53 bits of a name: two out of ten million that share them are once in a century. */
export function bitsOf(name: string): number {
  const digest = hash("sha256", name, "buffer");
  return (digest.readUInt32BE(0) >>> 11) * 2 ** 32 + digest.readUInt32BE(4);
}

export class NumberTable {
  #low = new Uint32Array(placesMin);
  /** 21 bits, and one that says that the place is taken. */
  #high = new Uint32Array(placesMin);
  #values = new Uint32Array(placesMin);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `bits`: 53 of chance, such as those of a hash. */
  get(bits: number): number | undefined {
    const place = this.#placeOf(bits);
    return this.#high[place] === 0 ? undefined : this.#values[place];
  }

  /** `value`: 32 bits. */
  set(bits: number, value: number): void {
    if (this.#size >= this.#low.length * fullMax) this.#double();
    const place = this.#placeOf(bits);
    if (this.#high[place] === 0) this.#size++;
    this.#low[place] = bits % 2 ** 32;
    this.#high[place] = highOf(bits);
    this.#values[place] = value;
  }

  delete(bits: number): void {
    let hole = this.#placeOf(bits);
    if (this.#high[hole] === 0) return;
    this.#size--;
    // What lies behind it in one run moves up, as far as it is not at home there.
    const mask = this.#low.length - 1;
    for (let place = (hole + 1) & mask; this.#high[place] !== 0; place = (place + 1) & mask) {
      const home = this.#low[place]! & mask;
      if (((place - home) & mask) < ((place - hole) & mask)) continue;
      this.#low[hole] = this.#low[place]!;
      this.#high[hole] = this.#high[place]!;
      this.#values[hole] = this.#values[place]!;
      hole = place;
    }
    this.#high[hole] = 0;
  }

  /** Where it is, or would be. */
  #placeOf(bits: number): number {
    const low = bits % 2 ** 32;
    const high = highOf(bits);
    const mask = this.#low.length - 1;
    let place = low & mask;
    while (this.#high[place] !== 0 && (this.#low[place] !== low || this.#high[place] !== high))
      place = (place + 1) & mask;
    return place;
  }

  #double(): void {
    const [low, high, values] = [this.#low, this.#high, this.#values];
    this.#low = new Uint32Array(low.length * 2);
    this.#high = new Uint32Array(low.length * 2);
    this.#values = new Uint32Array(low.length * 2);
    for (let from = 0; from < low.length; from++) {
      if (high[from] === 0) continue;
      const place = this.#placeOf((high[from]! - taken) * 2 ** 32 + low[from]!);
      this.#low[place] = low[from]!;
      this.#high[place] = high[from]!;
      this.#values[place] = values[from]!;
    }
  }
}

const taken = 2 ** 31;
const highOf = (bits: number): number => Math.floor(bits / 2 ** 32) + taken;

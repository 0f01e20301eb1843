/** Tours of batches over parallel aisles, each the shortest (`layout/picking-tours`); what an order wants is a set of bits for each stretch of an aisle, so that a batch is quick to put together. */
import type { AisleFloor, Place } from "@floorplane/layout/picking-tours/aisle-floor";
import { blockOf } from "@floorplane/layout/picking-tours/aisle-floor";
import { TourSearch } from "@floorplane/layout/picking-tours/tour-search";
import type { BatchTours } from "./batches.ts";

/** Places of one stretch that any order wants. */
interface Stretch {
  readonly atM: Float64Array;
  readonly frontM: number;
  readonly rearM: number;
  /** Where its words begin. */
  readonly word: number;
  readonly words: number;
}

export class AisleTours implements BatchTours {
  readonly #search: TourSearch;
  readonly #stretches: readonly Stretch[];
  readonly #wants: readonly Int32Array[];
  readonly #joined: Int32Array;

  constructor(floor: AisleFloor, orders: readonly (readonly Place[])[]) {
    this.#search = new TourSearch(floor);
    this.#stretches = stretchesOf(floor, orders.flat());
    const words = this.#stretches.reduce((sum, stretch) => sum + stretch.words, 0);
    this.#joined = new Int32Array(words);
    const blocks = floor.crossesM.length - 1;
    this.#wants = orders.map((places) => {
      const wanted = new Int32Array(words);
      for (const place of places) {
        const { atM, word } = this.#stretches[place.aisle * blocks + blockOf(floor, place)]!;
        const bit = atM.indexOf(place.atM);
        wanted[word + (bit >> 5)]! |= 1 << (bit & 31);
      }
      return wanted;
    });
  }

  metresOf(orders: readonly number[]): number {
    const joined = this.#joined.fill(0);
    for (const order of orders) {
      const wanted = this.#wants[order]!;
      for (let word = 0; word < joined.length; word++) joined[word]! |= wanted[word]!;
    }
    for (let stretch = 0; stretch < this.#stretches.length; stretch++) this.#write(stretch);
    return this.#search.lengthM();
  }

  /** As `writeWays` of layout, from bits. */
  #write(number: number): void {
    const { atM, frontM, rearM, word, words } = this.#stretches[number]!;
    let first = -1;
    let last = -1;
    let gapM = 0;
    for (let at = 0; at < words; at++)
      for (let bits = this.#joined[word + at]!; bits !== 0; bits &= bits - 1) {
        const place = at * 32 + 31 - Math.clz32(bits & -bits);
        if (first < 0) first = place;
        else if (atM[place]! - atM[last]! > gapM) gapM = atM[place]! - atM[last]!;
        last = place;
      }
    const metres = this.#search.waysM;
    const offset = number * 6;
    const lengthM = rearM - frontM;
    metres[offset] = first < 0 ? 0 : Infinity;
    metres[offset + 1] = lengthM;
    metres[offset + 2] = 2 * lengthM;
    metres[offset + 3] = first < 0 ? Infinity : 2 * (atM[last]! - frontM);
    metres[offset + 4] = first < 0 ? Infinity : 2 * (rearM - atM[first]!);
    metres[offset + 5] = gapM > 0 ? 2 * (lengthM - gapM) : Infinity;
  }
}

function stretchesOf(floor: AisleFloor, places: readonly Place[]): Stretch[] {
  const blocks = floor.crossesM.length - 1;
  const within = Array.from({ length: floor.aisles * blocks }, () => new Set<number>());
  for (const place of places) within[place.aisle * blocks + blockOf(floor, place)]!.add(place.atM);
  let word = 0;
  return within.map((set, stretch) => {
    const block = stretch % blocks;
    const atM = Float64Array.from(set).sort();
    const words = Math.ceil(atM.length / 32);
    const made = { atM, frontM: floor.crossesM[block]!, rearM: floor.crossesM[block + 1]!, word, words };
    word += words;
    return made;
  });
}

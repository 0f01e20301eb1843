/** A choice of lots that covers what is asked, with the shortest tour past them: lots are taken in where they lengthen the tour least, and let go again. Mutable; one owner. */
import { blockOf } from "./aisle-floor.ts";
import type { Lot, ScatteredPicks } from "./scattered-floor.ts";
import { TourSearch } from "./tour-search.ts";
import { wayCount, writeWays } from "./ways.ts";

export class ScatteredPlan {
  readonly #picks: ScatteredPicks;
  readonly #search: TourSearch;
  readonly #chosen: Uint8Array;
  /** Units that the chosen lots hold beyond what is asked; below zero: so many are missing. */
  readonly #over: Int32Array;
  readonly #lotsOf: readonly (readonly number[])[];
  readonly #stretchOf: readonly number[];
  /** Metres of the chosen places of each stretch, ascending; one for each lot. */
  readonly #atM: number[][];
  readonly #trial = new Float64Array(wayCount);
  #metres = 0;
  /** The first and the last aisle whose ways have changed since the tour was found; none: it stands. */
  #changed: readonly [number, number] | undefined;

  constructor(picks: ScatteredPicks) {
    const { floor, demand, lots } = picks;
    this.#picks = picks;
    this.#search = new TourSearch(floor);
    this.#chosen = new Uint8Array(lots.length);
    this.#over = Int32Array.from(demand, (units) => -units);
    this.#lotsOf = demand.map((_, article) =>
      lots.flatMap((lot, number) => (lot.article === article ? [number] : [])),
    );
    this.#stretchOf = lots.map(({ place }) => place.aisle * this.#search.blocks + blockOf(floor, place));
    this.#atM = Array.from({ length: floor.aisles * this.#search.blocks }, () => []);
    for (let stretch = 0; stretch < this.#atM.length; stretch++) this.#rewrite(stretch);
  }

  /** Of the shortest tour past the chosen lots. */
  get metres(): number {
    if (this.#changed) {
      const [first, last] = this.#changed;
      this.#metres = this.#search.lengthM(first);
      this.#search.restM(last);
      this.#changed = undefined;
    }
    return this.#metres;
  }

  get chosen(): readonly number[] {
    return [...this.#chosen.keys()].filter((lot) => this.#chosen[lot] === 1);
  }

  lotsOf(article: number): readonly number[] {
    return this.#lotsOf[article]!;
  }

  isChosen(lot: number): boolean {
    return this.#chosen[lot] === 1;
  }

  missing(article: number): number {
    return Math.max(0, -this.#over[article]!);
  }

  /** What is asked is covered without it. */
  isSpare(lot: number): boolean {
    const { article, units } = this.#lot(lot);
    return this.#chosen[lot] === 1 && this.#over[article]! >= units;
  }

  /** Metres of the tour with the lot taken in. */
  metresWith(lot: number): number {
    const stretch = this.#stretchOf[lot]!;
    const all = this.#atM[stretch]!;
    const { atM } = this.#lot(lot).place;
    const before = this.metres;
    if (all.includes(atM)) return before;
    const { blocks } = this.#search;
    writeWays(this.#trial, 0, withPlace(all, atM), this.#endsOf(stretch));
    return this.#search.lengthWithM(Math.floor(stretch / blocks), stretch % blocks, this.#trial);
  }

  take(lot: number): void {
    const { article, units, place } = this.#lot(lot);
    this.#chosen[lot] = 1;
    this.#over[article]! += units;
    const stretch = this.#stretchOf[lot]!;
    this.#atM[stretch] = withPlace(this.#atM[stretch]!, place.atM);
    this.#rewrite(stretch);
  }

  letGo(lot: number): void {
    const { article, units, place } = this.#lot(lot);
    this.#chosen[lot] = 0;
    this.#over[article]! -= units;
    const stretch = this.#stretchOf[lot]!;
    const atM = this.#atM[stretch]!;
    atM.splice(atM.indexOf(place.atM), 1);
    this.#rewrite(stretch);
  }

  #rewrite(stretch: number): void {
    writeWays(this.#search.waysM, stretch * wayCount, this.#atM[stretch]!, this.#endsOf(stretch));
    const aisle = Math.floor(stretch / this.#search.blocks);
    const [first, last] = this.#changed ?? [aisle, aisle];
    this.#changed = [Math.min(first, aisle), Math.max(last, aisle)];
  }

  #endsOf(stretch: number): readonly [number, number] {
    const { crossesM } = this.#picks.floor;
    const block = stretch % this.#search.blocks;
    return [crossesM[block]!, crossesM[block + 1]!];
  }

  #lot(number: number): Lot {
    return this.#picks.lots[number]!;
  }
}

const withPlace = (all: readonly number[], atM: number): number[] => {
  const before = all.findIndex((each) => each > atM);
  return all.toSpliced(before < 0 ? all.length : before, 0, atM);
};

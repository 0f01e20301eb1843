/** The shortest tour over parallel aisles by dynamic programming, aisle by aisle, over the classes of `column-states.ts` (Ratliff & Rosenthal 1983; Roodbergen & De Koster 2001). Exact, in a time that grows with the aisles alone. */
import type { AisleFloor } from "./aisle-floor.ts";
import { type ColumnStates, columnStates, edgesOf, type Steps } from "./column-states.ts";
import { type Way, wayCount, wayNames } from "./ways.ts";

/** What a tour walks at one aisle: a way through each block's stretch, and edges in each cross aisle to the next aisle. */
export interface ColumnWalk {
  readonly ways: readonly Way[];
  readonly across: readonly number[];
}

/** Made once for a floor; `waysM` is filled anew for each set of places. A stage is one block's stretch of an aisle, or the step to the next aisle. */
export class TourSearch {
  readonly states: ColumnStates;
  readonly blocks: number;
  /** Metres of each way (`ways.ts`) through each stretch: of each block of an aisle, then of the next. */
  readonly waysM: Float64Array;
  /** Metres of the edges of each step across, by what is laid. */
  readonly acrossM: Float64Array;
  readonly #floor: AisleFloor;
  /** For each stage and class the least metres so far, and the step by which it was reached. */
  readonly #soFarM: Float64Array;
  readonly #reachedBy: Uint16Array;
  /** For each stage and class the least metres to the end. */
  readonly #restM: Float64Array;

  constructor(floor: AisleFloor) {
    this.#floor = floor;
    const crosses = floor.crossesM.length;
    this.states = columnStates(crosses);
    this.blocks = crosses - 1;
    const { count } = this.states;
    const kept = (floor.aisles * crosses + 1) * count;
    this.waysM = new Float64Array(floor.aisles * this.blocks * wayCount);
    this.acrossM = Float64Array.from(
      { length: 3 ** crosses },
      (_, what) => floor.aisleGapM * edgesOf(what, crosses).reduce((sum, each) => sum + each, 0),
    );
    this.#soFarM = new Float64Array(kept);
    this.#reachedBy = new Uint16Array(kept);
    this.#restM = new Float64Array(kept);
  }

  /** Where the ways of a stretch begin in `waysM`. */
  offset(aisle: number, block: number): number {
    return (aisle * this.blocks + block) * wayCount;
  }

  /** Metres of the shortest tour from the depot by the ways that are open. `from`: no way of an earlier aisle has changed since it was asked last. */
  lengthM(from = 0): number {
    const { aisles } = this.#floor;
    const { count, nothing, closed, through } = this.states;
    let at = from * (this.blocks + 1) * count;
    this.#soFarM.fill(Infinity, from === 0 ? 0 : at + count);
    if (from === 0) this.#soFarM[nothing] = 0;
    for (let aisle = from; aisle < aisles; aisle++) {
      for (let block = 0; block < this.blocks; block++, at += count)
        this.#forward(at, through[block]!, this.waysM, this.offset(aisle, block));
      this.#forward(at, this.stepsAcross(aisle), this.acrossM, 0);
      at += count;
    }
    return this.#soFarM[at + closed]!;
  }

  /** What the tour of the last `lengthM` walks, aisle by aisle. */
  walk(): ColumnWalk[] {
    const { aisles, crossesM } = this.#floor;
    const { count, closed, through } = this.states;
    const columns: ColumnWalk[] = [];
    let state = closed;
    let at = aisles * (this.blocks + 1) * count;
    const back = (steps: Steps): number => {
      const step = this.#reachedBy[at + state]!;
      at -= count;
      state = steps.from[step]!;
      return steps.what[step]!;
    };
    for (let aisle = aisles - 1; aisle >= 0; aisle--) {
      const across = edgesOf(back(this.stepsAcross(aisle)), crossesM.length);
      const ways = through.map((): Way => "none");
      for (let block = this.blocks - 1; block >= 0; block--) ways[block] = wayNames[back(through[block]!)]!;
      columns.unshift({ ways, across });
    }
    return columns;
  }

  /**
   * For each stage and class, one after the other, the least metres to the end by the ways that are open; good until it is asked again. `until`: no way of a later aisle has changed since.
   */
  restM(until = this.#floor.aisles - 1): Float64Array {
    const { count, closed, through } = this.states;
    let at = (until + 1) * (this.blocks + 1) * count;
    this.#restM.fill(Infinity, 0, until + 1 === this.#floor.aisles ? undefined : at);
    if (until + 1 === this.#floor.aisles) this.#restM[at + closed] = 0;
    for (let aisle = until; aisle >= 0; aisle--) {
      at -= count;
      this.#backward(at, this.stepsAcross(aisle), this.acrossM, 0);
      for (let block = this.blocks - 1; block >= 0; block--) {
        at -= count;
        this.#backward(at, through[block]!, this.waysM, this.offset(aisle, block));
      }
    }
    return this.#restM;
  }

  /** Metres of the shortest tour if one stretch had these ways instead; the others as they were at the last `lengthM` and `restM`. */
  lengthWithM(aisle: number, block: number, waysM: Float64Array): number {
    const { count, through } = this.states;
    const { from, to, what } = through[block]!;
    const at = (aisle * (this.blocks + 1) + block) * count;
    let least = Infinity;
    for (let step = 0; step < from.length; step++) {
      const metres =
        this.#soFarM[at + from[step]!]! + waysM[what[step]!]! + this.#restM[at + count + to[step]!]!;
      if (metres < least) least = metres;
    }
    return least;
  }

  /** Steps to the next aisle; from the depot's they touch it first. */
  stepsAcross(aisle: number): Steps {
    const { depot } = this.#floor;
    return aisle === depot.aisle ? this.states.acrossFrom[depot.cross]! : this.states.across;
  }

  /** The class after each class and way through a block's stretch, or -1. */
  after(block: number): Int16Array {
    const { count, through } = this.states;
    const { from, to, what } = through[block]!;
    const after = new Int16Array(count * wayCount).fill(-1);
    for (let step = 0; step < from.length; step++) after[from[step]! * wayCount + what[step]!] = to[step]!;
    return after;
  }

  #forward(at: number, { from, to, what }: Steps, costsM: Float64Array, offset: number): void {
    const [soFarM, reachedBy, next] = [this.#soFarM, this.#reachedBy, at + this.states.count];
    for (let step = 0; step < from.length; step++) {
      const metres = soFarM[at + from[step]!]! + costsM[offset + what[step]!]!;
      const state = next + to[step]!;
      if (metres >= soFarM[state]!) continue;
      soFarM[state] = metres;
      reachedBy[state] = step;
    }
  }

  #backward(at: number, { from, to, what }: Steps, costsM: Float64Array, offset: number): void {
    const [restM, next] = [this.#restM, at + this.states.count];
    for (let step = 0; step < from.length; step++) {
      const metres = restM[next + to[step]!]! + costsM[offset + what[step]!]!;
      const state = at + from[step]!;
      if (metres < restM[state]!) restM[state] = metres;
    }
  }
}

/** Points on their way to a store: columns of numbers in pieces of fixed size, so that a write costs no allocation and a piece crosses to a thread whole. */

/** One piece; of `names`, `at`, `value` and `doubt` the first `count` entries count. */
export interface Batch {
  readonly count: number;
  /** Numbers from `SeriesNames`. */
  readonly names: Uint32Array;
  /** ms since the epoch. */
  readonly at: Float64Array;
  readonly value: Float64Array;
  /** 0 good, 1 uncertain, 2 bad: the worst of several is their largest. */
  readonly doubt: Uint8Array;
}

/** What the line protocol's makers advise for one request; SQLite gains little beyond. */
export const batchMax = 5_000;
/** Two minutes of a busy site (1,000 values a second) in 2.5 MB. */
const waitingMax = 120_000;

export class PointBuffer {
  #full: Batch[] = [];
  #open = emptyBatch();
  #openCount = 0;
  readonly #waitingMax: number;

  constructor(waitingPointsMax = waitingMax) {
    this.#waitingMax = waitingPointsMax;
  }

  get count(): number {
    return this.#full.length * batchMax + this.#openCount;
  }

  get hasFullBatch(): boolean {
    return this.#full.length > 0;
  }

  /** False when there is no room. */
  push(name: number, at: number, value: number, doubt: number): boolean {
    if (this.count >= this.#waitingMax) return false;
    const index = this.#openCount++;
    this.#open.names[index] = name;
    this.#open.at[index] = at;
    this.#open.value[index] = value;
    this.#open.doubt[index] = doubt;
    if (this.#openCount === batchMax) {
      this.#full.push(this.#open);
      this.#open = emptyBatch();
      this.#openCount = 0;
    }
    return true;
  }

  /** The oldest batch, which leaves the buffer. */
  take(): Batch | undefined {
    const full = this.#full.shift();
    if (full || this.#openCount === 0) return full;
    const count = this.#openCount;
    this.#openCount = 0;
    return {
      count,
      names: this.#open.names.slice(0, count),
      at: this.#open.at.slice(0, count),
      value: this.#open.value.slice(0, count),
      doubt: this.#open.doubt.slice(0, count),
    };
  }
}

const emptyBatch = (): Batch => ({
  count: batchMax,
  names: new Uint32Array(batchMax),
  at: new Float64Array(batchMax),
  value: new Float64Array(batchMax),
  doubt: new Uint8Array(batchMax),
});

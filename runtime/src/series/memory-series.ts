/** History in memory: what `simulate` and tests use. Everything happens in the call; nothing waits for a clock, a thread or a file. */
import type { ReadingQuality } from "@floorplane/contracts/documents";
import { cutRange, type Drawn, doubtOf, newestUnit, qualityOf } from "./buckets.ts";
import type { Bucket, History, HistoryQuery, Series, SeriesFigures } from "./series.ts";
import { canKeep, SeriesNames } from "./series-names.ts";

/** Columns of one series, by time. */
interface Line {
  readonly at: number[];
  readonly value: number[];
  readonly doubt: number[];
}

/** A virtual week of 30 sensors, a value each ten seconds: about 50 MB. Beyond it points are counted and left out. */
const pointsMax = 2_000_000;

export class MemorySeries implements Series {
  readonly #names = new SeriesNames();
  readonly #lines: Line[] = [];
  readonly #pointsMax: number;
  #written = 0;
  #refused = 0;
  #dropped = 0;
  #kept = 0;
  #replaced = 0;
  #closed = false;

  constructor(options: { readonly pointsMax?: number } = {}) {
    this.#pointsMax = options.pointsMax ?? pointsMax;
  }

  write(
    device: string,
    quantity: string,
    value: number,
    unit: string,
    quality: ReadingQuality,
    at: number,
  ): void {
    this.#written++;
    const number = canKeep(value, at) ? this.#names.numberOf(device, quantity, unit) : undefined;
    if (number === undefined) this.#refused++;
    else if (this.#closed || this.#kept >= this.#pointsMax) this.#dropped++;
    else
      this.#insert((this.#lines[number] ??= { at: [], value: [], doubt: [] }), at, value, doubtOf[quality]);
  }

  async query(asked: HistoryQuery): Promise<History> {
    const cut = cutRange(asked);
    const drawn = this.#names.all.flatMap(({ device, quantity, unit }, number): Drawn[] => {
      const line = this.#lines[number];
      if (!line || device !== asked.device || quantity !== asked.quantity) return [];
      return [{ unit, buckets: draw(line, cut.from, cut.to, cut.bucketMs) }];
    });
    return newestUnit(drawn, cut);
  }

  async flush(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  figures(): SeriesFigures {
    return {
      written: this.#written,
      stored: this.#kept + this.#replaced,
      refused: this.#refused,
      dropped: this.#dropped,
      waitingInMemory: 0,
      waitingInSpool: 0,
    };
  }

  #insert(line: Line, time: number, value: number, doubt: number): void {
    const at = Math.floor(time);
    const index = firstNotBefore(line.at, at);
    if (line.at[index] === at) {
      line.value[index] = value;
      line.doubt[index] = doubt;
      this.#replaced++;
      return;
    }
    line.at.splice(index, 0, at);
    line.value.splice(index, 0, value);
    line.doubt.splice(index, 0, doubt);
    this.#kept++;
  }
}

/** Points come nearly in order: the end is looked at first. */
function firstNotBefore(times: readonly number[], at: number): number {
  let high = times.length;
  if (high === 0 || times[high - 1]! < at) return high;
  let low = 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function draw(line: Line, from: number, to: number, bucketMs: number): Bucket[] {
  const buckets: Bucket[] = [];
  let index = firstNotBefore(line.at, from);
  while (index < line.at.length && line.at[index]! < to) {
    const at = Math.floor(line.at[index]! / bucketMs) * bucketMs;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let doubt = 0;
    for (; index < line.at.length && line.at[index]! < at + bucketMs; index++) {
      min = Math.min(min, line.value[index]!);
      max = Math.max(max, line.value[index]!);
      doubt = Math.max(doubt, line.doubt[index]!);
    }
    buckets.push({ at, min, max, last: line.value[index - 1]!, quality: qualityOf(doubt) });
  }
  return buckets;
}

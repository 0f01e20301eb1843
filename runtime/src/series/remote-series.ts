/**
 * History in a remote store. Points gather for a moment and are sent in batches by one task; a store that does not answer is asked again after a
 * growing, jittered delay, and meanwhile its points go to the spool, which is sent when it is back. Nothing here is kept waiting for it.
 */
import type { ReadingQuality } from "@floorplane/contracts/documents";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Timers } from "../clock/clock.ts";
import type { Log } from "../log.ts";
import type { Random } from "../random.ts";
import { cutRange, doubtOf, newestUnit, qualityOf } from "./buckets.ts";
import { type Batch, PointBuffer } from "./point-buffer.ts";
import { retryDelayMs } from "./retry.ts";
import type { History, HistoryQuery, Point, Series, SeriesFigures } from "./series.ts";
import { canKeep, SeriesNames } from "./series-names.ts";
import { Refused, type Sink } from "./sink.ts";
import type { Spool } from "./spool.ts";

export interface RemoteSeriesOptions {
  readonly site: string;
  readonly sink: Sink;
  readonly spool: Spool;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Points that may wait in memory. */
  readonly waitingMax?: number;
}

/** A request a second is little for a store, and a crash of ours loses no more than this. */
const gatherMs = 1_000;
/** A screen asks for a dozen charts; more than this at once is a client gone wrong. */
const questionsMax = 64;

export class RemoteSeries implements Series {
  readonly #options: RemoteSeriesOptions;
  readonly #names = new SeriesNames();
  readonly #buffer: PointBuffer;
  readonly #counts = { written: 0, stored: 0, refused: 0, dropped: 0 };
  #underWay = 0;
  #gathering: (() => void) | undefined;
  #working: Promise<void> | undefined;
  /** How often the store has failed in a row; 0 while it answers. */
  #failures = 0;
  /** Set while the store is left alone after a failure. */
  #retrying: (() => void) | undefined;
  /** Each is said once, not for every batch. */
  #refusing = false;
  #spoolFull = false;
  #questions = 0;
  #closing: Promise<void> | undefined;

  constructor(options: RemoteSeriesOptions) {
    this.#options = options;
    this.#buffer = new PointBuffer(options.waitingMax);
    // What an earlier run left behind is sent without waiting for a new point.
    if (options.spool.waiting > 0) this.#gather();
  }

  write(
    device: string,
    quantity: string,
    value: number,
    unit: string,
    quality: ReadingQuality,
    at: number,
  ): void {
    const counts = this.#counts;
    counts.written++;
    const name = canKeep(value, at) ? this.#names.numberOf(device, quantity, unit) : undefined;
    if (name === undefined) counts.refused++;
    else if (this.#closing || !this.#buffer.push(name, at, value, doubtOf[quality])) counts.dropped++;
    else if (this.#buffer.hasFullBatch) void this.#work();
    else this.#gather();
  }

  async query(asked: HistoryQuery): Promise<History> {
    const cut = cutRange(asked);
    const { sink } = this.#options;
    if (this.#questions >= questionsMax)
      throw new FloorplaneError({
        code: "too-busy",
        message: `the history did not answer: ${questionsMax} charts are being drawn; ask again`,
        retry: true,
      });
    this.#questions++;
    try {
      return newestUnit(await sink.draw(asked, cut), cut);
    } catch (error) {
      throw new FloorplaneError({
        code: "unreachable",
        message: `${sink.name} did not draw the history: ${reasonOf(error)}`,
        retry: true,
      });
    } finally {
      this.#questions--;
    }
  }

  async flush(): Promise<boolean> {
    this.#retryNow();
    await this.#work();
    return this.#isEmpty();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  figures(): SeriesFigures {
    return {
      ...this.#counts,
      waitingInMemory: this.#buffer.count + this.#underWay,
      waitingInSpool: this.#options.spool.waiting,
    };
  }

  async #close(): Promise<void> {
    // At most one more failed request: after it the rest goes to the spool.
    await this.flush();
    this.#gathering?.();
    this.#retrying?.();
    await this.#options.spool.close();
  }

  #gather(): void {
    const { timers } = this.#options;
    this.#gathering ??= timers.at(timers.now() + gatherMs, () => void this.#work());
  }

  /** One task empties buffer and spool; who comes while it runs waits for it and for what came meanwhile. */
  async #work(): Promise<void> {
    this.#gathering?.();
    this.#gathering = undefined;
    if (this.#working) {
      await this.#working;
      if (this.#buffer.count === 0) return;
    }
    this.#working ??= this.#drain()
      .catch((error: unknown) => this.#failed(`the spool cannot be read: ${reasonOf(error)}`))
      .finally(() => {
        this.#working = undefined;
      });
    await this.#working;
  }

  async #drain(): Promise<void> {
    const { spool } = this.#options;
    for (;;) {
      // New points first: the screens look at now.
      const batch = this.#buffer.take();
      if (batch) {
        this.#underWay = batch.count;
        const points = this.#pointsOf(batch);
        if (this.#retrying || !(await this.#send(points))) await this.#spool(points);
        this.#underWay = 0;
        continue;
      }
      if (this.#retrying) return;
      const spooled = await spool.next();
      if (!spooled) return;
      if (!(await this.#send(spooled.points))) return;
      this.#counts.refused += spooled.torn;
      await spool.confirm(spooled);
    }
  }

  /** True when the points came to an end: stored, or refused for good. */
  async #send(points: readonly Point[]): Promise<boolean> {
    const { sink, spool, log } = this.#options;
    if (points.length === 0) return true;
    let refused = 0;
    try {
      await sink.send(points);
      this.#refusing = false;
    } catch (error) {
      if (!(error instanceof Refused)) {
        this.#failed(reasonOf(error));
        return false;
      }
      refused = Math.min(points.length, error.points);
      if (!this.#refusing)
        log.warn("series.refused", { store: sink.name, points: refused, reason: error.message });
      this.#refusing = true;
    }
    if (this.#failures > 0) log.info("series.reached", { store: sink.name, spooled: spool.waiting });
    this.#failures = 0;
    this.#counts.refused += refused;
    this.#counts.stored += points.length - refused;
    return true;
  }

  #failed(reason: string): void {
    const { sink, timers, random, log } = this.#options;
    const delayMs = retryDelayMs(this.#failures++, random);
    if (this.#failures === 1) log.warn("series.unreachable", { store: sink.name, reason, delayMs });
    this.#retrying = timers.at(timers.now() + delayMs, () => {
      this.#retrying = undefined;
      void this.#work();
    });
  }

  #retryNow(): void {
    this.#retrying?.();
    this.#retrying = undefined;
  }

  async #spool(points: readonly Point[]): Promise<void> {
    const kept = await this.#options.spool.append(points);
    const isFull = kept < points.length;
    if (isFull && !this.#spoolFull)
      this.#options.log.warn("series.spool-full", { store: this.#options.sink.name });
    this.#spoolFull = isFull;
    this.#counts.dropped += points.length - kept;
  }

  #isEmpty(): boolean {
    return this.#buffer.count === 0 && this.#options.spool.waiting === 0;
  }

  #pointsOf({ count, names, at, value, doubt }: Batch): Point[] {
    const { site } = this.#options;
    return Array.from({ length: count }, (_, index) => ({
      site,
      ...this.#names.all[names[index]!]!,
      value: value[index]!,
      quality: qualityOf(doubt[index]!),
      at: Math.floor(at[index]!),
    }));
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

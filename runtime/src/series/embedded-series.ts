/**
 * History in one SQLite file, in a thread of its own: the standing choice of a site on one machine. Points gather for a moment and cross to the
 * thread in batches, one at a time; a thread that dies is started again and gets the last batch once more (storing twice changes nothing).
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { ReadingQuality } from "@floorplane/contracts/documents";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { every, type Timers } from "../clock/clock.ts";
import type { Log } from "../log.ts";
import { cutRange, doubtOf } from "./buckets.ts";
import { HistoryThread, type HistoryThreadOptions } from "./embedded-thread.ts";
import type { FromHistory } from "./embedded-worker.ts";
import { type Batch, PointBuffer } from "./point-buffer.ts";
import type { History, HistoryQuery, Series, SeriesFigures } from "./series.ts";
import { canKeep, SeriesNames } from "./series-names.ts";

export interface EmbeddedSeriesOptions extends HistoryThreadOptions {
  /** Points that may wait for the thread. */
  readonly waitingMax?: number;
}

/** Enough to make a batch of a busy moment, little enough that a chart is never visibly behind. */
const gatherMs = 250;
const sweepEveryMs = 3_600_000;
/** A screen asks for a dozen charts; more than this at once is a client gone wrong. */
const questionsMax = 256;
/** A chart takes milliseconds; the rest is a disk that hangs. */
const answerWithinMs = 30_000;

interface Question {
  readonly resolve: (history: History) => void;
  readonly reject: (error: Error) => void;
}

export class EmbeddedSeries implements Series {
  readonly #timers: Timers;
  readonly #log: Log;
  readonly #thread: HistoryThread;
  readonly #names = new SeriesNames();
  readonly #buffer: PointBuffer;
  /** How many names the thread knows. */
  #namesKnown = 0;
  /** The batch that the thread has not yet stored, and whether it has it. */
  #batch: Batch | undefined;
  #underWay = false;
  #gathering: (() => void) | undefined;
  #stopSweeping: () => void = () => {};
  #closing: Promise<void> | undefined;
  readonly #counts = { written: 0, stored: 0, refused: 0, dropped: 0 };
  /** Points that went into the buffer and points that came to an end, since the start: what a flush waits for. */
  #entered = 0;
  #ended = 0;
  #waiting: { readonly entered: number; readonly go: () => void }[] = [];
  readonly #questions = new Map<number, Question>();
  #nextQuestion = 1;

  /** Opens the file, or fails with what is wrong with it. */
  static async open(options: EmbeddedSeriesOptions): Promise<EmbeddedSeries> {
    mkdirSync(dirname(options.history.file), { recursive: true });
    const series = new EmbeddedSeries(options);
    await series.#thread.start();
    series.#sweep();
    series.#stopSweeping = every(options.timers, sweepEveryMs, () => series.#sweep());
    return series;
  }

  private constructor(options: EmbeddedSeriesOptions) {
    this.#timers = options.timers;
    this.#log = options.log;
    this.#buffer = new PointBuffer(options.waitingMax);
    this.#thread = new HistoryThread(options, {
      heard: (message) => this.#heard(message),
      lost: () => this.#lost(),
      back: () => this.#post(),
    });
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
    else {
      this.#entered++;
      if (this.#buffer.hasFullBatch) this.#post();
      else this.#gathering ??= this.#timers.at(this.#timers.now() + gatherMs, () => this.#post());
    }
  }

  async query(asked: HistoryQuery): Promise<History> {
    cutRange(asked);
    if (this.#questions.size >= questionsMax)
      throw unanswered("too-busy", `${questionsMax} charts are being drawn`);
    const number = this.#nextQuestion++;
    let cancelDeadline: () => void = () => {};
    try {
      return await new Promise<History>((resolve, reject) => {
        const late = unanswered("deadline-passed", `nothing came within ${answerWithinMs} ms`);
        cancelDeadline = this.#timers.at(this.#timers.now() + answerWithinMs, () => reject(late));
        this.#questions.set(number, { resolve, reject });
        this.#whenEnded(() => this.#ask(number, asked));
      });
    } finally {
      cancelDeadline();
      this.#questions.delete(number);
    }
  }

  flush(): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#timers.at(this.#timers.now() + answerWithinMs, () => resolve(false));
      this.#whenEnded(() => {
        cancel();
        resolve(true);
      });
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  figures(): SeriesFigures {
    return { ...this.#counts, waitingInMemory: this.#entered - this.#ended, waitingInSpool: 0 };
  }

  #heard(message: Exclude<FromHistory, { kind: "ready" }>): void {
    switch (message.kind) {
      case "stored":
        this.#batchEnded("stored", message.refused);
        return;
      case "not-stored":
        this.#log.warn("series.not-stored", { points: this.#batch?.count, reason: message.reason });
        // The thread may have stopped among the names that came with the batch: it hears all of them again.
        this.#namesKnown = 0;
        this.#batchEnded("dropped", 0);
        return;
      case "drawn":
        this.#questions.get(message.question)?.resolve(message.history);
        return;
      case "not-drawn":
        this.#questions.get(message.question)?.reject(new FloorplaneError(message.trouble));
        return;
      case "not-swept":
        this.#log.warn("series.not-swept", { reason: message.reason });
        return;
      default:
        message satisfies never;
    }
  }

  #lost(): void {
    this.#underWay = false;
    this.#namesKnown = 0;
    for (const question of this.#questions.values())
      question.reject(unanswered("unreachable", "its thread was lost"));
  }

  async #close(): Promise<void> {
    this.#stopSweeping();
    // Without a thread nothing can be waited for: what is left is counted as dropped below.
    if (this.#thread.isReady) await this.flush();
    this.#gathering?.();
    this.#end("dropped", this.#entered - this.#ended);
    for (const question of this.#questions.values())
      question.reject(unanswered("unreachable", "it is being closed"));
    await this.#thread.close();
  }

  /** Sends the next batch, or the last one again after the thread was lost. One is under way at a time; the rest gathers. */
  #post(): void {
    this.#gathering?.();
    this.#gathering = undefined;
    if (this.#underWay || !this.#thread.isReady) return;
    this.#batch ??= this.#buffer.take();
    if (!this.#batch) return;
    this.#underWay = true;
    const firstName = this.#namesKnown;
    const names = this.#names.all.slice(firstName);
    this.#namesKnown = this.#names.all.length;
    this.#thread.send({ kind: "store", batch: this.#batch, names, firstName, now: this.#timers.now() });
  }

  #batchEnded(how: "stored" | "dropped", refused: number): void {
    const count = this.#batch?.count ?? 0;
    this.#batch = undefined;
    this.#underWay = false;
    this.#end("refused", refused);
    this.#end(how, count - refused);
    // What came meanwhile has waited long enough.
    this.#post();
  }

  #ask(number: number, asked: HistoryQuery): void {
    if (this.#thread.isReady)
      this.#thread.send({ kind: "draw", question: number, asked, now: this.#timers.now() });
    else this.#questions.get(number)?.reject(unanswered("unreachable", "its thread is being started again"));
  }

  #sweep(): void {
    this.#thread.send({ kind: "sweep", now: this.#timers.now() });
  }

  /** Calls `go` once everything written so far has come to an end, and hurries that. */
  #whenEnded(go: () => void): void {
    if (this.#ended >= this.#entered) {
      go();
      return;
    }
    this.#waiting.push({ entered: this.#entered, go });
    this.#post();
  }

  #end(how: "stored" | "refused" | "dropped", count: number): void {
    this.#counts[how] += count;
    this.#ended += count;
    const ready = this.#waiting.filter(({ entered }) => entered <= this.#ended);
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter(({ entered }) => entered > this.#ended);
    for (const { go } of ready) go();
  }
}

const unanswered = (code: "too-busy" | "unreachable" | "deadline-passed", why: string): FloorplaneError =>
  new FloorplaneError({ code, message: `the history did not answer: ${why}; ask again`, retry: true });

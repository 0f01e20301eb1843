/** The life of the embedded history's thread: started, heard, started again with a growing delay when it dies, closed in order. */
import { Worker } from "node:worker_threads";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Timers } from "../clock/clock.ts";
import type { Log } from "../log.ts";
import type { Random } from "../random.ts";
import type { FromHistory, ToHistory } from "./embedded-worker.ts";
import type { HistoryFileOptions } from "./history-file.ts";
import { retryDelayMs } from "./retry.ts";

export interface HistoryThreadOptions {
  readonly history: HistoryFileOptions;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** What starts the thread; a test may keep hold of it. */
  readonly startWorker?: ((history: HistoryFileOptions) => Worker) | undefined;
}

export interface ThreadListener {
  heard(message: Exclude<FromHistory, { kind: "ready" }>): void;
  /** What was sent and not answered will not be answered. */
  lost(): void;
  /** A new thread stands ready in place of the lost one; it knows nothing yet. */
  back(): void;
}

export class HistoryThread {
  readonly #options: HistoryThreadOptions;
  readonly #listener: ThreadListener;
  #worker: Worker | undefined;
  #failures = 0;
  #closed = false;

  constructor(options: HistoryThreadOptions, listener: ThreadListener) {
    this.#options = options;
    this.#listener = listener;
  }

  get isReady(): boolean {
    return this.#worker !== undefined;
  }

  /** Until the thread has opened the file; fails with what is wrong with it. */
  start(): Promise<void> {
    const { history, startWorker = startThread } = this.#options;
    const worker = startWorker(history);
    return new Promise((resolve, reject) => {
      let reason = "the thread ended";
      worker.on("error", (error) => {
        reason = error instanceof Error ? error.message : String(error);
      });
      worker.on("exit", () => {
        reject(
          new FloorplaneError({
            code: "malformed-file",
            message: `the history ${history.file} cannot be opened: ${reason}`,
            field: "series",
          }),
        );
        if (this.#worker === worker) this.#lost(reason);
      });
      worker.on("message", (message: FromHistory) => {
        if (message.kind === "ready") {
          this.#worker = worker;
          resolve();
          return;
        }
        if (this.#worker !== worker) return;
        if (message.kind === "stored") this.#failures = 0;
        this.#listener.heard(message);
      });
    });
  }

  /** Messages are handled in the order in which they were sent. */
  send(message: ToHistory): void {
    this.#worker?.postMessage(message);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    const exit = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage({ kind: "close" } satisfies ToHistory);
    await exit;
  }

  #lost(reason: string): void {
    const { timers, random, log } = this.#options;
    this.#worker = undefined;
    this.#listener.lost();
    const delayMs = retryDelayMs(this.#failures++, random);
    log.warn("series.thread-lost", { reason, delayMs });
    timers.at(timers.now() + delayMs, () => {
      if (!this.#closed) void this.#startAgain();
    });
  }

  async #startAgain(): Promise<void> {
    try {
      await this.start();
    } catch (error) {
      this.#lost(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#closed) await this.close();
    else this.#listener.back();
  }
}

const startThread = (history: HistoryFileOptions): Worker =>
  new Worker(new URL("./embedded-worker.ts", import.meta.url), { workerData: history });

/** Starts the broker in a worker thread of its own, and starts it again on the same port when it dies. */
import { Worker } from "node:worker_threads";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Log } from "@floorplane/runtime/log";
import type { BrokerFigures } from "./figures.ts";
import type { Account } from "./rights/accounts.ts";
import type { FromWorker, ToWorker, WorkerOptions } from "./worker-messages.ts";

/** Waits before a start after a crash: first this, doubled up to the last. */
const restartMsFirst = 250;
const restartMsLast = 10_000;

export interface StartBrokerOptions extends WorkerOptions {
  readonly log: Log;
}

export interface RunningBroker {
  readonly port: number;
  /** Hears the figures once a second. Returns what ends it. */
  onFigures(hear: (figures: BrokerFigures) => void): () => void;
  /** Replaces all accounts; see `Broker.setAccounts`. */
  setAccounts(accounts: readonly Account[]): void;
  /** Safe to call twice. */
  stop(): Promise<void>;
}

/** Resolves when the broker listens; rejects with one clear error when it cannot. */
export async function startBroker(options: StartBrokerOptions): Promise<RunningBroker> {
  const supervised = new Supervised(options);
  await supervised.start();
  return supervised;
}

class Supervised implements RunningBroker {
  readonly #log: Log;
  readonly #timers = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
  readonly #hearers = new Set<(figures: BrokerFigures) => void>();
  #options: WorkerOptions;
  #worker: Worker | undefined;
  #exited: Promise<void> = Promise.resolve();
  #restarts = 0;
  #crashesInRow = 0;
  #cancelRestart: () => void = () => {};
  #stopped = false;
  port: number;

  constructor({ log, ...options }: StartBrokerOptions) {
    this.#log = log;
    this.#options = options;
    this.port = options.port;
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./broker-worker.ts", import.meta.url), {
        workerData: this.#options,
      });
      this.#worker = worker;
      this.#exited = new Promise((exited) => worker.once("exit", () => exited()));
      let isUp = false;
      worker.on("message", (message: FromWorker) => {
        if (message.type === "started") {
          isUp = true;
          this.port = message.port;
          this.#options = { ...this.#options, port: message.port };
          resolve();
        } else if (message.type === "failed") {
          const { code, field } = message;
          reject(
            code
              ? new FloorplaneError({ code, message: message.message, ...(field ? { field } : {}) })
              : new Error(message.message),
          );
        } else this.#heard(message);
      });
      worker.on("error", (error) => {
        this.#log.error("broker.crashed", { error: error instanceof Error ? error.message : String(error) });
        reject(error);
      });
      worker.once("exit", () => {
        if (isUp && !this.#stopped) this.#restart();
        else reject(new Error("the broker ended before it listened"));
      });
    });
  }

  onFigures(hear: (figures: BrokerFigures) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  setAccounts(accounts: readonly Account[]): void {
    this.#options = { ...this.#options, accounts };
    this.#say({ type: "setAccounts", accounts });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRestart();
    this.#say({ type: "stop" });
    await this.#exited;
  }

  #say(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #heard(message: Extract<FromWorker, { type: "logged" | "figures" }>): void {
    if (message.type === "logged") {
      this.#log[message.level](message.event, message.fields);
      return;
    }
    // A second of life: what killed it before is over.
    this.#crashesInRow = 0;
    for (const hear of this.#hearers) hear({ ...message.figures, restarts: this.#restarts });
  }

  #restart(): void {
    this.#restarts++;
    const waitMs = Math.min(restartMsLast, restartMsFirst * 2 ** Math.min(this.#crashesInRow++, 10));
    this.#log.error("broker.restarts", { restarts: this.#restarts, waitMs });
    this.#cancelRestart = this.#timers.at(this.#timers.now() + waitMs, () => {
      this.start().catch(() => {
        if (!this.#stopped) this.#restart();
      });
    });
  }
}

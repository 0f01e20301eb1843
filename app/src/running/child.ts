/**
 * The two processes of a demo, seen from the command that holds them: the control plane and the simulated world are forked, told what to do, brought
 * back when they die, and asked to stop. A child whose parent is gone stops by itself (`onOrphaned`).
 */
import { type ChildProcess, fork } from "node:child_process";
import type { FloorplaneError } from "@floorplane/contracts/errors";
import { compiledEnvironment, writeCompiled } from "./compiled.ts";

/** What a child tells its parent. */
export type FromChild =
  | { readonly type: "ready"; readonly facts: Readonly<Record<string, string | number>> }
  | { readonly type: "figures"; readonly figures: Readonly<Record<string, number>> }
  /** The child cannot go on. `retry`: something outside is away, and bringing it back helps once that is there again. */
  | { readonly type: "refused"; readonly message: string; readonly retry: boolean };

export type ToChild<Config> = { readonly type: "start"; readonly config: Config } | { readonly type: "stop" };

/** How a process came to its end: by itself with a code, or by a signal from outside. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** How often since its command began, this time included. */
  readonly times: number;
  /** What the child said of it, where it did. */
  readonly why?: string;
}

/** `why`: where the reason of one that ended itself can be read. */
export function endingWords({ code, signal, times, why: said }: Ending, why: string): string {
  const again = times > 1 ? `, for the ${ordinal(times)} time` : "";
  if (signal === "SIGKILL")
    return `was killed by SIGKILL${again}: by a person, or by the system for want of memory`;
  if (signal !== null) return `was ended by ${signal}${again}`;
  if (said !== undefined) return `ended${again}: ${said}`;
  return `ended with exit code ${code}${again}, ${why}`;
}

function ordinal(n: number): string {
  const isTeen = n % 100 > 10 && n % 100 < 14;
  return `${n}${(isTeen ? undefined : ["th", "st", "nd", "rd"][n % 10]) ?? "th"}`;
}

export interface ChildOptions<Config> {
  readonly entry: URL;
  readonly config: () => Config;
  readonly heard: (message: FromChild) => void;
  /** Died although nobody asked it to; it is being brought back. */
  readonly died: (ending: Ending) => void;
}

/** A child that dies is brought back after a pause that doubles from the first to the last, and is at its first again after it lived this long. */
const pauseMsFirst = 200;
const pauseMsLast = 5_000;
const livedMs = 30_000;
/** Asked to stop, a child has this long before it is ended. */
const stopMsMax = 10_000;
/** It ends itself a little before: nobody is left to end it when its parent is gone, and the next start waits as long as a parent would. */
const leaveMsMax = 8_000;

export class Child<Config> {
  readonly #options: ChildOptions<Config>;
  #process: ChildProcess | undefined;
  #stopping = false;
  #deaths = 0;
  #pauseMs = pauseMsFirst;
  #again: NodeJS.Timeout | undefined;
  #wasReady = false;

  constructor(options: ChildOptions<Config>) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    const startedAt = performance.now();
    const child = fork(this.#options.entry, {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
      env: compiledEnvironment(),
    });
    this.#process = child;
    let why: string | undefined;
    child.on("message", (message: FromChild) => {
      if (message.type === "ready") this.#wasReady = true;
      if (message.type === "refused") {
        // At the first start it is a mistake of whoever started it; later, what was there comes again.
        if (message.retry && this.#wasReady) {
          why = message.message;
          return;
        }
        this.#stopping = true;
      }
      this.#options.heard(message);
    });
    child.on("exit", (code, signal) => {
      if (this.#process === child) this.#process = undefined;
      if (this.#stopping) return;
      if (performance.now() - startedAt > livedMs) this.#pauseMs = pauseMsFirst;
      this.#options.died({ code, signal, times: ++this.#deaths, ...(why === undefined ? {} : { why }) });
      this.#again = setTimeout(() => this.start(), this.#pauseMs);
      this.#pauseMs = Math.min(pauseMsLast, this.#pauseMs * 2);
    });
    child.send({ type: "start", config: this.#options.config() } satisfies ToChild<Config>);
  }

  /** Resolves when the child is gone, one way or the other. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#again);
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    await new Promise<void>((gone) => {
      const late = setTimeout(() => child.kill("SIGKILL"), stopMsMax);
      child.once("exit", () => {
        clearTimeout(late);
        gone();
      });
      if (child.connected) child.send({ type: "stop" } satisfies ToChild<Config>);
    });
  }
}

/** The child's side: runs `main` with its config, stops on request or when the parent is gone, politely if that takes no longer than `leaveMs`. */
export function runAsChild<Config>(
  main: (config: Config, tell: (message: FromChild) => void) => Promise<{ stop(): Promise<void> }>,
  leaveMs = leaveMsMax,
): void {
  const tell = (message: FromChild): void => {
    if (process.connected) process.send?.(message);
  };
  let running: Promise<{ stop(): Promise<void> }> | undefined;
  const leave = (code: number): void => {
    setTimeout(() => process.exit(1), leaveMs);
    void (running ?? Promise.resolve(undefined))
      .then((house) => house?.stop())
      .catch(() => {})
      .finally(() => process.exit(code));
  };
  process.on("message", (message: ToChild<Config>) => {
    if (message.type === "stop") return leave(0);
    running = main(message.config, tell);
    void running.then(writeCompiled, () => {});
    running.catch((error: unknown) => {
      const isRefusal = error instanceof Error && error.name === "FloorplaneError";
      if (isRefusal) {
        const { message, retry = false } = error as FloorplaneError;
        tell({ type: "refused", message, retry });
      } else
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(isRefusal ? 2 : 1);
    });
  });
  process.on("disconnect", () => leave(0));
  // The terminal sends Ctrl-C to every process of the group; the parent decides what happens then.
  process.on("SIGINT", () => {});
}

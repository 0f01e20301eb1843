/**
 * The planner in a thread of its own, for a house that runs: however long a plan takes, messages of robots are heard. Until the thread is ready, and whenever it is lost, plans are made in the
 * caller's thread, so that the floor never waits for it; what is lost is told by name and started again.
 */
import { Worker } from "node:worker_threads";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import { Pibt, type PibtParts } from "./pibt.ts";
import type { Plan, Planner, Problem } from "./planner.ts";
import { arraysOf, type FromPlanner, type PlannerFloorData } from "./planner-messages.ts";
import { untilTime } from "./steps/step-planner.ts";

/** Plans for hundreds of robots take some milliseconds; from here on a shorter plan now is worth more than a longer one later. */
const budgetMsDefault = 100;
/** Robots drive on for some ten seconds with the plan they have; a thread that is silent for so long is not waited for. */
const deadlineMsDefault = 2_000;
/** Before a lost thread is started again: first this, doubled each time up to the last until one answers. */
const restartMsFirst = 1_000;
const restartMsLast = 60_000;

/** How a thread was lost. */
export type PlannerLoss = "died" | "silent";

export interface PlannerFigures {
  /** Plans made by the thread, and by the caller while there was none. */
  inThread: number;
  byCaller: number;
  /** Problems that a newer one replaced while they waited. */
  passedOver: number;
  readonly lost: Record<PlannerLoss, number>;
}

export interface PlannerThreadOptions {
  /** The wall's time: a plan takes as long on a house that runs faster. */
  readonly timers: Timers;
  readonly log: Log;
  readonly budgetMs?: number;
  readonly deadlineMs?: number;
  /** What starts the thread; a test may give one that fails. */
  readonly startWorker?: (floor: PlannerFloorData) => Worker;
}

interface Asked {
  readonly problem: Problem;
  readonly deliver: (plan: Plan) => void;
}

export class PlannerThread implements Planner {
  readonly keepsDistances = true;
  readonly figures: PlannerFigures = {
    inThread: 0,
    byCaller: 0,
    passedOver: 0,
    lost: { died: 0, silent: 0 },
  };
  readonly #floor: PibtParts;
  readonly #options: PlannerThreadOptions;
  readonly #budgetMs: number;
  #own: Pibt | undefined;
  #worker: Worker | undefined;
  #isReady = false;
  #isStopped = false;
  #underWay: Asked | undefined;
  #waiting: Asked | undefined;
  #lossesInRow = 0;
  #cancelDeadline = (): void => {};
  #cancelRestart = (): void => {};
  #hearReady = (): void => {};

  constructor(floor: PibtParts, options: PlannerThreadOptions) {
    this.#floor = floor;
    this.#options = options;
    this.#budgetMs = options.budgetMs ?? budgetMsDefault;
    this.#start();
  }

  /** Once a thread takes problems; at once when one does. */
  ready(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isReady) resolve();
      else this.#hearReady = resolve;
    });
  }

  plan(problem: Problem, deliver: (plan: Plan) => void): void {
    if (this.#isStopped) return;
    if (!this.#isReady) this.#planHere({ problem, deliver });
    else if (this.#underWay) {
      if (this.#waiting) this.figures.passedOver++;
      this.#waiting = { problem, deliver };
    } else this.#send({ problem, deliver });
  }

  async stop(): Promise<void> {
    if (!this.#isStopped) this.#options.log.info("planner.stopped", { ...this.figures });
    this.#isStopped = true;
    await this.#forget()?.terminate();
  }

  #start(): void {
    const floor = this.#floor;
    const options = this.#options;
    const { graph, resources, motion, guidance, mouths } = floor;
    const { startWorker = startThread } = options;
    const { edgeDs } = guidance;
    const budgetMs = this.#budgetMs;
    const worker = startWorker({ graph: arraysOf(graph), resources, motion, edgeDs, mouths, budgetMs });
    this.#worker = worker;
    let reason = "the thread ended";
    worker.unref();
    worker.on("error", (error) => (reason = error instanceof Error ? error.message : String(error)));
    worker.on("exit", () => {
      if (this.#worker === worker) this.#lose("died", reason);
    });
    worker.on("message", (message: FromPlanner) => {
      if (this.#worker === worker) this.#hear(message);
    });
  }

  #hear(message: FromPlanner): void {
    if (message.kind === "ready") {
      this.#isReady = true;
      this.#hearReady();
      return;
    }
    const answered = this.#underWay;
    const waiting = this.#waiting;
    this.#cancelDeadline();
    this.#underWay = this.#waiting = undefined;
    this.#lossesInRow = 0;
    this.figures.inThread++;
    if (waiting) this.#send(waiting);
    answered?.deliver(message.plan);
  }

  #send(asked: Asked): void {
    const { timers, deadlineMs = deadlineMsDefault } = this.#options;
    const { nodeDs, queueDs } = this.#floor.guidance;
    this.#underWay = asked;
    this.#worker!.postMessage({ problem: asked.problem, nodeDs, queueDs });
    this.#cancelDeadline = timers.at(timers.now() + deadlineMs, () =>
      this.#lose("silent", `no plan for ${deadlineMs} ms`),
    );
  }

  #lose(loss: PlannerLoss, reason: string): void {
    const { timers, log } = this.#options;
    const newest = this.#waiting ?? this.#underWay;
    void this.#forget()?.terminate();
    this.figures.lost[loss]++;
    const againMs = Math.min(restartMsLast, restartMsFirst * 2 ** this.#lossesInRow++);
    log.warn("planner.thread-lost", { loss, reason, againMs });
    this.#cancelRestart = timers.at(timers.now() + againMs, () => this.#start());
    if (newest) this.#planHere(newest);
  }

  /** Answers with the thread, which nobody listens to any more. */
  #forget(): Worker | undefined {
    const worker = this.#worker;
    this.#cancelDeadline();
    this.#cancelRestart();
    this.#worker = this.#underWay = this.#waiting = undefined;
    this.#isReady = false;
    return worker;
  }

  #planHere({ problem, deliver }: Asked): void {
    const { timers } = this.#options;
    this.#own ??= new Pibt(this.#floor);
    this.figures.byCaller++;
    const endMs = timers.now() + this.#budgetMs;
    deliver(
      this.#own.plan(
        problem,
        untilTime(() => timers.now(), endMs),
      ),
    );
  }
}

const startThread = (floor: PlannerFloorData): Worker =>
  new Worker(new URL("./planner-worker.ts", import.meta.url), { workerData: floor });

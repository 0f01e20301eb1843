/**
 * Goal tables made by a thread of their own while the planner is at work. Whoever waits for a table helps: it takes what the other thread has not begun, the newest first, so that at the start
 * both are busy. A thread that died is noticed by its silence and done without.
 */
import { Worker } from "node:worker_threads";
import { assert } from "@floorplane/contracts/errors";
import { GoalSearch, type StepGoalTable } from "./goal-search.ts";
import type { TableMaker } from "./goal-tables.ts";
import type { TableWorkerData } from "./goal-tables-queue.ts";
import * as queueing from "./goal-tables-queue.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";

/** A table takes some milliseconds; a thread that needs longer than this is not coming back. */
const tableMsMax = 10_000;
/** A table worker needs a few megabytes. */
const heapMbMax = 64;

export class TableThread implements TableMaker {
  readonly #graph: StepGraph;
  readonly #motion: StepMotion;
  readonly #words = new Int32Array(new SharedArrayBuffer(queueing.queueWords * Int32Array.BYTES_PER_ELEMENT));
  readonly #move: Uint8Array;
  #search: GoalSearch;
  readonly #worker: Worker;
  readonly #chunkOf = new Map<ArrayBufferLike, number>();
  /** By ticket, until it has been awaited. */
  readonly #tables = new Map<number, StepGoalTable>();
  #tickets = 0;
  /** All before this ticket are made. */
  #settled = 0;
  #isLost = false;

  constructor(graph: StepGraph, guidance: StepGuidance, motion: StepMotion) {
    this.#graph = graph;
    this.#motion = motion;
    this.#move = new Uint8Array(new SharedArrayBuffer(guidance.move.length));
    this.#move.set(guidance.move);
    this.#words[queueing.turnWord] = guidance.turn;
    this.#search = new GoalSearch(graph, guidance, motion);
    this.#worker = new Worker(new URL("./goal-tables-worker.ts", import.meta.url), {
      workerData: {
        graph,
        motion,
        queue: this.#words.buffer,
        move: this.#move.buffer,
      } as TableWorkerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMbMax, maxYoungGenerationSizeMb: 2 },
    });
    this.#worker.unref();
    // Tables are made here then; what is open is noticed in `await`.
    this.#worker.on("error", () => (this.#isLost = true));
  }

  room(bytes: number): ArrayBufferLike {
    const chunk = new SharedArrayBuffer(bytes);
    this.#chunkOf.set(chunk, this.#chunkOf.size);
    this.#worker.postMessage(chunk);
    return chunk;
  }

  ask(goal: number, table: StepGoalTable): number {
    if (this.#tickets - this.#settled >= queueing.requestsMax) this.await(this.#tickets - 1, true);
    const ticket = this.#tickets++;
    const at = queueing.requestAt(ticket);
    this.#tables.set(ticket, table);
    this.#words[at + queueing.goalWord] = goal;
    this.#words[at + queueing.chunkWord] = this.#chunkOf.get(table.buffer)!;
    this.#words[at + queueing.placeWord] = table.byteOffset;
    Atomics.store(this.#words, at + queueing.stateWord, queueing.asked);
    Atomics.store(this.#words, queueing.headWord, this.#tickets);
    Atomics.notify(this.#words, queueing.headWord);
    return ticket;
  }

  await(ticket: number, helping: boolean): void {
    if (helping || this.#isLost) for (let open = ticket; open >= this.#settled; open--) this.#tryToMake(open);
    for (; this.#settled <= ticket; this.#settled++) {
      this.#awaitOther(this.#settled);
      this.#tables.delete(this.#settled);
    }
  }

  guide(guidance: StepGuidance): void {
    assert(guidance.move.length === this.#move.length, "guidance of another floor");
    if (this.#tickets > 0) this.await(this.#tickets - 1, true);
    this.#move.set(guidance.move);
    this.#words[queueing.turnWord] = guidance.turn;
    Atomics.add(this.#words, queueing.guidanceWord, 1);
    this.#search = new GoalSearch(this.#graph, guidance, this.#motion);
  }

  stop(): void {
    Atomics.store(this.#words, queueing.stopWord, 1);
    Atomics.notify(this.#words, queueing.headWord);
  }

  /** Takes what the other thread has not begun. */
  #tryToMake(ticket: number): void {
    const at = queueing.requestAt(ticket) + queueing.stateWord;
    if (Atomics.compareExchange(this.#words, at, queueing.asked, queueing.taken) === queueing.asked)
      this.#make(ticket);
  }

  #awaitOther(ticket: number): void {
    const at = queueing.requestAt(ticket) + queueing.stateWord;
    for (;;) {
      const state = Atomics.load(this.#words, at);
      if (state === queueing.made) return;
      if (!this.#isLost && Atomics.wait(this.#words, at, state, tableMsMax) !== "timed-out") continue;
      // Were it only slow, it would write over tables that have long been another goal's.
      this.#isLost = true;
      void this.#worker.terminate();
      this.#make(ticket);
    }
  }

  #make(ticket: number): void {
    const at = queueing.requestAt(ticket);
    this.#search.search(this.#words[at + queueing.goalWord]!, this.#tables.get(ticket)!);
    Atomics.store(this.#words, at + queueing.stateWord, queueing.made);
  }
}

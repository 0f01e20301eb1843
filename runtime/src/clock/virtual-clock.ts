/**
 * The virtual clock: a whole warehouse in one thread, as fast as it goes and the same every time. The loop takes the earliest event
 * (time, then order of scheduling), runs it, and goes on; an operation that is still pending when nothing is due is an error that names it.
 */
import { Bug } from "@floorplane/contracts/errors";
import type { Timers } from "./clock.ts";

interface Entry {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

export class VirtualClock implements Timers {
  #now: number;
  #order = 0;
  readonly #heap: Entry[] = [];
  readonly #pending = new Map<string, number>();

  constructor(startMs: number) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  at(at: number, run: () => void): () => void {
    const entry: Entry = { at: Math.max(at, this.#now), order: this.#order++, run };
    this.#push(entry);
    return () => {
      entry.run = undefined;
    };
  }

  /** Names an operation that will be answered by an event on this clock; call the result when it was. */
  pending(name: string): () => void {
    this.#pending.set(name, (this.#pending.get(name) ?? 0) + 1);
    return () => {
      const left = (this.#pending.get(name) ?? 0) - 1;
      if (left > 0) this.#pending.set(name, left);
      else this.#pending.delete(name);
    };
  }

  /** Runs events until `done` says so (asked after each event), the time `untilMs` is reached, or nothing is due. */
  run(done: () => boolean, untilMs = Number.POSITIVE_INFINITY): "done" | "late" | "idle" {
    for (;;) {
      const entry = this.#heap[0];
      if (!entry) {
        const waiting = [...this.#pending.keys()];
        if (waiting.length > 0) throw new Bug(`nothing is due, yet these are pending: ${waiting.join(", ")}`);
        return "idle";
      }
      if (entry.at > untilMs) {
        this.#now = untilMs;
        return "late";
      }
      this.#pop();
      if (!entry.run) continue;
      this.#now = entry.at;
      entry.run();
      if (done()) return "done";
    }
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/**
 * One view of the floor as entities with versions. What changed since any sequence is one delta that holds each entity once, so a screen
 * that was slow for a minute costs no more than one that is a tick behind.
 */
import type { Delta, Entity, Snapshot, ViewName } from "./protocol.ts";

/** Removals remembered for deltas; whoever is further behind gets a snapshot. */
const goneMax = 5_000;

interface Stored {
  readonly text: string;
  readonly body: unknown;
  readonly version: number;
}

export class View {
  readonly name: ViewName;
  readonly #entities = new Map<string, Stored>();
  /** Oldest first. */
  readonly #gone = new Map<string, number>();
  #sequence = 0;
  #changed = false;
  /** Removals up to this sequence are forgotten. */
  #forgotten = 0;

  constructor(name: ViewName) {
    this.name = name;
  }

  /** Sequence of the last sealed change. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Bodies are plain JSON. One that says the same as before is no change. */
  put(key: string, body: unknown): void {
    const text = JSON.stringify(body);
    if (this.#entities.get(key)?.text === text) return;
    this.#entities.set(key, { text, body, version: this.#sequence + 1 });
    this.#gone.delete(key);
    this.#changed = true;
  }

  remove(key: string): void {
    if (!this.#entities.delete(key)) return;
    this.#gone.set(key, this.#sequence + 1);
    this.#changed = true;
    if (this.#gone.size > goneMax) {
      const [oldest, version] = this.#gone.entries().next().value!;
      this.#gone.delete(oldest);
      this.#forgotten = version;
    }
  }

  has(key: string): boolean {
    return this.#entities.has(key);
  }

  keys(): IterableIterator<string> {
    return this.#entities.keys();
  }

  /** Ends a tick: what changed since the last seal shares one sequence. */
  seal(): void {
    if (!this.#changed) return;
    this.#sequence++;
    this.#changed = false;
  }

  /** Call after `seal`. */
  snapshot(): Snapshot {
    const entities: Entity[] = [];
    for (const [key, { body }] of this.#entities) entities.push([key, body]);
    return { view: this.name, sequence: this.#sequence, entities };
  }

  /** Call after `seal`. Undefined: too far behind, send a snapshot. */
  since(from: number): Delta | undefined {
    if (from < this.#forgotten) return undefined;
    const put: Entity[] = [];
    for (const [key, { body, version }] of this.#entities) if (version > from) put.push([key, body]);
    const gone: string[] = [];
    for (const [key, version] of this.#gone) if (version > from) gone.push(key);
    return { view: this.name, from, to: this.#sequence, put, gone };
  }
}

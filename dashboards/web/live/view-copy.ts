/** A screen's copy of one view. It takes what fits and says so when something was missed. */
import type { Delta, Snapshot, ViewName } from "../../gateway/protocol.ts";

export type Entities = ReadonlyMap<string, unknown>;
const nothing: Entities = new Map();

export class ViewCopy {
  readonly name: ViewName;
  #entities: Entities = nothing;
  #sequence: number | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(name: ViewName) {
    this.name = name;
  }

  /** A new map with every change, so that React may compare. */
  get entities(): Entities {
    return this.#entities;
  }

  /** Undefined until the first snapshot. */
  get sequence(): number | undefined {
    return this.#sequence;
  }

  takeSnapshot({ sequence, entities }: Snapshot): void {
    this.#sequence = sequence;
    this.#entities = new Map(entities);
    this.#tell();
  }

  /** False: this copy is not where the delta begins, ask for a snapshot. */
  takeDelta({ from, to, put, gone }: Delta): boolean {
    if (this.#sequence !== from) return false;
    const next = new Map(this.#entities);
    for (const [key, body] of put) next.set(key, body);
    for (const key of gone) next.delete(key);
    this.#sequence = to;
    this.#entities = next;
    this.#tell();
    return true;
  }

  /** Whether the gateway has gone on without this copy. */
  isBehind(sequence: number): boolean {
    return this.#sequence !== undefined && this.#sequence < sequence;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** All that the room keeps, in one list: a store registers itself, and one loop writes, reads back and lets go. What a store reads back may stand on those before it. */
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { Restorations } from "./restorations.ts";

export interface Store {
  /** Ends a step: writes every document that it changed. */
  flush(desk: Desk): void;
  kept(): Iterable<Kept>;
  restore(read: Restore): Promise<void>;
  /** Lets go of at most `limit` things that nobody asks for any more; answers of how many. */
  letGo?(desk: Desk, limit: number): number;
}

export class Stores {
  /** Lists number their rows by it, so it is read back before any of them. */
  readonly restorations = new Restorations();
  readonly #stores: Store[] = [this.restorations];

  register(store: Store): void {
    this.#stores.push(store);
  }

  flush(desk: Desk): void {
    for (const store of this.#stores) store.flush(desk);
  }

  *kept(): Iterable<Kept> {
    for (const store of this.#stores) yield* store.kept();
  }

  async restore(read: Restore): Promise<void> {
    for (const store of this.#stores) await store.restore(read);
  }

  /** Answers whether there may be more. */
  letGo(desk: Desk, limit: number): boolean {
    let left = limit;
    for (const store of this.#stores) if (left > 0) left -= store.letGo?.(desk, left) ?? 0;
    return left <= 0;
  }
}

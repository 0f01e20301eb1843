/** Numbers that are never given twice, also after a restart: totes, parcels, waves, tasks, confirmations, print jobs (FAULTS I13). */
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { countersKind } from "./counters.kind.ts";
import type { Store, Stores } from "./stores.ts";

export type Counter = "tote" | "parcel" | "wave" | "task" | "confirmation" | "print";

export interface WithCounters {
  readonly counters: Counters;
}

export class Counters implements Store {
  readonly #last: Record<Counter, number> = {
    tote: 0,
    parcel: 0,
    wave: 0,
    task: 0,
    confirmation: 0,
    print: 0,
  };
  #changed = false;

  constructor(stores: Stores) {
    stores.register(this);
  }

  last(counter: Counter): number {
    return this.#last[counter];
  }

  next(counter: Counter): number {
    this.#changed = true;
    return ++this.#last[counter];
  }

  /** A ledger that was put back does not know which were given since its backup. */
  skip(numbers: Readonly<Record<Counter, number>>): void {
    for (const counter of Object.keys(this.#last) as Counter[]) this.#last[counter] += numbers[counter];
    this.#changed = true;
  }

  flush(desk: Desk): void {
    if (!this.#changed) return;
    desk.put(countersKind, "wms-bridge", { ...this.#last });
    this.#changed = false;
  }

  *kept(): Iterable<Kept> {
    if (Object.values(this.#last).some((last) => last > 0))
      yield { kind: countersKind, id: "wms-bridge", body: { ...this.#last } };
  }

  async restore(read: Restore): Promise<void> {
    for (const { id, body } of await read.documents(countersKind))
      if (id === "wms-bridge") Object.assign(this.#last, body);
  }
}

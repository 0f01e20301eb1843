/**
 * Documents that say anew what the world has told and will tell again (a charge, what a robot is doing): nothing is decided by them, so that they cost no row of their own. They go along with the
 * next row, whosever it is, or with one of their own when none has come for a while. Until then a restart knows the document of before, and hears again what it is not told.
 */
import type { RoomName } from "@floorplane/contracts/rooms";
import type { Timers } from "./clock/clock.ts";
import type { DocumentChange } from "./ledger/ledger.ts";

/** Who looks at documents sees a note no later than this, ms. */
export const noteMsMax = 1_000;

export class Notes {
  readonly #timers: Timers;
  readonly #overdue: (room: RoomName) => void;
  readonly #noted = new Map<string, DocumentChange>();
  #cancel: (() => void) | undefined;

  /** `overdue`: no row has come for them; called with the room that noted first. */
  constructor(timers: Timers, overdue: (room: RoomName) => void) {
    this.#timers = timers;
    this.#overdue = overdue;
  }

  get isEmpty(): boolean {
    return this.#noted.size === 0;
  }

  add(room: RoomName, notes: ReadonlyMap<string, DocumentChange>): void {
    for (const [key, note] of notes) this.#noted.set(key, note);
    if (this.isEmpty || this.#cancel) return;
    this.#cancel = this.#timers.at(this.#timers.now() + noteMsMax, () => {
      this.#cancel = undefined;
      this.#overdue(room);
    });
  }

  /** All of them, for the row that is written now, but for those that it says more of itself. */
  takeAlong(written: ReadonlyMap<string, DocumentChange>): DocumentChange[] {
    const along = [...this.#noted].flatMap(([key, note]) => (written.has(key) ? [] : [note]));
    this.clear();
    return along;
  }

  clear(): void {
    this.#noted.clear();
    this.#cancel?.();
    this.#cancel = undefined;
  }
}

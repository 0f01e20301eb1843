/**
 * Deadlines that are armed on the clock, by room and id. One that is over without a decision (cancelled, or fired for nothing) costs no row of its own: its removal goes along with the
 * next one. Until then a restart fires it again, and again nothing is decided. The same holds for one that fires for nothing but its own next time.
 */
import type { RoomName } from "@floorplane/contracts/rooms";
import type { Timers } from "./clock/clock.ts";
import type { DueChange } from "./ledger/ledger.ts";

export interface Deadline extends DueChange {
  readonly room: RoomName;
}

export class Deadlines {
  readonly #timers: Timers;
  readonly #armed = new Map<string, () => void>();
  /** Over, and still in the ledger; those that were armed anew for nothing else with their next time. */
  readonly #over = new Map<string, Deadline>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get size(): number {
    return this.#armed.size;
  }

  arm({ room, id, at }: Pick<Deadline, "room" | "id"> & { readonly at: number }, fire: () => void): void {
    const key = keyOf(room, id);
    this.#armed.get(key)?.();
    this.#over.delete(key);
    const cancel = this.#timers.at(at, () => {
      this.#armed.delete(key);
      fire();
    });
    this.#armed.set(key, cancel);
  }

  /** It fired, or is wanted no more; one that nobody knows is nothing new. */
  end(room: RoomName, id: string, hasFired = false): void {
    const key = keyOf(room, id);
    const cancel = this.#armed.get(key);
    if (!cancel && !hasFired) return;
    cancel?.();
    this.#armed.delete(key);
    this.#over.set(key, { room, id, at: null });
  }

  /** It fired for nothing but to be armed anew: the ledger hears of that with the next row. */
  rearm(deadline: Deadline & { readonly at: number }, fire: () => void): void {
    this.arm(deadline, fire);
    this.#over.set(keyOf(deadline.room, deadline.id), deadline);
  }

  get areOver(): boolean {
    return this.#over.size > 0;
  }

  /** Those that are over, for the row that `room` writes now, but for those that it arms anew. */
  takeOver(room: RoomName, armed: readonly DueChange[]): DueChange[] {
    for (const { id } of armed) this.#over.delete(keyOf(room, id));
    const over = [...this.#over.values()].map(({ room: whose, ...due }) =>
      whose === room ? due : { ...due, room: whose },
    );
    this.#over.clear();
    return over;
  }

  clear(): void {
    for (const cancel of this.#armed.values()) cancel();
    this.#armed.clear();
  }
}

const keyOf = (room: RoomName, id: string): string => `${room}/${id}`;

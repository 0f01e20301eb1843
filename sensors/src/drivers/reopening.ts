/** When a lost link is tried again: full jitter below a bound that doubles from try to try, so that a hall of devices does not return in step. */
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Random } from "@floorplane/runtime/random";

const waitMsFirst = 250;
const waitMsLast = 8_000;
/** A link that held this long is stable; the next loss begins with short waits again. */
const stableMs = 30_000;

export class Reopening {
  readonly #timers: Timers;
  readonly #random: Random;
  #tries = 0;
  #openSince: number | undefined;
  #cancel: () => void = () => {};

  constructor(timers: Timers, random: Random) {
    this.#timers = timers;
    this.#random = random;
  }

  opened(): void {
    this.#openSince = this.#timers.now();
  }

  /** Runs `again` after a wait; a wait that is under way is replaced. */
  lost(again: () => void): void {
    const now = this.#timers.now();
    const held = this.#openSince === undefined ? 0 : now - this.#openSince;
    this.#openSince = undefined;
    this.#tries = held >= stableMs ? 0 : this.#tries + 1;
    const bound = Math.min(waitMsLast, waitMsFirst * 2 ** Math.min(this.#tries, 10));
    this.#cancel();
    this.#cancel = this.#timers.at(now + this.#random.next() * bound, again);
  }

  stop(): void {
    this.#cancel();
  }
}

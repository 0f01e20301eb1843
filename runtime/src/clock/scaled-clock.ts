/** The house's clock on a running system: the wall's monotonic clock, scaled. Speed 1 is a real site; the demo runs faster. */
import type { Timers } from "./clock.ts";

/** Where house time and wall time met, and how fast the house runs. Shared by every process of one run. */
export interface TimeOrigin {
  readonly wallMs: number;
  readonly houseMs: number;
  readonly speed: number;
}

/** Node's timers take at most this many ms; longer waits are taken in steps. */
const timerMsMax = 2_000_000_000;

export class ScaledClock implements Timers {
  readonly #houseMs: number;
  readonly #speed: number;
  readonly #startedAt: number;

  constructor(origin: TimeOrigin) {
    this.#speed = origin.speed;
    // The wall clock is read once; after that the monotonic clock counts, so that a step of the wall's clock moves no deadline.
    this.#houseMs = origin.houseMs + (Date.now() - origin.wallMs) * origin.speed;
    this.#startedAt = performance.now();
  }

  now(): number {
    return Math.floor(this.#houseMs + (performance.now() - this.#startedAt) * this.#speed);
  }

  at(at: number, run: () => void): () => void {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      timer = setTimeout(look, Math.min(Math.max(0, (at - this.now()) / this.#speed), timerMsMax));
    };
    // A timer may fire up to a millisecond early, and at speed 5 that is five of the house's: what waits for a moment must find it come.
    const look = (): void => {
      if (this.now() < at) arm();
      else run();
    };
    arm();
    return () => clearTimeout(timer);
  }
}

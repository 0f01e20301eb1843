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
      const left = Math.max(0, (at - this.now()) / this.#speed);
      timer = setTimeout(left > timerMsMax ? arm : run, Math.min(left, timerMsMax));
    };
    arm();
    return () => clearTimeout(timer);
  }
}

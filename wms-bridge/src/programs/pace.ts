/** How many requests a minute: a window that begins with the first, and is told in the fields of the IETF's draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers). */
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Clock } from "@floorplane/runtime/clock/clock";

export interface Pace {
  /** Beyond the limit: this one is not to be done. */
  readonly isOver: boolean;
  /** What is left in this window, and when the next begins, s. */
  readonly left: number;
  readonly resetS: number;
}

/** Names remembered at once; then those whose minute is over are forgotten, or all: nobody grows the house's memory by coming from everywhere. */
const namesMax = 10_000;

export class Paces {
  readonly #clock: Clock;
  readonly #windows = new Map<string, { readonly since: number; count: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more of this name. */
  count(name: string, perMinute: number): Pace {
    const now = this.#clock.now();
    let window = this.#windows.get(name);
    if (!window || now >= window.since + minuteMs || now < window.since) {
      this.#makeRoom(now);
      window = { since: now, count: 0 };
      this.#windows.set(name, window);
    }
    window.count++;
    return {
      isOver: window.count > perMinute,
      left: Math.max(0, perMinute - window.count),
      resetS: Math.max(1, Math.ceil((window.since + minuteMs - now) / secondMs)),
    };
  }

  #makeRoom(now: number): void {
    if (this.#windows.size < namesMax) return;
    for (const [name, { since }] of this.#windows) if (now >= since + minuteMs) this.#windows.delete(name);
    if (this.#windows.size >= namesMax) this.#windows.clear();
  }
}

export const paceHeaders = (perMinute: number, { left, resetS }: Pace): Readonly<Record<string, string>> => ({
  "ratelimit-policy": `"program";q=${perMinute};w=60`,
  ratelimit: `"program";r=${left};t=${resetS}`,
});

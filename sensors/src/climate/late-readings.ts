/**
 * Which readings of a channel are late: measured before the newest that was heard, held up on the way. They are history, and never what is now. A device whose clock was set back says
 * older times too; it is believed again once it goes on in order and at its own pace, as one that empties a store does not.
 */
import { secondMs } from "@floorplane/contracts/units";

/** So many in order, over so long, and nothing newer heard between: that is what the device says now. */
const runReadings = 3;
const runMs = 5 * secondMs;

interface Run {
  readonly readings: number;
  readonly heardAt: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** One channel's. Times in ms since the epoch. */
export class LateReadings {
  #newestAt: number | undefined;
  #run: Run | undefined;

  constructor(newestAt: number | undefined) {
    this.#newestAt = newestAt;
  }

  /** `at`: when it was measured by the device's own word. */
  isLate(at: number, now: number): boolean {
    if (this.#newestAt === undefined || at >= this.#newestAt || this.#isBegunAnew(at, now)) {
      this.#newestAt = at;
      this.#run = undefined;
      return false;
    }
    return true;
  }

  #isBegunAnew(at: number, now: number): boolean {
    const run = this.#run;
    if (!run || at <= run.lastAt) {
      this.#run = { readings: 1, heardAt: now, firstAt: at, lastAt: at };
      return false;
    }
    this.#run = { ...run, readings: run.readings + 1, lastAt: at };
    const heardMs = now - run.heardAt;
    return this.#run.readings >= runReadings && heardMs >= runMs && heardMs >= (at - run.firstAt) / 2;
  }
}

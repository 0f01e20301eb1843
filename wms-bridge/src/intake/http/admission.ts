/**
 * Who may still come in at the door: by how long those wait who did. Waits that come and go are bursts, and are taken whole; one that stands is more than the house can take, and then so many are let in as it
 * answers within the wait that is aimed at (Little's law: waiting = pace × wait). Standing told from passing as in Nichols and Jacobson, Controlling Queue Delay (2012), and Maurer, Fail at Scale (2015).
 */
import { secondMs } from "@floorplane/contracts/units";
import type { Clock } from "@floorplane/runtime/clock/clock";

/** What is aimed at when more come than can be answered, ms: the slowest of a hundred at a pace that the house keeps up with. */
export const waitMs = 100;
/** A wait above that stands when it was never below it for so long, ms: a pause of the disk, and catching up behind it, are over by then. */
export const waitStandsMs = 1_500;
/** So many may wait though their wait is longer, since a slow disk answers many at once: four steps of the house. */
const waitingMin = 128;
/** Who was sent away comes again within this, ms; when nobody had to be for so long, the rush is over. */
const rushMs = 2 * secondMs;
/** The pace is the best of so many seconds: what was answered in one in which few were let in says nothing of what can be. */
const secondsMax = 10;
/** What one turn of the shell's loop may take to read those who have come, ms: who comes meanwhile is not seen before it is over. */
const turnMsMax = 30;
/** With so many waiting the house has its next two steps, and is not kept waiting by a long turn. */
const stepsMax = 64;
/** Nobody is told to come back later than this, s. */
const retryAfterMax = 30;

export interface AdmissionOptions {
  /** For their answer at most, however fast answers come. */
  readonly waitingMax: number;
  /** Calls when the turn of the shell's loop is over in which it is asked. */
  readonly afterTurn: (over: () => void) => void;
}

export class Admission {
  readonly #clock: Clock;
  readonly #options: AdmissionOptions;
  /** When an answer came in time last, or nobody waited. */
  #inTimeAt: number;
  #sentAwayAt = Number.NEGATIVE_INFINITY;
  #turnBeganAt: number | undefined;
  #turnOverAt = Number.NEGATIVE_INFINITY;
  /** Since when each turn is too long. */
  #longSince: number | undefined;
  /** Answers since the last look, and a second of those before. */
  #answers = 0;
  readonly #paces: number[] = [];
  #lookedAt: number;

  constructor(clock: Clock, options: AdmissionOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#inTimeAt = this.#lookedAt = clock.now();
  }

  /** Asked for each who comes, with how many wait for their answer. */
  isFull(waiting: number): boolean {
    const now = this.#clock.now();
    if (this.#turnBeganAt === undefined) this.#beginTurn(now);
    if (waiting === 0) this.#inTimeAt = now;
    if (!this.#mustGo(now, waiting)) return false;
    this.#sentAwayAt = now;
    return true;
  }

  #mustGo(now: number, waiting: number): boolean {
    if (waiting >= this.#options.waitingMax) return true;
    const isRush = now - this.#sentAwayAt < rushMs;
    if (isRush || now - this.#inTimeAt > waitStandsMs)
      if (waiting >= Math.max(waitingMin, (this.#pace() * waitMs) / secondMs)) return true;
    const isReadingLate = this.#longSince !== undefined && now - this.#longSince > waitStandsMs;
    return (isRush || isReadingLate) && waiting >= stepsMax && now - this.#turnBeganAt! > turnMsMax;
  }

  answered(waitedMs: number): void {
    this.#answers++;
    if (waitedMs <= waitMs) this.#inTimeAt = this.#clock.now();
  }

  /** Once a second. */
  look(): void {
    const now = this.#clock.now();
    this.#paces.push((this.#answers * secondMs) / Math.max(1, now - this.#lookedAt));
    if (this.#paces.length > secondsMax) this.#paces.shift();
    this.#answers = 0;
    this.#lookedAt = now;
  }

  /** As long as it takes to answer so many, at the pace of the last second. */
  retryAfterS(waiting: number): number {
    const seconds = Math.ceil(waiting / Math.max(1, this.#paces.at(-1) ?? 0));
    return Math.min(retryAfterMax, Math.max(1, seconds));
  }

  #beginTurn(now: number): void {
    this.#turnBeganAt = now;
    // Nobody came for a while: what was long before says nothing.
    if (now - this.#turnOverAt > waitStandsMs) this.#longSince = undefined;
    this.#options.afterTurn(() => {
      this.#turnOverAt = this.#clock.now();
      if (this.#turnOverAt - now <= turnMsMax) this.#longSince = undefined;
      else this.#longSince ??= now;
      this.#turnBeganAt = undefined;
    });
  }

  #pace(): number {
    return Math.max(0, ...this.#paces);
  }
}

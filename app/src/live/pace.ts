/**
 * Whether the house keeps up with its clock. Its time runs as the wall's times its speed whatever the machine can do, so a machine that is too slow shows in nothing but answers that come late; and whoever looks at the floor then blames
 * robots and devices. Measured is how late the loop comes to a timer, and how long plans of traffic take; judged by the house's own time, since that is what robots drive by.
 */
import type { HousePace } from "@floorplane/contracts/pace";
import { secondMs } from "@floorplane/contracts/units";

/** One look at all that was measured, wall ms. */
export const paceLookMs = 10 * secondMs;
/** House ms. Robots drive on for some ten seconds with what they were given: a fifth of that late, at one time in a hundred, is no accident any more. */
const lagMsMax = 2 * secondMs;
/** House ms. From half of it on a plan is of a floor that has driven on. */
const planMsMax = 5 * secondMs;
/** Looks in a row: a start, a backup or a laptop that slept are no pace. */
const looksUntilBehind = 3;
const looksUntilOver = 6;
/** Looks without a loss until a lost planner is no trouble any more. */
const looksUntilFound = 6;

export interface PaceHearer {
  /** `undefined`: it keeps up, or does again. */
  behind(pace: HousePace | undefined): void;
  /** Times since the start; undefined: a thread answers again. */
  plannerLost(times: number | undefined): void;
}

export class Pace {
  readonly #speed: number;
  readonly #hearer: PaceHearer;
  readonly #lost: () => number;
  #lags: number[] = [];
  #plans: number[] = [];
  #late = 0;
  #quick = 0;
  #lostBefore = 0;
  /** Looks since a thread was lost. */
  #sinceLoss = 0;
  #isLost: boolean | undefined;
  #isBehind: boolean | undefined;
  #now: HousePace = { isBehind: false, lagMs: 0, behindS: 0, planMs: 0, plannersLost: 0 };

  /** `lost`: times that the planner's thread was lost since the start. */
  constructor({ speed, lost, hearer }: { speed: number; lost: () => number; hearer: PaceHearer }) {
    this.#speed = speed;
    this.#lost = lost;
    this.#hearer = hearer;
  }

  get now(): HousePace {
    return this.#now;
  }

  /** Wall ms. */
  looped(lagMs: number): void {
    this.#lags.push(lagMs);
  }

  /** Wall ms. */
  planned(ms: number): void {
    this.#plans.push(ms);
  }

  /** Called every `paceLookMs`. */
  look(): void {
    const lagMs = Math.round(p99(this.#lags));
    const planMs = Math.round(p99(this.#plans));
    this.#lags = [];
    this.#plans = [];
    const isLate = lagMs * this.#speed > lagMsMax || planMs * this.#speed > planMsMax;
    this.#late = isLate ? this.#late + 1 : 0;
    this.#quick = isLate ? 0 : this.#quick + 1;
    const behindS = Math.round((Math.max(lagMs, planMs) * this.#speed) / 100) / 10;
    const plannersLost = this.#lost();
    const was = this.#isBehind;
    if (this.#late >= looksUntilBehind) this.#isBehind = true;
    // What an earlier process said stands until this one knows better.
    else if (this.#quick >= looksUntilOver) this.#isBehind = false;
    this.#now = { isBehind: this.#isBehind === true, lagMs, behindS, planMs, plannersLost };
    if (this.#isBehind !== was) this.#hearer.behind(this.#isBehind ? this.#now : undefined);
    this.#judgePlanner(plannersLost);
  }

  #judgePlanner(lost: number): void {
    this.#sinceLoss = lost > this.#lostBefore ? 0 : this.#sinceLoss + 1;
    const was = this.#isLost;
    if (lost > this.#lostBefore) this.#isLost = true;
    else if (this.#sinceLoss >= looksUntilFound) this.#isLost = false;
    this.#lostBefore = lost;
    if (this.#isLost !== was) this.#hearer.plannerLost(this.#isLost ? lost : undefined);
  }
}

function p99(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))]!;
}

/** When a confirmation is tried again, and when it is given up (Standard Webhooks 1.0: growing waits with jitter). */
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";

const waitsMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
];
/** After three days a person must look. */
export const givenUpAfterMs = 72 * hourMs;
/** A receiver that names a longer wait than this is not obeyed. */
const retryAfterMaxMs = 6 * hourMs;

export interface Failure {
  /** Attempts made, from 1. */
  readonly attempts: number;
  /** Of the answer: where there was none, `waitForAnybody` says how long. */
  readonly status: number;
  /** ms since it was first queued. */
  readonly ageMs: number;
  /** Header of a 429 or 503, in seconds, where given. */
  readonly retryAfter?: string | undefined;
  /** Uniform in [0, 1). */
  readonly chance: number;
}

/** ms until the next attempt, or undefined: give up. 410 says that nobody listens there any more. */
export function waitAfter({ attempts, status, ageMs, retryAfter, chance }: Failure): number | undefined {
  if (status === 410) return undefined;
  const base = waitsMs[Math.min(attempts, waitsMs.length) - 1]!;
  const asked = retryAfter && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * secondMs : 0;
  const wait = Math.round(Math.max(base, Math.min(asked, retryAfterMaxMs)) * (0.8 + 0.4 * chance));
  return ageMs + wait > givenUpAfterMs ? undefined : wait;
}

const silentMsFirst = 5 * secondMs;
/** One question a minute hurts nobody, and whoever comes back hears within it. */
const silentMsLast = minuteMs;

/** ms until a hearer that did not answer, so often in a row, is asked again whether it is there. */
export function waitForAnybody(silences: number, chance: number): number {
  const base = Math.min(silentMsLast, silentMsFirst * 2 ** Math.min(silences - 1, 10));
  return Math.round(base * (0.8 + 0.4 * chance));
}

export const isTaken = (status: number): boolean => status >= 200 && status < 300;

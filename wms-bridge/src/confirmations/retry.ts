/**
 * What an answer to a confirmation means, and when is tried again (Standard Webhooks 1.0: only 2xx is success, redirects are not followed, 410 ends it, waits
 * grow with jitter). A hearer that takes nothing is asked with one confirmation, at least twice a minute: whoever is back hears everything within a minute.
 */
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";

/** After three days a confirmation is put aside for a person. */
export const givenUpAfterMs = 72 * hourMs;
/** A hearer that names a longer wait is asked after this: it may be back sooner than it thought. */
const retryAfterMaxMs = 5 * minuteMs;

export type Verdict = "taken" | "gone" | "refused" | "busy";

/** `refused`: it would say the same again (4xx, a redirect); `busy`: it may not (no answer, 5xx, 408, 425, 429). */
export function verdictOf(status: number): Verdict {
  if (status >= 200 && status < 300) return "taken";
  if (status === 410) return "gone";
  if (status === 0 || status >= 500 || status === 408 || status === 425 || status === 429) return "busy";
  return "refused";
}

const hearerMsFirst = 5 * secondMs;
const hearerMsLast = 30 * secondMs;

/** ms until a hearer that took nothing, so often in a row, is asked again. */
export function waitForHearer(failures: number, chance: number, retryAfter?: string): number {
  const base = Math.min(hearerMsLast, hearerMsFirst * 2 ** Math.min(failures - 1, 10));
  return jittered(Math.max(base, askedMs(retryAfter)), chance);
}

const busyMsLast = 45 * secondMs;
const refusedMs = [
  5 * secondMs,
  45 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
];

export interface OwnFailure {
  /** How often it alone was not taken while others were, from 1. */
  readonly attempts: number;
  readonly verdict: "refused" | "busy";
  /** Uniform in [0, 1). */
  readonly chance: number;
  readonly retryAfter?: string | undefined;
}

/** ms until one confirmation that is not taken, while others are, is tried again. */
export function waitForOne({ attempts, verdict, chance, retryAfter }: OwnFailure): number {
  const base =
    verdict === "busy"
      ? Math.min(busyMsLast, hearerMsFirst * 2 ** Math.min(attempts - 1, 10))
      : refusedMs[Math.min(attempts, refusedMs.length) - 1]!;
  return jittered(Math.max(base, askedMs(retryAfter)), chance);
}

const askedMs = (retryAfter: string | undefined): number =>
  retryAfter && /^\d{1,9}$/.test(retryAfter) ? Math.min(Number(retryAfter) * secondMs, retryAfterMaxMs) : 0;

/** A fifth of chance either way. */
const jittered = (ms: number, chance: number): number => Math.round(ms * (0.8 + 0.4 * chance));

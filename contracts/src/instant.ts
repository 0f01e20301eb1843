/** Times that enter by any door as text: RFC 3339 with its zone, of years in which a warehouse can have run. One reader for all doors. */
import { dayMs } from "./units.ts";
import { timestampMs, timestampPattern } from "./vda5050/timestamp.ts";

/** Clocks that were never set begin at 1970, or at 2000 for clock chips with two digits. */
export const instantMinMs = Date.UTC(2001, 0, 1);
/** Ends of a type (2038 × 1000, 2999, 9999) are no times. */
export const instantMaxMs = Date.UTC(2100, 0, 1);

/** As a sentence about a field goes on. */
export const instantWords =
  "must be a time after RFC 3339 with its zone, such as 2026-05-04T08:15:30Z, of the years 2001 to 2099";

/** Small `t` and `z` are the same (RFC 3339, 5.6). */
const rfc3339 = new RegExp(timestampPattern, "i");

const leapSecond = /:60(?=[.zZ+-])/;

/** Milliseconds since the epoch, or undefined for a text that names no such time. */
export function instantMs(text: string): number | undefined {
  const ms = rfc3339.test(text)
    ? leapSecond.test(text)
      ? leapSecondMs(text)
      : timestampMs(text)
    : undefined;
  return ms !== undefined && isInstant(ms) ? ms : undefined;
}

/** It makes a day of UTC longer, and is of that day; anywhere else second 60 is no time. */
function leapSecondMs(text: string): number | undefined {
  const lastMs = timestampMs(text.replace(/:60(?:\.\d+)?/, ":59.999"));
  return lastMs !== undefined && (lastMs + 1) % dayMs === 0 ? lastMs : undefined;
}

export const isInstant = (ms: number): boolean =>
  Number.isFinite(ms) && ms >= instantMinMs && ms < instantMaxMs;

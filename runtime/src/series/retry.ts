/** How long to wait before a store that did not answer is asked again: exponential with full jitter, so that many houses do not return at once. */
import type { Random } from "../random.ts";

const firstMs = 1_000;
const longestMs = 60_000;
/** Never at once, whatever the dice say. */
const shortestMs = 100;

/** ms before the next try after `failures` failures in a row (0 for the first). */
export const retryDelayMs = (failures: number, random: Random): number =>
  Math.floor(
    shortestMs + random.next() * (Math.min(longestMs, firstMs * 2 ** Math.min(failures, 16)) - shortestMs),
  );

/** How a range of time is cut into the columns of a chart, the same way for every store. */
import type { ReadingQuality } from "@floorplane/contracts/documents";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { type Bucket, type History, type HistoryQuery, pixelsMax } from "./series.ts";

export interface Cut {
  /** Both are multiples of `bucketMs`. */
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
}

/** Widths that roll-ups are kept in, in ms: an hour, ten minutes, a minute. */
export const rollUps = [3_600_000, 600_000, 60_000] as const;

/**
 * Buckets for `asked`. Where they are wider than two roll-ups they are whole roll-ups, so that a store may answer from those: a month in
 * 1,000 pixels is 864 buckets of 50 minutes. `coarsestMs` widens them where a store no longer has anything finer.
 */
export function cutRange(asked: HistoryQuery, coarsestMs = 1): Cut {
  const { from, to, pixels } = asked;
  if (!Number.isInteger(pixels) || pixels < 1 || pixels > pixelsMax)
    throw badOption("pixels", `must be a whole number from 1 to ${pixelsMax}, not ${pixels}`);
  if (!Number.isFinite(from) || !Number.isFinite(to) || from < 0)
    throw badOption("from", `and to must be times in ms since the epoch, not ${from} and ${to}`);
  if (from >= to) throw badOption("from", `must be before to: ${from} is not before ${to}`);
  const wanted = Math.ceil((to - from) / pixels);
  const step = Math.max(coarsestMs, rollUps.find((width) => wanted >= 2 * width) ?? 1);
  const bucketMs = Math.ceil(wanted / step) * step;
  return {
    from: Math.floor(from / bucketMs) * bucketMs,
    to: Math.ceil(to / bucketMs) * bucketMs,
    bucketMs,
  };
}

const badOption = (field: string, what: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `history: ${field} ${what}`, field });

/** What a store found for one unit of a device's quantity. */
export interface Drawn {
  readonly unit: string;
  /** By time. */
  readonly buckets: readonly Bucket[];
}

/** A device whose unit was changed has a history in each; the chart shows the one in use at the end of the range. */
export function newestUnit(drawn: readonly Drawn[], { bucketMs }: Cut): History {
  let newest: Drawn | undefined;
  for (const one of drawn) {
    const at = one.buckets.at(-1)?.at ?? -1;
    const before = newest?.buckets.at(-1)?.at ?? -1;
    if (at > before || (at === before && newest && one.unit < newest.unit)) newest = one;
  }
  return { unit: newest?.unit, bucketMs, buckets: newest?.buckets ?? [] };
}

const qualities = ["good", "uncertain", "bad"] as const satisfies readonly ReadingQuality[];
/** A quality as a number, of which the largest is the worst. */
export const doubtOf: Readonly<Record<ReadingQuality, number>> = { good: 0, uncertain: 1, bad: 2 };
export const qualityOf = (doubt: number): ReadingQuality => qualities[doubt] ?? "bad";

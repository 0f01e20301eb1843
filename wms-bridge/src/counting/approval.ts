/** Differences that one person's count does not book: above the limit of the site's file somebody else must find the same. */

import type { Sku } from "@floorplane/contracts/ids";
import type { CountRules } from "@floorplane/contracts/site-counts";
import type { WithItems } from "../goods/items.ts";

export interface WithCountRules {
  readonly countRules: CountRules;
}

interface BookedUnits {
  readonly sku: Sku;
  readonly units: number;
}

export interface OverLimit {
  readonly units: number;
  readonly skus: readonly Sku[];
}

/** What was found against what the book has there; undefined where one person's word is enough. Too many of one do not make good too few of another. */
export function overLimit(
  { countRules, items }: WithCountRules & WithItems,
  book: readonly BookedUnits[],
  found: ReadonlyMap<Sku, number>,
): OverLimit | undefined {
  const limit = countRules.approval;
  if (!limit) return undefined;
  const off = new Map(book.map(({ sku, units }) => [sku, units]));
  for (const [sku, units] of found) off.set(sku, Math.abs((off.get(sku) ?? 0) - units));
  let units = 0;
  let value = 0;
  for (const [sku, count] of off) {
    units += count;
    value += count * (items.get(sku)?.value ?? 0);
  }
  const { units: unitsMax = Number.POSITIVE_INFINITY, value: valueMax = Number.POSITIVE_INFINITY } = limit;
  if (units <= unitsMax && value <= valueMax) return undefined;
  return { units, skus: [...off].filter(([, count]) => count > 0).map(([sku]) => sku) };
}

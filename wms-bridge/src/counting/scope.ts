/** Which bins a count is of: all that its scope names holds of each. */
import type { CountScope } from "@floorplane/contracts/counts.schema";
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import type { WithItems } from "../goods/items.ts";
import { unitsOf } from "../stock/accounts.ts";
import type { WithCountedBins, WithCounts } from "../stock/bin-counts.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithStock } from "../stock/stock-book.ts";

/** As it is asked for, with names that were read. */
export type Scope = Omit<CountScope, "skus"> & { readonly skus?: readonly Sku[] };

export type ScopeMeans = WithPlaces & WithStock & WithItems & WithCounts & WithCountedBins;

export function binsOf(means: ScopeMeans, scope: Scope, now: number): LocationId[] {
  const { places, counts, countedBins, stock } = means;
  const { zones, locations, skus, classes, valueOver, doubt, notCountedForDays } = scope;
  const named = locations && new Set<string>(locations);
  const goods = skus && new Set(skus);
  const bins: LocationId[] = [];
  for (const location of places.storage()) {
    if (named && !named.has(location)) continue;
    if (zones && !zones.includes(places.zoneOf(location))) continue;
    if (goods && !stock.rowsAt(location).some((row) => goods.has(row.sku) && isOf(row))) continue;
    if (classes && !stock.rowsAt(location).some((row) => isOf(row) && isOfClass(means, row.sku, classes)))
      continue;
    if (valueOver !== undefined && valueAt(means, location) <= valueOver) continue;
    if (doubt && !counts.get(location)) continue;
    const at = countedBins.get(location)?.at ?? Number.NEGATIVE_INFINITY;
    if (notCountedForDays !== undefined && at > now - notCountedForDays * dayMs) continue;
    bins.push(location);
  }
  return bins;
}

const isOfClass = ({ items }: WithItems, sku: Sku, classes: readonly string[]): boolean =>
  classes.includes(items.get(sku)?.class ?? "");

const valueAt = ({ stock, items }: WithStock & WithItems, location: LocationId): number =>
  stock.rowsAt(location).reduce((sum, row) => sum + unitsOf(row) * (items.get(row.sku)?.value ?? 0), 0);

/** Its goods lie there, or belong there: an empty bin may hold some that the book has not. */
const isOf = (row: Parameters<typeof unitsOf>[0]): boolean => unitsOf(row) > 0 || row.nominal > 0;

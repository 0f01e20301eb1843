/** Where the shelves differ from the papers on day 0: the book is told the opening rows, the floor holds these. */
import type { Random } from "@floorplane/runtime/random";
import type { StockRow } from "./slotting.ts";

/** One bin in two hundred: what a well-kept warehouse finds in its cycle counts. */
export const wrongShareDefault = 0.005;
/** Small differences: larger ones are found by whoever walks past. */
const unitsOffMax = 2;

/** What one bin really holds: units by sku. */
export type Bin = Map<string, number>;

/**
 * Bins as delivered, with a seeded share of rows wrong by one or two units: missing (two in five), too many (two in five), or lying in the next bin of the list
 * (one in five). At most one row of an item is wrong, so that what two days' demand leaves over covers it.
 */
export function trueBins(
  rows: readonly StockRow[],
  random: Random,
  share = wrongShareDefault,
): Map<string, Bin> {
  const bins = new Map<string, Bin>();
  for (const { location, sku, units } of rows) add(bins, location, sku, units);
  const wrong = new Set<string>();
  const wanted = Math.min(new Set(rows.map(({ sku }) => sku)).size, Math.round(rows.length * share));
  while (wrong.size < wanted) {
    const index = random.below(rows.length);
    const { location, sku, units } = rows[index]!;
    if (wrong.has(sku)) continue;
    wrong.add(sku);
    const off = Math.min(units, 1 + random.below(unitsOffMax));
    const what = random.below(5);
    if (what < 2) add(bins, location, sku, -off);
    else if (what < 4) add(bins, location, sku, off);
    else {
      add(bins, location, sku, -off);
      add(bins, rows[(index + 1) % rows.length]!.location, sku, off);
    }
  }
  return bins;
}

function add(bins: Map<string, Bin>, location: string, sku: string, units: number): void {
  let bin = bins.get(location);
  if (!bin) bins.set(location, (bin = new Map()));
  const now = (bin.get(sku) ?? 0) + units;
  if (now > 0) bin.set(sku, now);
  else bin.delete(sku);
}

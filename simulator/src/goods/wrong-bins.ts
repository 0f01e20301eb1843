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
 * Bins as delivered, with a seeded share of rows wrong by one or two units: missing (three in five), too many (one in five), or lying in the next bin of the
 * list (one in five). Errors come with handling: five wrong rows in six are of items that fill several bins, which is also where a picker runs out of one of
 * them and notices. At most one row of an item is wrong, so that what two days' demand leaves over covers it.
 */
export function trueBins(
  rows: readonly StockRow[],
  random: Random,
  share = wrongShareDefault,
): Map<string, Bin> {
  const bins = new Map<string, Bin>();
  const binsOf = new Map<string, number>();
  for (const { location, sku, units } of rows) {
    add(bins, location, sku, units);
    binsOf.set(sku, (binsOf.get(sku) ?? 0) + 1);
  }
  const indices = [...rows.keys()];
  const inSeveral = indices.filter((index) => binsOf.get(rows[index]!.sku)! > 1);
  const wanted = Math.min(binsOf.size, Math.round(rows.length * share));
  const wrong = new Set<string>();
  for (let draws = 0; wrong.size < wanted; draws++) {
    const among = draws % 6 < 5 && inSeveral.length > 0 ? inSeveral : indices;
    const index = among[random.below(among.length)]!;
    const { location, sku, units } = rows[index]!;
    if (wrong.has(sku)) continue;
    wrong.add(sku);
    const off = Math.min(units, 1 + random.below(unitsOffMax));
    const what = random.below(5);
    add(bins, location, sku, what === 0 ? off : -off);
    if (what === 1) add(bins, rows[(index + 1) % rows.length]!.location, sku, off);
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

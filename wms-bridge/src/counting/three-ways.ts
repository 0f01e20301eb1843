/**
 * What the WMS believes, the book, and the shelves. The shelves are right where somebody counted them, else the book and the WMS are two opinions: where the WMS names a place that nobody counted, the book
 * may follow it; elsewhere somebody looks.
 */
import type { LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import { type StockRow, unitsOf } from "../stock/accounts.ts";
import type { WithCountedBins, WithCounts } from "../stock/bin-counts.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { overLimit, type WithCountRules } from "./approval.ts";
import type { Proposal, SnapshotLine } from "./snapshot.kind.ts";

export type ComparedMeans = WithStock &
  WithItems &
  WithPlaces &
  WithCounts &
  WithCountedBins &
  WithCountRules;

/** What a row of a snapshot is about. */
export interface Asked {
  readonly sku: Sku;
  readonly lot: LotId | null;
  readonly location: LocationId | null;
}

type Compared = Pick<SnapshotLine, "book" | "shelves" | "countedAt" | "proposal">;

/** As it is now. */
export function compare(means: ComparedMeans, asked: Asked, wms: number): Compared {
  const rows = rowsOf(means, asked);
  const book = rows.reduce((sum, row) => sum + unitsOf(row), 0) + unitsOnTheWay(means, asked);
  const counted = rows.map(({ location }) => countedAt(means, location));
  const shelves = rows.reduce(
    (sum, row, index) => sum + (counted[index] === undefined ? 0 : unitsOf(row)),
    0,
  );
  const times = counted.filter((at) => at !== undefined);
  const oldest = times.length === 0 ? null : Math.min(...times);
  return { book, shelves, countedAt: oldest, proposal: proposalFor(means, asked, rows, { book, wms }) };
}

function proposalFor(
  means: ComparedMeans,
  { sku, lot, location }: Asked,
  rows: readonly StockRow[],
  { book, wms }: { readonly book: number; readonly wms: number },
): Proposal {
  const places = location === null ? storageOf(means, rows) : [location];
  const isKnown = (place: LocationId): boolean => countedAt(means, place) !== undefined;
  if (places.length > 0 && places.every(isKnown)) return "wms";
  if (location === null || means.counts.get(location)) return "count";
  // More than one person may book: an approval comes by a program, and two names of it are one word. Whoever counts there is one.
  if (overLimit(means, [{ sku, units: book }], new Map([[sku, wms]]))) return "count";
  // Units of an unknown lot would be sold to nobody.
  return wms > book && means.items.need(sku).lotKept && lot === null ? "count" : "adjust";
}

/** Storage places of these goods. */
export const storageOf = ({ places }: WithPlaces, rows: readonly StockRow[]): LocationId[] => [
  ...new Set(
    rows
      .filter(({ location, nominal }) => places.isStorage(location) && nominal > 0)
      .map(({ location }) => location),
  ),
];

export const rowsOf = ({ stock }: WithStock, { sku, lot, location }: Asked): StockRow[] =>
  stock
    .rowsOf(sku)
    .filter((row) => (lot === null || row.lot === lot) && (location === null || row.location === location));

function unitsOnTheWay({ stock }: WithStock, { sku, lot, location }: Asked): number {
  if (location !== null) return 0;
  const inside = stock
    .sheetsOf(sku)
    .reduce((sum, sheet) => sum + (lot === null || sheet.lot === lot ? sheet.inside : 0), 0);
  return inside - rowsOf({ stock }, { sku, lot, location }).reduce((sum, row) => sum + unitsOf(row), 0);
}

/** Undefined: never, or it is doubted. */
function countedAt({ counts, countedBins }: ComparedMeans, location: LocationId): number | undefined {
  return counts.get(location) ? undefined : countedBins.get(location)?.at;
}

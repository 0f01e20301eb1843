/** Where a count and the book differ, the book follows the count: the only way to the account `adjusted`. */
import { clientOf } from "@floorplane/contracts/client-names";
import type { AdjustmentCause } from "@floorplane/contracts/confirmation.schema";
import { assert } from "@floorplane/contracts/errors";
import type { LocationId, LotId, OrderId, Sku, ToteId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithItems } from "../goods/items.ts";
import type { WithSite } from "../keeping/traits.ts";
import { type StockRow, type Transit, unitsOf } from "./accounts.ts";
import { foundLot } from "./lots.ts";
import type { WithStock } from "./stock-book.ts";

export interface Difference {
  readonly sku: Sku;
  /** Found less booked: negative is gone. */
  readonly units: number;
}

export function bookContents(
  means: WithStock & WithItems,
  tote: ToteId,
  found: ReadonlyMap<Sku, number>,
): Difference[] {
  const { stock } = means;
  return compare(booked(stock.contents(tote)), found, (sku, units) => {
    if (units > 0) {
      const transit = stock.transit(tote, sku, lotOf(means, sku, stock.contents(tote)));
      stock.move(stock.outside(transit, "adjusted"), { holder: transit, name: "units" }, units);
      return;
    }
    let gone = -units;
    for (const transit of stock.contents(tote).toReversed()) {
      if (transit.sku !== sku) continue;
      const part = Math.min(gone, transit.units);
      stock.move({ holder: transit, name: "units" }, stock.outside(transit, "adjusted"), part);
      gone -= part;
    }
  });
}

/**
 * The same for a bin. What is gone is taken from available units first, then from frozen ones, then from those on hold, then from holds of orders that have not gone to the floor
 * (`dropHoldsAt` frees them). Units of a SKU that does not belong into the bin stand frozen until someone brings them home; of goods that are kept by lot, found units are of the lot that lies there.
 */
export function bookBin(
  means: WithStock & WithItems,
  location: LocationId,
  found: ReadonlyMap<Sku, number>,
  dropHoldsAt: (row: StockRow) => void,
): Difference[] {
  const { stock, items } = means;
  const rows = stock.rowsAt(location);
  const inBook = new Map<Sku, number>();
  for (const row of rows)
    inBook.set(row.sku, (inBook.get(row.sku) ?? 0) + row.available + row.allocated + row.frozen + row.held);
  return compare(inBook, found, (sku, units) => {
    if (units > 0) {
      const isKeptByLot = items.need(sku).lotKept === true;
      const known = rows.find((row) => row.sku === sku && (!isKeptByLot || unitsOf(row) > 0));
      const row = known ?? stock.row(location, sku, lotOf(means, sku, []));
      const name = known && known.nominal > 0 ? "available" : "frozen";
      stock.move(stock.outside(row, "adjusted"), { holder: row, name }, units);
      return;
    }
    let gone = -units;
    const take = (row: StockRow, name: "available" | "frozen" | "held"): void => {
      const part = Math.min(gone, row[name]);
      stock.move({ holder: row, name }, stock.outside(row, "adjusted"), part);
      gone -= part;
    };
    const ofSku = rows.filter((row) => row.sku === sku);
    for (const row of ofSku) take(row, "available");
    for (const row of ofSku) take(row, "frozen");
    for (const row of ofSku) take(row, "held");
    for (const row of ofSku) {
      if (gone === 0) return;
      dropHoldsAt(row);
      take(row, "available");
    }
    assert(gone === 0, `${location} was counted while a robot picked ${sku} there`);
  });
}

/** Goods of several clients may lie at one place: each hears of its own, and of its own order alone. */
export function tellAdjusted(
  { confirmations, client: own }: WithConfirmations & WithSite,
  desk: Desk,
  subject: string,
  { order, ...cause }: AdjustmentCause,
  differences: readonly Difference[],
): void {
  const ofClient = Map.groupBy(differences, ({ sku }) => clientOf(sku, own));
  for (const [client, changed] of ofClient) {
    const lines = changed.map(({ sku, units }) => ({ sku, quantity: units }));
    const behind = order !== undefined && clientOf(order as OrderId, own) === client ? { order } : {};
    confirmations.tell(desk, subject, "stock.adjusted", { lines, cause: { ...cause, ...behind } }, client);
  }
}

function compare(
  inBook: ReadonlyMap<Sku, number>,
  found: ReadonlyMap<Sku, number>,
  book: (sku: Sku, units: number) => void,
): Difference[] {
  const differences: Difference[] = [];
  for (const sku of [...new Set([...inBook.keys(), ...found.keys()])].sort()) {
    const units = (found.get(sku) ?? 0) - (inBook.get(sku) ?? 0);
    if (units === 0) continue;
    book(sku, units);
    differences.push({ sku, units });
  }
  return differences;
}

function booked(transits: readonly Transit[]): Map<Sku, number> {
  const units = new Map<Sku, number>();
  for (const transit of transits) units.set(transit.sku, (units.get(transit.sku) ?? 0) + transit.units);
  return units;
}

/** Found units join the first lot of their SKU on the floor; of goods that are kept by lot what lies with them, and nothing else. */
function lotOf({ stock, items }: WithStock & WithItems, sku: Sku, beside: readonly Transit[]): LotId {
  const near = items.need(sku).lotKept ? beside.find((one) => one.sku === sku) : stock.rowsOf(sku)[0];
  return near?.lot ?? foundLot;
}

/** Which places give units to orders. */
import type { Sku } from "@floorplane/contracts/ids";
import type { StockRow } from "./accounts.ts";
import type { WithCounts } from "./bin-counts.ts";
import { isShut, type WithClosedPlaces } from "./closed-places.ts";
import type { WithHolds } from "./holds.ts";
import type { WithStock } from "./stock-book.ts";

export type WithGiving = WithCounts & WithClosedPlaces & WithHolds;

/** Robots reach it, nobody doubts it, and no hold keeps what stands there. */
export const gives = (means: WithGiving, row: StockRow): boolean =>
  (row.place === "face" || row.place === "reserve") &&
  !isShut(means, row.location) &&
  means.holds.on(row) === undefined;

/** Units that nobody holds at places that give. */
export function unitsThere(means: WithStock & WithGiving, sku: Sku): number {
  let units = 0;
  for (const row of means.stock.rowsOf(sku))
    if (row.available > 0 && gives(means, row)) units += row.available;
  return units;
}

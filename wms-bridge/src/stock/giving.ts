/** Which places give units to orders. */
import type { Sku } from "@floorplane/contracts/ids";
import type { StockRow } from "./accounts.ts";
import type { WithCounts } from "./bin-counts.ts";
import { isShut, type WithClosedPlaces } from "./closed-places.ts";
import type { WithHolds } from "./holds.ts";
import type { WithLots } from "./lots.ts";
import type { WithStock } from "./stock-book.ts";

export type WithGiving = WithCounts & WithClosedPlaces & WithHolds & WithLots;

/** To somebody, whenever he ships. */
const whenever = Number.NEGATIVE_INFINITY;

/** Robots reach it, nobody doubts it, no hold keeps what stands there, and it lasts until then. */
export const gives = (means: WithGiving, row: StockRow, shipBy = whenever): boolean =>
  (row.place === "face" || row.place === "reserve") &&
  !isShut(means, row.location) &&
  means.holds.on(row) === undefined &&
  means.lots.lasts(row, shipBy);

/** Units that nobody holds at places that give. */
export function unitsThere(means: WithStock & WithGiving, sku: Sku, shipBy = whenever): number {
  let units = 0;
  for (const row of means.stock.rowsOf(sku))
    if (row.available > 0 && gives(means, row, shipBy)) units += row.available;
  return units;
}

/** Frozen units at a place that are spoken for: a return's, which are looked at as its own, and those that were looked at and wait for a fresh label. The rest is anybody's to look at. */
import type { LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import type { WithReturns } from "../returns/returns.ts";
import type { StockRow } from "../stock/accounts.ts";
import { heldAt } from "../stock/dispositions.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithTasks } from "./tasks.ts";

export type ClaimMeans = WithStock & WithTasks & WithReturns;

/** Of one row of the book. */
export const claimedOn = (
  { returns, tasks }: WithTasks & WithReturns,
  { location, sku, lot }: Pick<StockRow, "location" | "sku" | "lot">,
): number => returns.unitsWaitingAt({ location, sku, lot }) + tasks.unitsToLabel(location, sku, lot);

/** Frozen units that nobody speaks for; of one lot, or of all that stand there. */
export const unclaimedAt = (
  means: ClaimMeans,
  { location, sku, lot }: { readonly location: LocationId; readonly sku: Sku; readonly lot: LotId | null },
): number => {
  const frozen = heldAt(means, { location, sku, lot }, "frozen");
  const rows = means.stock
    .rowsAt(location)
    .filter((row) => row.sku === sku && (lot === null || row.lot === lot));
  return Math.max(0, frozen - rows.reduce((sum, row) => sum + claimedOn(means, row), 0));
};

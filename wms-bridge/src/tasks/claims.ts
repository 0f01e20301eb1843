/** Frozen units at a place that are spoken for: a return's, which are looked at as its own, and those that were looked at and wait for a fresh label. The rest is anybody's to look at. */
import type { LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import { unitsWaiting } from "../returns/deciding.ts";
import type { WithReturns } from "../returns/returns.ts";
import type { StockRow } from "../stock/accounts.ts";
import { heldAt } from "../stock/dispositions.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Task } from "./task.ts";
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

/** Units that wait for an inspection's answer by now: its return's, or those that nobody speaks for. */
export function unitsToLookAt(
  means: ClaimMeans,
  {
    location,
    sku,
    lot,
    return: number,
    client,
  }: Pick<Task, "location" | "sku" | "lot" | "return" | "client">,
): number {
  if (location === null || sku === null) return 0;
  const one = number === null || lot === null ? undefined : means.returns.get(number, client);
  return one ? unitsWaiting(one, { sku, lot: lot! }) : unclaimedAt(means, { location, sku, lot });
}

/** Of the units that an inspection asks for, those that were decided of otherwise since. */
export const unitsDecided = (means: ClaimMeans, task: Task): number =>
  Math.max(0, (task.book?.[0]?.units ?? task.quantity ?? 0) - unitsToLookAt(means, task));

/** Write-offs: units are held, a person takes them from the shelf, and only what was really taken leaves the book. */
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { chooseRows, chooserOf } from "../stock/allocate.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithVisits } from "../stock/visits.ts";
import { openTask, type TaskMeans } from "./asking.ts";
import type { Task } from "./task.ts";

export interface WriteOff {
  readonly writeOff: string;
  readonly sku: Sku;
  readonly quantity: number;
}

/** Opens a task at each chosen place; answers the units that could be held. */
export function openWriteOff(
  means: TaskMeans & WithVisits,
  desk: Desk,
  { writeOff, sku, quantity }: WriteOff,
): number {
  const { stock, counts } = means;
  const shares = chooseRows(stock.rowsOf(sku), quantity, {
    ...chooserOf(means),
    // People go where no robot is sent.
    gives: ({ location }) => counts.get(location) === undefined,
  });
  for (const { row, units } of shares) {
    stock.move({ holder: row, name: "available" }, { holder: row, name: "allocated" }, units);
    openTask(means, desk, {
      kind: "write-off",
      location: row.location,
      sku,
      lot: row.lot,
      quantity: units,
      writeOff,
    });
  }
  return shares.reduce((sum, { units }) => sum + units, 0);
}

export function writtenOff(
  { stock, counts, confirmations }: WithStock & WithCounts & WithConfirmations,
  desk: Desk,
  task: Task,
  found: number,
): void {
  const { location, sku, lot, quantity } = task;
  if (!location || !sku || !lot || !quantity) return;
  const row = stock.row(location, sku, lot);
  const taken = Math.min(found, quantity);
  stock.move({ holder: row, name: "allocated" }, stock.outside(row, "destroyed"), taken);
  stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, quantity - taken);
  if (found !== quantity) counts.need(location);
  if (taken > 0)
    confirmations.tell(
      desk,
      `write-off/${task.writeOff}`,
      "stock.adjusted",
      {
        lines: [{ sku, quantity: -taken }],
        cause: { kind: "written-off", location, ...(task.writeOff ? { writeOff: task.writeOff } : {}) },
      },
      task.client,
    );
}

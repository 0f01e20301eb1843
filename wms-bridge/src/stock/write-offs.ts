/** Write-offs: units are held, a person takes them from the shelf, and only what was really taken leaves the book. */
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Task } from "../tasks/task.ts";
import { needBinCount, openTask } from "../tasks/tasks.ts";
import type { Warehouse } from "../warehouse.ts";
import { chooseRows, chooserOf } from "./allocate.ts";

export interface WriteOff {
  readonly writeOff: string;
  readonly sku: Sku;
  readonly quantity: number;
}

/** Opens a task at each chosen place; answers the units that could be held. */
export function openWriteOff(w: Warehouse, desk: Desk, { writeOff, sku, quantity }: WriteOff): number {
  const shares = chooseRows(w.stock.rowsOf(sku), quantity, {
    ...chooserOf(w),
    // People go where no robot is sent.
    isBlocked: (location) => w.counts.get(location) !== undefined,
  });
  for (const { row, units } of shares) {
    w.stock.move({ holder: row, name: "available" }, { holder: row, name: "allocated" }, units);
    w.goTo(row.location);
    openTask(w, desk, {
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

export function writtenOff(w: Warehouse, desk: Desk, task: Task, found: number): void {
  const { location, sku, lot, quantity } = task;
  if (!location || !sku || !lot || !quantity) return;
  const row = w.stock.row(location, sku, lot);
  const taken = Math.min(found, quantity);
  w.stock.move({ holder: row, name: "allocated" }, w.stock.outside(row, "destroyed"), taken);
  w.stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, quantity - taken);
  w.leave(location);
  if (found !== quantity) needBinCount(w, location);
  if (taken > 0)
    w.confirmations.tell(desk, `write-off/${task.writeOff}`, "stock.adjusted", {
      lines: [{ sku, quantity: -taken }],
      cause: { kind: "written-off", location, ...(task.writeOff ? { writeOff: task.writeOff } : {}) },
    });
}

/** Small steps that every tote takes: along its chart, out of holds that nobody will pick, out of use. */
import { Bug } from "@floorplane/contracts/errors";
import type { Warehouse } from "../warehouse.ts";
import { type ToteEvent, toteChart } from "./tote.machine.ts";
import type { Tote } from "./tote.ts";

export function moveTote(w: Warehouse, tote: Tote, event: ToteEvent): void {
  const next = toteChart.next(tote.state, event);
  if (!next) throw new Bug(`tote ${tote.tote} is ${tote.state} and cannot follow ${event}`);
  tote.state = next;
  w.totes.touch(tote);
}

/** What it holds goes back to stock: it was called back, or its order is being cancelled and its turn has not come yet. */
export const isCalledBack = (w: Warehouse, tote: Tote): boolean =>
  tote.withdrawn || (tote.order !== null && w.orders.get(tote.order)?.state === "cancelling");

/** Units in the tote by the book. */
export const contentsOf = (w: Warehouse, tote: Tote): number =>
  w.stock.contents(tote.tote).reduce((sum, { units }) => sum + units, 0);

/** Lines that will not be picked any more give their holds back. */
export function releaseOpenLines(w: Warehouse, tote: Tote): void {
  for (const line of tote.lines) {
    if (line.state !== "open") continue;
    const row = w.stock.row(line.location, line.sku, line.lot);
    w.stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, line.planned);
    w.leave(line.location, line.sku);
    line.state = "short";
    w.totes.touch(tote);
  }
}

export function closeTote(w: Warehouse, tote: Tote): void {
  moveTote(w, tote, "tote.emptied");
  if (tote.face === null) return;
  if (tote.putOpen) {
    tote.putOpen = false;
    w.leave(tote.face);
    // It is as low as before: what reserve still has may come with another.
    for (const row of w.stock.rowsAt(tote.face)) if (row.nominal > 0) w.stock.lowFaces.add(row);
  }
  w.refills.delete(tote.face);
  w.totes.remove(tote);
}

/**
 * Stock at a place that was taken out of the site's files: it stays in the book as frozen, an alarm names it, and it leaves by a person's decision like
 * everything that is frozen. A file with a missing row keeps no house from starting.
 */
import type { LocationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../alarms.ts";
import { dropHolds } from "../orders/holding.ts";
import { isClosed } from "../orders/order.ts";
import type { Warehouse } from "../warehouse.ts";
import { unitsOf } from "./accounts.ts";

/** Alarms raised or cleared in one step; the rest follow a second later. */
const alarmsPerStep = 400;

/** At the end of every step; where nothing was removed it looks at two empty lists. */
export function freezeRemoved(w: Warehouse, desk: Desk): void {
  let left = alarmsPerStep;
  const isFull = (): boolean => {
    if (left-- > 0) return false;
    desk.due("places", desk.now + 1_000, { type: "places.look" });
    return true;
  };
  for (const row of w.stock.atRemoved) {
    if (unitsOf(row) === 0) continue;
    w.stock.move({ holder: row, name: "available" }, { holder: row, name: "frozen" }, row.available);
    if (w.removedPlaces.get(row.location)) continue;
    if (isFull()) return;
    w.removedPlaces.add({ location: row.location });
    const units = unitsAt(w, row.location);
    raiseAlarm(desk, "stock.place-removed", row.location, { units });
    w.log.warn("stock.place-removed", { location: row.location, units });
  }
  for (const { location } of [...w.removedPlaces.all()]) {
    if (w.places.get(location) === undefined && unitsAt(w, location) > 0) continue;
    if (isFull()) return;
    w.removedPlaces.remove({ location });
    clearAlarm(desk, "stock.place-removed", location);
  }
}

/** At a start: no order waits for units of a place that is gone. */
export function dropHoldsAtRemoved(w: Warehouse): void {
  if (w.stock.atRemoved.size === 0) return;
  for (const order of w.orders.all()) {
    if (isClosed(order.state) || !order.holds.some(({ row }) => row.place === "removed")) continue;
    dropHolds(w, order, ({ row }) => row.place === "removed");
    w.unsettled.add(order.order);
  }
}

const unitsAt = (w: Warehouse, location: LocationId): number =>
  w.stock.rowsAt(location).reduce((sum, row) => sum + unitsOf(row), 0);

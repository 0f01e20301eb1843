/**
 * Stock at a place that was taken out of the site's files: it stays in the book as frozen, an alarm names it, and it leaves by a person's decision like
 * everything that is frozen. A file with a missing row keeps no house from starting.
 */
import type { LocationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithLog } from "../keeping/traits.ts";
import { unitsOf } from "./accounts.ts";
import { type PlaceList, placeAlarmsOf } from "./place-list.ts";
import type { WithPlaces } from "./places.ts";
import type { StockBook, WithStock } from "./stock-book.ts";

export interface WithRemovedPlaces {
  readonly removedPlaces: PlaceList;
}

/** At the end of every step; where nothing was removed it looks at two empty lists. */
export function freezeRemoved(
  means: WithStock & WithPlaces & WithRemovedPlaces & WithHandling & WithLog,
  desk: Desk,
): void {
  const { stock, places, removedPlaces, handling, log } = means;
  // Whoever's word this step followed, nobody's hand was at these goods.
  handling.by({ hand: "house" });
  const isFull = placeAlarmsOf(desk);
  for (const row of stock.atRemoved) {
    if (unitsOf(row) === 0) continue;
    stock.move({ holder: row, name: "available" }, { holder: row, name: "frozen" }, row.available);
    if (removedPlaces.get(row.location)) continue;
    if (isFull()) return;
    removedPlaces.add({ location: row.location });
    const units = unitsAt(stock, row.location);
    raiseAlarm(desk, "stock.place-removed", row.location, { units });
    log.warn("stock.place-removed", { location: row.location, units });
  }
  for (const { location } of [...removedPlaces.all()]) {
    if (places.get(location) === undefined && unitsAt(stock, location) > 0) continue;
    if (isFull()) return;
    removedPlaces.remove({ location });
    clearAlarm(desk, "stock.place-removed", location);
  }
}

const unitsAt = (stock: StockBook, location: LocationId): number =>
  stock.rowsAt(location).reduce((sum, row) => sum + unitsOf(row), 0);

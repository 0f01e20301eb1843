/**
 * Stock at a place that was taken out of the site's files: it stays in the book as frozen, an alarm names it, and it leaves by a person's decision like
 * everything that is frozen. A file with a missing row keeps no house from starting.
 */
import type { LocationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { WithLog } from "../keeping/traits.ts";
import { unitsOf } from "./accounts.ts";
import { type KeptPlace, removedPlaceKind } from "./places.kind.ts";
import type { WithPlaces } from "./places.ts";
import type { StockBook, WithStock } from "./stock-book.ts";

export interface WithRemovedPlaces {
  readonly removedPlaces: RemovedPlaces;
}

export class RemovedPlaces extends Shelf<LocationId, KeptPlace> {
  constructor(stores: Stores) {
    super(stores, {
      kind: removedPlaceKind,
      id: ({ location }) => location,
      body: (place) => ({ ...place }),
      read: (place) => place,
    });
  }
}

/** Alarms raised or cleared in one step; the rest follow a second later. */
const alarmsPerStep = 400;

/** At the end of every step; where nothing was removed it looks at two empty lists. */
export function freezeRemoved(
  means: WithStock & WithPlaces & WithRemovedPlaces & WithHandling & WithLog,
  desk: Desk,
): void {
  const { stock, places, removedPlaces, handling, log } = means;
  // Whoever's word this step followed, nobody's hand was at these goods.
  handling.by({ hand: "house" });
  let left = alarmsPerStep;
  const isFull = (): boolean => {
    if (left-- > 0) return false;
    desk.due("places", desk.now + 1_000, { type: "places.look" });
    return true;
  };
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

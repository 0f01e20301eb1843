/**
 * Goods at a storage place that does not admit their class: a site's file changed, or a count found them there. They stand frozen under an alarm until somebody has brought them to a place that
 * admits them, as the inspection that opens for whatever is frozen asks.
 */
import type { LocationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type StockRow, unitsOf } from "./accounts.ts";
import { type KeptPlace, misplacedKind } from "./places.kind.ts";
import { classOf, isAdmitted, type WithRoom } from "./room.ts";

export interface WithMisplaced {
  readonly misplaced: Misplaced;
}

/** Places under that alarm. */
export class Misplaced extends Shelf<LocationId, KeptPlace> {
  constructor(stores: Stores) {
    super(stores, {
      kind: misplacedKind,
      id: ({ location }) => location,
      body: (place) => ({ ...place }),
      read: (place) => place,
    });
  }
}

type MisplacedMeans = WithRoom & WithMisplaced & WithHandling;

/** At a start, since the site's files may have changed, and of goods that became available in a step. Holds of orders there were let go before. */
export function freezeMisplaced(means: MisplacedMeans, desk: Desk, rows: Iterable<StockRow>): void {
  const { stock, misplaced, handling } = means;
  if (!means.places.isPartitioned) return;
  for (const row of rows) {
    if (unitsOf(row) === 0 || isAdmitted(means, row.location, row.sku)) continue;
    handling.by({ hand: "house" });
    stock.move({ holder: row, name: "available" }, { holder: row, name: "frozen" }, row.available);
    if (misplaced.get(row.location)) continue;
    misplaced.add({ location: row.location });
    const { sku, location } = row;
    const goodsClass = classOf(means, sku);
    raiseAlarm(desk, "stock.misplaced", location, { sku, goodsClass, units: unitsOf(row) });
  }
}

/** At the end of every step; where nothing stands wrongly it looks at an empty list. */
export function forgetPlaced(means: MisplacedMeans, desk: Desk): void {
  const { stock, misplaced } = means;
  for (const place of [...misplaced.all()]) {
    const { location } = place;
    const isWrong = (row: StockRow): boolean => unitsOf(row) > 0 && !isAdmitted(means, location, row.sku);
    if (stock.rowsAt(location).some(isWrong)) continue;
    misplaced.remove(place);
    clearAlarm(desk, "stock.misplaced", location);
  }
}

/** Of what stands there for its class, no order counts on any. */
export const isMisplaced = (means: WithRoom, { location, sku, place }: StockRow): boolean =>
  (place === "face" || place === "reserve") && !isAdmitted(means, location, sku);

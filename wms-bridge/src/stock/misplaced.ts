/**
 * Goods at a storage place that does not admit their class: a site's file changed, or a count found them there. They stand frozen under an alarm until somebody has brought them to a place that
 * admits them, as the inspection that opens for whatever is frozen asks.
 */
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { Stores } from "../keeping/stores.ts";
import { type StockRow, unitsOf } from "./accounts.ts";
import { PlaceList, placeAlarmsOf } from "./place-list.ts";
import { misplacedKind } from "./places.kind.ts";
import { classOf, isAdmitted, type WithRoom } from "./room.ts";

export interface WithMisplaced {
  readonly misplaced: Misplaced;
}

/** Places under that alarm. */
export class Misplaced extends PlaceList {
  /** Rows that were frozen and of which nobody was told yet; at a start they are found again. */
  readonly untold = new Set<StockRow>();

  constructor(stores: Stores) {
    super(stores, misplacedKind);
  }
}

type MisplacedMeans = WithRoom & WithMisplaced & WithHandling;

/** At a start, since the site's files may have changed, and of goods that became available in a step. Holds of orders there were let go before. */
export function freezeMisplaced(means: MisplacedMeans, rows: Iterable<StockRow>): void {
  const { stock, misplaced, handling } = means;
  if (!means.places.isPartitioned) return;
  for (const row of rows) {
    if (!isWrong(means, row)) continue;
    handling.by({ hand: "house" });
    stock.move({ holder: row, name: "available" }, { holder: row, name: "frozen" }, row.available);
    misplaced.untold.add(row);
  }
}

/** At the end of every step; where nothing stands wrongly it looks at two empty lists. */
export function tellMisplaced(means: MisplacedMeans, desk: Desk): void {
  const { stock, misplaced } = means;
  const { untold } = misplaced;
  const isFull = placeAlarmsOf(desk);
  for (const row of untold) {
    const { sku, location } = row;
    if (isWrong(means, row) && !misplaced.get(location)) {
      if (isFull()) return;
      misplaced.add({ location });
      const goodsClass = classOf(means, sku);
      raiseAlarm(desk, "stock.misplaced", location, { sku, goodsClass, units: unitsOf(row) });
    }
    untold.delete(row);
  }
  for (const place of [...misplaced.all()]) {
    if (stock.rowsAt(place.location).some((row) => isWrong(means, row))) continue;
    if (isFull()) return;
    misplaced.remove(place);
    clearAlarm(desk, "stock.misplaced", place.location);
  }
}

const isWrong = (means: WithRoom, row: StockRow): boolean =>
  unitsOf(row) > 0 && !isAdmitted(means, row.location, row.sku);

/** Of what stands there for its class, no order counts on any. */
export const isMisplaced = (means: WithRoom, { location, sku, place }: StockRow): boolean =>
  (place === "face" || place === "reserve") && !isAdmitted(means, location, sku);

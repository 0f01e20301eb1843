/** The last day of a lot is over: nobody is promised any of it, and what is on its way comes back. */
import type { Desk } from "@floorplane/runtime/room";
import { condemnExpired } from "../stock/expiry.ts";
import type { Lot } from "../stock/lot.kind.ts";
import { dropHoldsOf } from "./holding.ts";
import type { OrderMeans } from "./means.ts";
import { stopTotes } from "./stopping.ts";

export function lotExpired(means: OrderMeans, desk: Desk, lot: Lot): void {
  if (lot.expiredAt !== null) return;
  means.lots.expired(lot, desk.now);
  dropHoldsOf(means, (row) => row.sku === lot.sku && row.lot === lot.lot);
  condemnExpired(means, desk, lot.sku);
  stopTotesOfLot(means, desk, lot);
}

/** A bounded number of totes in one step. */
export function stopTotesOfLot(means: OrderMeans, desk: Desk, { sku, lot }: Pick<Lot, "sku" | "lot">): void {
  if (stopTotes(means, desk, (goods) => goods.sku === sku && goods.lot === lot)) return;
  desk.due(`lot-totes/${sku}|${lot}`, desk.now + 1_000, { type: "lot.totes", sku, lot });
}

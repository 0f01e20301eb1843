/**
 * A whole order on the floor: no parcel of it is packed before all of it is at benches. Where the book was wrong and no other place has the rest, its goods stand there for half an hour, since a count may find what a
 * robot did not; then they go back to stock, and it waits as it did before its wave. So it never keeps for days what others could ship, and no two such orders wait for each other's half.
 */
import type { Desk } from "@floorplane/runtime/room";
import { packStanding } from "../packing/at-bench.ts";
import type { PackingMeans } from "../packing/packing.ts";
import { isUnderway, ssccOf, type Tote } from "../totes/tote.ts";
import { dropHolds, missingOf } from "./holding.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, type Order } from "./order.ts";
import { advance, moveOrder } from "./progress.ts";
import { sayUnpacked } from "./unpacked.ts";
import { putBackId } from "./wait-no-more.ts";
import { withdrawTotes } from "./withdrawing.ts";

/** What is brought for it stands until the rest is there. */
export const isAlone = (order: Order | undefined): boolean =>
  order !== undefined && order.allocation === "whole" && !isClosed(order.state);

/** After a tote of it came to a bench, or was counted there: is that all? */
export function packWhole(means: OrderMeans & PackingMeans, desk: Desk, order: Order): void {
  const standing = totesOf(means, order).filter(({ at }) => at.state === "standing");
  if (standing.length === 0 || order.state === "cancelling" || isClosed(order.state)) return;
  if (order.holds.length > 0 || totesOf(means, order).some(isUnderway) || missingOf(means, order).length > 0)
    return;
  for (const tote of standing) packStanding(means, desk, tote);
  sayUnpacked(means, order);
  advance(means, desk, order);
}

/** The rest did not come: what was fetched goes back, unless a part of it is beyond recall. */
export function putBack(means: OrderMeans & PackingMeans, desk: Desk, order: Order): void {
  if (!isAlone(order) || !order.released || order.lackingSince === null || order.state === "cancelling")
    return;
  const totes = totesOf(means, order);
  if (totes.some((tote) => ssccOf(tote) !== null)) return;
  dropHolds(means, order);
  if (!withdrawTotes(means, desk, order, "no-stock")) {
    desk.due(putBackId(order), desk.now + 1_000, { type: "order.put-back", order: order.order });
    return;
  }
  means.orders.become(order, { released: false, wave: null });
  if (order.state !== "backordered") moveOrder(means, desk, order, "units.missing");
  means.orders.unsettle(order);
}

const totesOf = ({ totes }: OrderMeans, order: Order): Tote[] =>
  order.totes.flatMap((id) => totes.get(id) ?? []);

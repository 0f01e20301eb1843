/**
 * Cancelling: before its wave went an order ends at once; on the floor its totes are brought to a check lane, counted, and their goods stand frozen there.
 * Once a packing station has any part of it, or it ended, the answer is no.
 */
import type { Desk } from "@floorplane/runtime/room";
import { isToteUnderway } from "../totes/tote.ts";
import type { Warehouse } from "../warehouse.ts";
import { withdrawUnreleased } from "./accept.ts";
import { dropHolds, stopWaiting } from "./holding.ts";
import { isClosed, type Order } from "./order.ts";
import { moveOrder } from "./progress.ts";
import { toteEnded } from "./tours.ts";

/** Why an order can no longer be cancelled, or undefined. */
export function cancelRefusal(w: Warehouse, order: Order): string | undefined {
  if (order.state === "cancelled" || order.state === "cancelling") return undefined;
  if (isClosed(order.state)) return `order ${order.order} is ${order.state}`;
  if (order.totes.some((id) => w.totes.get(id)?.job))
    return `order ${order.order} is ${order.state}: a packing station has a part of it`;
  return undefined;
}

export function cancelOrder(w: Warehouse, desk: Desk, order: Order): void {
  if (order.state === "cancelled" || order.state === "cancelling") return;
  if (!order.released) {
    withdrawUnreleased(w, desk, order);
    return;
  }
  moveOrder(w, desk, order, "cancel.asked");
  stopWaiting(w, order);
  dropHolds(w, order);
  for (const id of order.totes) {
    const tote = w.totes.get(id);
    if (!tote || !isToteUnderway(tote.state)) continue;
    tote.withdrawn = true;
    w.totes.touch(tote);
    if (tote.state === "checking") continue;
    const { transport } = tote;
    desk.send("fleet", {
      type: "transport.withdraw",
      transport,
      stations: w.places.check,
      reason: "order cancelled",
    });
  }
  toteEnded(w, desk, order);
}

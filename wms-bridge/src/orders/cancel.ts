/**
 * Cancelling: before its wave went an order ends at once; on the floor its totes are brought to a check lane, counted, and their goods stand frozen there.
 * What a packing station has goes out: the order then ends with what left. Where nothing can be called back any more, the answer is no.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import type { OrderEnding } from "@floorplane/contracts/confirmation.schema";
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { ssccOf } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import { dropHolds } from "./holding.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, type Order, wantedOf } from "./order.ts";
import { advance, moveOrder } from "./progress.ts";
import { sayUnpacked } from "./unpacked.ts";
import { waitNoMore } from "./wait-no-more.ts";
import { withdrawTotes } from "./withdrawing.ts";

/** Why an order can no longer be cancelled, or undefined. */
export function cancelRefusal(means: WithTotes, order: Order): string | undefined {
  const is = `order ${codeOf(order.order)} is ${order.state}`;
  switch (uncancellable(means, order)) {
    case "closed":
      return is;
    case "beyond-recall":
      return `${is}: all of it is at a packing station or has left`;
    default:
      return undefined;
  }
}

export function uncancellable(means: WithTotes, order: Order): "closed" | "beyond-recall" | undefined {
  if (order.state === "cancelled" || order.state === "cancelling") return undefined;
  if (isClosed(order.state)) return "closed";
  const gone = beyondRecall(means, order);
  return order.needs.every((need) => (gone.get(need.sku) ?? 0) >= wantedOf(need))
    ? "beyond-recall"
    : undefined;
}

/** Units that a packing station has, or that left. */
export function beyondRecall({ totes }: WithTotes, order: Order): Map<Sku, number> {
  const units = new Map<Sku, number>();
  for (const id of order.totes) {
    const tote = totes.get(id);
    if (tote && ssccOf(tote) !== null)
      for (const { sku, taken } of tote.lines) units.set(sku, (units.get(sku) ?? 0) + taken);
  }
  return units;
}

/** Ends an order with what cannot be called back any more: at once, or when the last tote came back or left. */
export function cancelOrder(means: OrderMeans, desk: Desk, order: Order, why: OrderEnding): void {
  if (isClosed(order.state) || order.state === "cancelling") return;
  means.orders.become(order, { ending: why });
  if (!order.released) {
    withdrawUnreleased(means, desk, order);
    return;
  }
  moveOrder(means, desk, order, "cancel.asked");
  waitNoMore(means, desk, order);
  dropHolds(means, order);
  callBack(means, desk, order);
  advance(means, desk, order);
  sayUnpacked(means, order);
}

/** Calls back what is on its way or stands at a bench, a bounded number of totes in one step. */
export function callBack(means: OrderMeans, desk: Desk, order: Order): void {
  if (order.state !== "cancelling") return;
  if (!withdrawTotes(means, desk, order, order.ending === "no-stock" ? "no-stock" : "order-cancelled"))
    desk.due(`cancel/${order.order}`, desk.now + 1_000, { type: "order.cancel", order: order.order });
}

/** Before its wave went, an order gives its units back and is gone. */
function withdrawUnreleased(means: OrderMeans, desk: Desk, order: Order): void {
  if (means.waves.leave(desk, order.wave, order.order)) means.orders.become(order, { wave: null });
  moveOrder(means, desk, order, "cancel.asked");
  if (order.state === "cancelling") moveOrder(means, desk, order, "nothing.picked");
}

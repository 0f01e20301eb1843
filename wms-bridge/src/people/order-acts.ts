/** What a person does about one order at a screen: tried again, raised, held, released, cancelled or split. What is so already is done; a no says why. */
import type { WmsCommand } from "@floorplane/contracts/messages";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Desk } from "@floorplane/runtime/room";
import { holdNoMore, holdOrder, raiseOrder } from "../orders/accept.ts";
import { cancelOrder, uncancellable } from "../orders/cancel.ts";
import { release } from "../orders/followers.ts";
import type { OrderMeans } from "../orders/means.ts";
import { isClosed, type Order } from "../orders/order.ts";
import { sendTours } from "../orders/tours.ts";

type OrderAct = Exclude<WmsCommand, { readonly type: "task.answer" }>;

export function actOnOrder(means: OrderMeans, desk: Desk, act: OrderAct): ActReason | undefined {
  const order = means.orders.get(act.order);
  if (!order) return { code: "order.unknown", order: act.order };
  if (act.type === "order.cancel") return cancel(means, desk, order);
  const { state } = order;
  if (isClosed(state)) return { code: "order.closed", order: act.order, state };
  switch (act.type) {
    case "order.tryAgain":
      tryAgain(means, desk, order);
      return undefined;
    case "order.raise":
      if (order.priority !== act.priority) raiseOrder(means, desk, order, act.priority);
      return undefined;
    case "order.hold":
      if (order.released) return { code: "order.on-floor", order: act.order, state };
      holdOrder(means, desk, order, { by: act.by, reason: act.reason, at: order.held?.at ?? desk.now });
      return undefined;
    case "order.release":
      if (order.held) holdNoMore(means, order);
      if (order.after.length > 0) release(means, order);
      return undefined;
    case "order.split":
      return split(means, order);
    default:
      return act satisfies never;
  }
}

function tryAgain(means: OrderMeans, desk: Desk, order: Order): void {
  if (order.after.length > 0) release(means, order);
  else if (order.state === "parked") {
    means.orders.become(order, { failures: 0 });
    sendTours(means, desk, order);
  }
}

function cancel(means: OrderMeans, desk: Desk, order: Order): ActReason | undefined {
  const why = uncancellable(means, order);
  if (why) return { code: `order.${why}`, order: order.order, state: order.state };
  cancelOrder(means, desk, order, "cancelled");
  return undefined;
}

/** Once its totes stand at a bench for its rest, they are packed together or put back. */
function split(means: OrderMeans, order: Order): ActReason | undefined {
  const { order: id, state } = order;
  if (order.released) return { code: "order.on-floor", order: id, state };
  if (order.allocation === "partial-then-cancel") return { code: "order.not-whole", order: id };
  if (order.allocation === "whole") {
    means.orders.become(order, { allocation: "partial" });
    means.orders.unsettle(order);
  }
  return undefined;
}

/** What a person does about one order at a screen: tried again, raised, held, released, cancelled or split. What is so already is done; what would change nothing in its state is refused, and a no says why. */
import { isOffered } from "@floorplane/contracts/acts";
import type { WmsCommand } from "@floorplane/contracts/messages";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Desk } from "@floorplane/runtime/room";
import { holdNoMore, holdOrder, raiseOrder } from "../orders/accept.ts";
import { cancelOrder, uncancellable } from "../orders/cancel.ts";
import { release } from "../orders/followers.ts";
import type { OrderMeans } from "../orders/means.ts";
import { noteAct } from "../orders/note-act.ts";
import { isClosed, type Order } from "../orders/order.ts";
import { sendTours } from "../orders/tours.ts";

type OrderAct = Exclude<WmsCommand, { readonly type: "task.answer" }>;

export function actOnOrder(means: OrderMeans, desk: Desk, act: OrderAct): ActReason | undefined {
  const order = means.orders.get(act.order);
  if (!order) return { code: "order.unknown", order: act.order };
  const refused = refusalOf(means, order, act);
  if (refused) return refused;
  if (isSo(order, act)) return undefined;
  const { type, by, reason } = act;
  noteAct(means, order, { act: type, via: "floor", by, reason, at: desk.now });
  perform(means, desk, order, act);
  return undefined;
}

function refusalOf(means: OrderMeans, order: Order, { type }: OrderAct): ActReason | undefined {
  const { order: id, state, released, allocation } = order;
  if (type === "order.cancel") {
    const why = uncancellable(means, order);
    return why && { code: `order.${why}`, order: id, state };
  }
  if (isClosed(state)) return { code: "order.closed", order: id, state };
  if (type !== "order.hold" && type !== "order.split")
    return mayHelp(order, type) ? undefined : { code: "order.needs-not", order: id, state, act: type };
  if (released) {
    const code = uncancellable(means, order) ? "order.beyond-recall" : "order.on-floor";
    return { code, order: id, state };
  }
  if (type === "order.split" && allocation === "partial-then-cancel")
    return { code: "order.not-whole", order: id };
  return undefined;
}

/** Who lets an order go that nothing holds, or waits for its wave, asks for what is so; on the floor nobody held it. */
function mayHelp(
  { state, held, after, released }: Order,
  act: "order.tryAgain" | "order.raise" | "order.release",
): boolean {
  if (act === "order.raise") return isOffered(act, state);
  if (held !== null || after.length > 0) return true;
  return act === "order.release" ? !released : state === "parked";
}

/** Nothing is left to do: it is not written down as if it had been done. */
function isSo(order: Order, act: OrderAct): boolean {
  switch (act.type) {
    case "order.cancel":
      return order.state === "cancelled" || order.state === "cancelling";
    case "order.tryAgain":
      return order.after.length === 0 && order.state !== "parked";
    case "order.raise":
      return order.priority === act.priority;
    case "order.hold":
      return order.held?.by === act.by && order.held.reason === act.reason;
    case "order.release":
      return order.held === null && order.after.length === 0;
    case "order.split":
      return order.allocation !== "whole";
    default:
      return act satisfies never;
  }
}

function perform(means: OrderMeans, desk: Desk, order: Order, act: OrderAct): void {
  switch (act.type) {
    case "order.cancel":
      cancelOrder(means, desk, order, "cancelled");
      break;
    case "order.tryAgain":
      tryAgain(means, desk, order);
      break;
    case "order.raise":
      raiseOrder(means, desk, order, act.priority);
      break;
    case "order.hold":
      holdOrder(means, desk, order, { by: act.by, reason: act.reason, at: order.held?.at ?? desk.now });
      break;
    case "order.release":
      if (order.held) holdNoMore(means, order);
      if (order.after.length > 0) release(means, order);
      break;
    // Once its totes stand at a bench for its rest, they are packed together or put back.
    case "order.split":
      means.orders.become(order, { allocation: "partial" });
      means.orders.unsettle(order);
      break;
    default:
      act satisfies never;
  }
}

function tryAgain(means: OrderMeans, desk: Desk, order: Order): void {
  if (order.after.length > 0) {
    release(means, order);
    return;
  }
  means.orders.become(order, { failures: 0 });
  sendTours(means, desk, order);
}

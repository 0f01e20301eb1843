/** Orders that are begun when others have shipped. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { OrderState } from "@floorplane/contracts/documents";
import type { OrderId } from "@floorplane/contracts/ids";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { someOf } from "@floorplane/contracts/reasons/reason";
import type { WithNumbers } from "../keeping/remembered-numbers.ts";
import { isClosed, type Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import { behind, sayNoMore, sayWhy } from "./why.ts";

type FollowerMeans = WithOrders & WithNumbers;

/** Where an order is, also one that ended so long ago that only its number is remembered; undefined: it was never here. */
export function stateOf({ orders, numbers }: FollowerMeans, order: OrderId): OrderState | undefined {
  const state = orders.get(order)?.state ?? numbers.find(`order/${order}`)?.ending;
  return state === "taken" ? undefined : state;
}

/** Whether it waits for others to ship; it says for which. */
export function stillBehind(means: FollowerMeans, order: Order): boolean {
  if (order.after.length === 0) return false;
  const { orders } = means;
  const shipped = new Set(order.after.filter((id) => stateOf(means, id) === "shipped"));
  if (shipped.size > 0) orders.followNoMore(order, shipped);
  if (order.after.length === 0) sayNoMore(means, order, behind);
  else sayWhy(means, order, whyBehind(means, order), behind);
  return order.after.length > 0;
}

function whyBehind(means: FollowerMeans, { after }: Order): OrderReason {
  for (const id of after) {
    const state = stateOf(means, id);
    if (state === "cancelled" || state === "rejected")
      return { code: "order.after-ended", order: codeOf(id), state };
  }
  const { names, more } = someOf(after.map(codeOf));
  return { code: "order.after", orders: names, more };
}

/** Somebody says that it need not wait for them. */
export function release(means: FollowerMeans, order: Order): void {
  means.orders.followNoMore(order, new Set(order.after));
  sayNoMore(means, order, behind);
  means.orders.unsettle(order);
}

/** It ended: those that are to follow it look again at the end of the step. */
export function orderEnded({ orders }: WithOrders, { order, state }: Order): void {
  if (isClosed(state)) for (const follower of orders.followersOf(order)) orders.unsettle(follower);
}

/** Puts a released order's units onto the floor: at its wave's departure, after a short pick, when stock appears, when a transport failed. */

import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import type { Desk } from "@floorplane/runtime/room";
import { isShut } from "../stock/closed-places.ts";
import { lackUnits } from "./backorder.ts";
import { dropHolds, dropShortLived, holdMissing, missingOf } from "./holding.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, type Order } from "./order.ts";
import { advance } from "./progress.ts";
import { requestTours } from "./request-tours.ts";
import { failed, sayWhy } from "./why.ts";

/** Holds what is missing, asks for totes, and says where the order stands now. Safe to call at any time. */
export function sendTours(means: OrderMeans, desk: Desk, order: Order): void {
  if (!order.released || isClosed(order.state) || order.state === "cancelling") return;
  if (order.failures > means.settings.failuresMax) {
    dropHolds(means, order);
    means.orders.waiting.stop(order);
    tryAgainIn(desk, order, means.settings.parkedWaitMs);
  } else {
    dropHolds(means, order, ({ row }) => isShut(means, row.location));
    dropShortLived(means, order);
    const missing = missingOf(means, order);
    const lacking = missing.length > 0 ? holdMissing(means, order, missing) : missing;
    requestTours(means, desk, order);
    lackUnits(means, desk, order, lacking);
  }
  advance(means, desk, order);
}

type FailedReason = Extract<OrderReason, { code: "tour.failed" | "tote.came-empty" }>;

/** A tour brought nothing: too many in a row and a person must look. */
export function tourFailed(means: OrderMeans, desk: Desk, order: Order, why: FailedReason): void {
  means.orders.become(order, { failures: order.failures + 1 });
  sayWhy(means, order, why, failed);
  tryAgainIn(desk, order, means.settings.failureWaitMs);
}

function tryAgainIn(desk: Desk, order: Order, waitMs: number): void {
  desk.due(`again/${order.order}`, desk.now + waitMs, { type: "order.again", order: order.order });
}

/** A parked order is given one more tour now and then; a failure parks it again. */
export function tryAgain(means: OrderMeans, desk: Desk, order: Order): void {
  if (order.state === "parked") means.orders.become(order, { failures: means.settings.failuresMax });
  sendTours(means, desk, order);
}

/** After one of its totes ended: a cancelled order may be over, another may need a further tote. */
export function toteEnded(means: OrderMeans, desk: Desk, order: Order): void {
  if (order.state === "cancelling") advance(means, desk, order);
  else sendTours(means, desk, order);
}

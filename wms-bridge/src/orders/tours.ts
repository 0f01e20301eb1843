/** Puts a released order's units onto the floor: at its wave's departure, after a short pick, when stock appears, when a transport failed. */

import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import type { Desk } from "@floorplane/runtime/room";
import { recallRefills } from "../refills/recall.ts";
import { isShut } from "../stock/closed-places.ts";
import { dropHolds, holdMissing, type Missing, missingOf } from "./holding.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, missingByLine, type Order } from "./order.ts";
import { advance, restId } from "./progress.ts";
import { requestTours } from "./request-tours.ts";
import { failed, lacks, sayNoMore, sayWhy } from "./why.ts";

/** Holds what is missing, asks for totes, and says where the order stands now. Safe to call at any time. */
export function sendTours(means: OrderMeans, desk: Desk, order: Order): void {
  if (!order.released || isClosed(order.state) || order.state === "cancelling") return;
  if (order.failures > means.settings.failuresMax) {
    dropHolds(means, order);
    tryAgainIn(desk, order, means.settings.parkedWaitMs);
  } else {
    dropHolds(means, order, ({ row }) => isShut(means, row.location));
    const missing = missingOf(means, order);
    const lacking = missing.length > 0 ? holdMissing(means, order, missing, false) : missing;
    requestTours(means, desk, order);
    lackUnits(means, desk, order, lacking);
  }
  advance(means, desk, order);
}

/** Waits for the units that no place has now; the WMS hears of it once each time, and not for ever: after a month without them the order ends. */
export function lackUnits(means: OrderMeans, desk: Desk, order: Order, lacking: readonly Missing[]): void {
  if (lacking.length === 0) {
    means.orders.stopWaiting(order);
    if (order.lackingSince === null) return;
    means.orders.become(order, { lackingSince: null });
    sayNoMore(means, order, lacks);
    desk.cancelDue(restId(order));
    return;
  }
  means.orders.waitFor(
    order,
    lacking.map(({ need }) => need.sku),
  );
  sayWhy(means, order, lackingUnits(lacking), lacks);
  recallRefills(
    means,
    desk,
    lacking.map(({ need, units }) => ({ sku: need.sku, units })),
    !order.released,
  );
  if (order.lackingSince !== null) return;
  means.orders.become(order, { lackingSince: desk.now });
  desk.due(restId(order), desk.now + means.settings.restWaitMs, { type: "order.rest", order: order.order });
  const lines = lacking.flatMap(({ need, units }) => missingByLine(need, units));
  for (let from = 0; from < lines.length; from += linesToldMax) {
    const data = { order: order.order, lines: lines.slice(from, from + linesToldMax) };
    means.confirmations.tell(desk, order.order, "order.backordered", data, order.client);
  }
}

const skusNamed = 3;

const lackingUnits = (lacking: readonly Missing[]): OrderReason => ({
  code: "units.lacking",
  units: lacking.slice(0, skusNamed).map(({ need: { sku }, units }) => ({ sku, units })),
  more: Math.max(0, lacking.length - skusNamed),
});

/** At a start: what waits for units has a day on which it ends, also in a ledger of a house that waited for ever. */
export function waitOn(means: OrderMeans, desk: Desk): void {
  for (const order of means.orders.waitingFor()) {
    if (order.lackingSince !== null) continue;
    means.orders.become(order, { lackingSince: desk.now });
    const due = { type: "order.rest", order: order.order };
    desk.due(restId(order), desk.now + means.settings.restWaitMs, due);
  }
}

/** A confirmation stays below 20 kB (Standard Webhooks). */
const linesToldMax = 200;

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

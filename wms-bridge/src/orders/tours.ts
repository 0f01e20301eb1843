/** Puts a released order's units onto the floor: at its wave's departure, after a short pick, when stock appears, when a transport failed. */
import type { Desk } from "@floorplane/runtime/room";
import { recallRefills } from "../stock/recall.ts";
import { requestTours } from "../totes/request.ts";
import type { Warehouse } from "../warehouse.ts";
import { dropHolds, holdMissing, type Missing, missingOf, stopWaiting, waitFor } from "./holding.ts";
import { isClosed, missingByLine, type Order } from "./order.ts";
import { advance, restId } from "./progress.ts";

/** Holds what is missing, asks for totes, and says where the order stands now. Safe to call at any time. */
export function sendTours(w: Warehouse, desk: Desk, order: Order): void {
  if (!order.released || isClosed(order.state) || order.state === "cancelling") return;
  if (order.failures > w.settings.failuresMax) {
    dropHolds(w, order);
    tryAgainIn(w, desk, order, w.settings.parkedWaitMs);
  } else {
    dropHolds(w, order, ({ row }) => w.isShut(row.location));
    const missing = missingOf(w, order);
    const lacking = missing.length > 0 ? holdMissing(w, order, missing, false) : missing;
    requestTours(w, desk, order);
    lackUnits(w, desk, order, lacking);
  }
  advance(w, desk, order);
}

/** Waits for the units that no place has now; the WMS hears of it once each time, and not for ever: after a month without them the order ends. */
export function lackUnits(w: Warehouse, desk: Desk, order: Order, lacking: readonly Missing[]): void {
  if (lacking.length === 0) {
    stopWaiting(w, order);
    if (order.lackingSince === null) return;
    order.lackingSince = null;
    sayWhy(w, order, "");
    w.orders.touch(order);
    desk.cancelDue(restId(order));
    return;
  }
  waitFor(w, order, lacking);
  sayWhy(w, order, waitsFor + listed(lacking));
  recallRefills(
    w,
    desk,
    lacking.map(({ need, units }) => ({ sku: need.sku, units })),
    !order.released,
  );
  if (order.lackingSince !== null) return;
  order.lackingSince = desk.now;
  w.orders.touch(order);
  desk.due(restId(order), desk.now + w.settings.restWaitMs, { type: "order.rest", order: order.order });
  const lines = lacking.flatMap(({ need, units }) => missingByLine(need, units));
  for (let from = 0; from < lines.length; from += linesToldMax)
    w.confirmations.tell(desk, order.order, "order.backordered", {
      order: order.order,
      lines: lines.slice(from, from + linesToldMax),
    });
}

const waitsFor = "waits for units that no open place has: ";
const skusNamed = 3;

function listed(lacking: readonly Missing[]): string {
  const named = lacking.slice(0, skusNamed).map(({ need: { sku }, units }) => `${units} × ${sku}`);
  const more = lacking.length - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** What was said of a failed tour is graver and stays. */
function sayWhy(w: Warehouse, order: Order, why: string): void {
  if (order.why === why || (order.why !== "" && !order.why.startsWith(waitsFor))) return;
  order.why = why;
  w.orders.touch(order);
}

/** At a start: what waits for units has a day on which it ends, also in a ledger of a house that waited for ever. */
export function waitOn(w: Warehouse, desk: Desk): void {
  for (const orders of w.waiting.values())
    for (const id of orders) {
      const order = w.orders.get(id)!;
      if (order.lackingSince !== null) continue;
      order.lackingSince = desk.now;
      w.orders.touch(order);
      desk.due(restId(order), desk.now + w.settings.restWaitMs, { type: "order.rest", order: id });
    }
}

/** A confirmation stays below 20 kB (Standard Webhooks). */
const linesToldMax = 200;

/** A tour brought nothing: too many in a row and a person must look. */
export function tourFailed(w: Warehouse, desk: Desk, order: Order, why: string): void {
  order.failures++;
  order.why = why;
  w.orders.touch(order);
  tryAgainIn(w, desk, order, w.settings.failureWaitMs);
}

function tryAgainIn(w: Warehouse, desk: Desk, order: Order, waitMs: number): void {
  desk.due(`again/${order.order}`, desk.now + waitMs, { type: "order.again", order: order.order });
  w.orders.touch(order);
}

/** A parked order is given one more tour now and then; a failure parks it again. */
export function tryAgain(w: Warehouse, desk: Desk, order: Order): void {
  if (order.state === "parked") order.failures = w.settings.failuresMax;
  sendTours(w, desk, order);
}

/** After one of its totes ended: a cancelled order may be over, another may need a further tote. */
export function toteEnded(w: Warehouse, desk: Desk, order: Order): void {
  if (order.state === "cancelling") advance(w, desk, order);
  else sendTours(w, desk, order);
}

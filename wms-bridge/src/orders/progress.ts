/** Moves an order along its chart by what its totes have reached, and closes it: the WMS is told, its wave counts it out. */
import { Bug } from "@floorplane/contracts/errors";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../alarms.ts";
import { isToteClosed, isToteUnderway } from "../totes/tote.ts";
import type { Warehouse } from "../warehouse.ts";
import { orderClosedInWave } from "../waves/wave-steps.ts";
import { dropHolds, missingOf, stopWaiting } from "./holding.ts";
import { type OrderEvent, orderChart } from "./order.machine.ts";
import { isClosed, type Order } from "./order.ts";

/** Takes one step on the chart; a step the chart does not know is a bug of this room. */
export function moveOrder(w: Warehouse, desk: Desk, order: Order, event: OrderEvent): void {
  const next = orderChart.next(order.state, event);
  if (!next) throw new Bug(`order ${order.order} is ${order.state} and cannot follow ${event}`);
  if (next === order.state) return;
  if (order.state === "parked") clearAlarm(desk, "order.parked", order.order);
  if (next === "parked")
    raiseAlarm(desk, "order.parked", order.order, { failures: order.failures, why: order.why });
  order.state = next;
  w.orders.touch(order);
  if (next === "packed" || isClosed(next)) endRisk(desk, order);
  if (isClosed(next)) close(w, desk, order);
}

/** After anything happened to its totes: where is the order now? */
export function advance(w: Warehouse, desk: Desk, order: Order): void {
  if (!order.released || isClosed(order.state)) return;
  if (order.state === "cancelling") {
    endWhenOver(w, desk, order);
    return;
  }
  const event = reached(w, order);
  if (event && orderChart.next(order.state, event)) moveOrder(w, desk, order, event);
}

function reached(w: Warehouse, order: Order): OrderEvent | undefined {
  const totes = order.totes.flatMap((id) => {
    const tote = w.totes.get(id);
    return tote && !isToteClosed(tote.state) ? tote : [];
  });
  const underway = totes.filter(({ state }) => isToteUnderway(state));
  if (underway.length > 0 || order.holds.length > 0) {
    if (totes.every(({ state }) => state === "planned")) return "totes.requested";
    const open =
      order.holds.length > 0 || underway.some(({ lines }) => lines.some(({ state }) => state === "open"));
    return open ? "picks.begun" : "picks.done";
  }
  if (totes.some(({ state }) => state === "packing")) return "totes.delivered";
  if (missingOf(w, order).length > 0)
    return order.failures > w.settings.failuresMax ? "person.needed" : "units.missing";
  return totes.some(({ state }) => state === "packed") ? "totes.packed" : "parcels.seen";
}

/** A cancelled order is over when all its totes came back or left; then it ends with what left. */
function endWhenOver(w: Warehouse, desk: Desk, order: Order): void {
  let hasLeft = false;
  for (const id of order.totes) {
    const state = w.totes.get(id)?.state ?? "closed";
    if (state === "shipped") hasLeft = true;
    else if (!isToteClosed(state)) return;
  }
  moveOrder(w, desk, order, hasLeft ? "parcels.seen" : "nothing.picked");
}

function close(w: Warehouse, desk: Desk, order: Order): void {
  order.closedAt = desk.now;
  w.openOrders--;
  w.unknownCountries.ended(order, desk);
  stopWaiting(w, order);
  dropHolds(w, order);
  if (order.lackingSince !== null) desk.cancelDue(restId(order));
  orderClosedInWave(w, desk, order);
  const said = { order: order.order, ...(order.ending ? { reason: order.ending } : {}) };
  if (order.state === "shipped") {
    order.shippedAt = desk.now;
    w.confirmations.tell(desk, order.order, "order.shipped", said);
  }
  if (order.state === "cancelled") w.confirmations.tell(desk, order.order, "order.cancelled", said);
}

/** Due row that ends an order whose rest does not come. */
export const restId = (order: Order): string => `rest/${order.order}`;

const riskId = (order: Order): string => `at-risk/${order.order}`;

/** An hour before its ship-by an order that is not packed needs attention. */
export function watchRisk(w: Warehouse, desk: Desk, order: Order): void {
  order.risk = "watched";
  desk.due(riskId(order), order.shipBy - w.settings.atRiskMs, { type: "order.at-risk", order: order.order });
}

export function becomeAtRisk(w: Warehouse, desk: Desk, order: Order): void {
  if (isClosed(order.state) || order.state === "packed" || order.state === "cancelling") return;
  order.risk = "raised";
  w.orders.touch(order);
  raiseAlarm(desk, "order.at-risk", order.order, { state: order.state, shipBy: order.shipBy });
}

function endRisk(desk: Desk, order: Order): void {
  if (order.risk === "raised") clearAlarm(desk, "order.at-risk", order.order);
  if (order.risk === "watched") desk.cancelDue(riskId(order));
  order.risk = "over";
}

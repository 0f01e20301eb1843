/** Moves an order along its chart by what its totes have reached, and closes it: the WMS is told, its wave counts it out. */
import type { AlarmParameters } from "@floorplane/contracts/alarms/alarms";
import { Bug } from "@floorplane/contracts/errors";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithSettings } from "../keeping/settings.ts";
import { isClosed as isToteClosed, isUnderway } from "../totes/tote.ts";
import { orderEnded } from "./followers.ts";
import { dropHolds, missingOf } from "./holding.ts";
import type { OrderMeans } from "./means.ts";
import { type OrderEvent, orderChart } from "./order.machine.ts";
import { isClosed, type Order, unshippedOf } from "./order.ts";
import type { WithOrders } from "./orders.ts";

/** Steps of an order that are kept: a long backorder goes to and fro. */
const courseMax = 24;

/** Takes one step on the chart; a step the chart does not know is a bug of this room. */
export function moveOrder(means: OrderMeans, desk: Desk, order: Order, event: OrderEvent): void {
  const next = orderChart.next(order.state, event);
  if (!next) throw new Bug(`order ${order.order} is ${order.state} and cannot follow ${event}`);
  if (next === order.state) return;
  if (order.state === "parked") clearAlarm(desk, "order.parked", order.order);
  if (next === "parked")
    raiseAlarm(desk, "order.parked", order.order, { failures: order.failures, ...lastTour(order) });
  const course = [...order.course, { state: next, at: desk.now }].slice(-courseMax);
  means.orders.become(order, { state: next, course });
  if (next === "packed" || isClosed(next)) endRisk(means, desk, order);
  if (isClosed(next)) close(means, desk, order);
}

/** What of the last tour that failed a screen may say beside the alarm: the order itself says the whole. */
function lastTour({ why }: Order): Pick<AlarmParameters<"order.parked">, "tote" | "transport" | "failure"> {
  if (why?.code === "tour.failed") return { transport: why.transport, failure: why.failure };
  return why?.code === "tote.came-empty" ? { tote: why.tote } : {};
}

/** After anything happened to its totes: where is the order now? */
export function advance(means: OrderMeans, desk: Desk, order: Order): void {
  if (!order.released || isClosed(order.state)) return;
  if (order.state === "cancelling") {
    endWhenOver(means, desk, order);
    return;
  }
  const event = reached(means, order);
  if (event && orderChart.next(order.state, event)) moveOrder(means, desk, order, event);
}

function reached(means: OrderMeans, order: Order): OrderEvent | undefined {
  const { settings } = means;
  const totes = order.totes.flatMap((id) => {
    const tote = means.totes.get(id);
    return tote && !isToteClosed(tote) ? tote : [];
  });
  const underway = totes.filter(isUnderway);
  if (underway.length > 0 || order.holds.length > 0) {
    if (totes.every(({ at }) => at.state === "planned")) return "totes.requested";
    const open =
      order.holds.length > 0 || underway.some(({ lines }) => lines.some(({ state }) => state === "open"));
    return open ? "picks.begun" : "picks.done";
  }
  if (totes.some(({ at }) => at.state === "packing")) return "totes.delivered";
  if (missingOf(means, order).length > 0)
    return order.failures > settings.failuresMax ? "person.needed" : "units.missing";
  if (totes.some(({ at }) => at.state === "standing")) return "totes.delivered";
  return totes.some(({ at }) => at.state === "packed") ? "totes.packed" : "parcels.seen";
}

/** A cancelled order is over when all its totes came back or left; then it ends with what left. */
function endWhenOver(means: OrderMeans, desk: Desk, order: Order): void {
  let hasLeft = false;
  for (const id of order.totes) {
    const state = means.totes.get(id)?.at.state ?? "closed";
    if (state === "shipped") hasLeft = true;
    else if (state !== "closed") return;
  }
  moveOrder(means, desk, order, hasLeft ? "parcels.seen" : "nothing.picked");
}

function close(means: OrderMeans, desk: Desk, order: Order): void {
  const { orders, waves, unknownCountries, confirmations } = means;
  // What it waited for it waits for no more; why it was refused stays.
  orders.become(order, {
    closedAt: desk.now,
    held: null,
    ...(order.state === "rejected" ? {} : { why: null }),
  });
  unknownCountries.ended(order, desk);
  orders.waiting.stop(order);
  dropHolds(means, order);
  if (order.lackingSince !== null) {
    orders.become(order, { lackingSince: null, lacking: [], givenUpAt: null });
    desk.cancelDue(restId(order));
  }
  // What did not leave will not: each line says what became of all that was asked.
  if (order.state !== "rejected")
    for (const need of order.needs) orders.cancelUnits(order, need, unshippedOf(need));
  orderEnded(means, order);
  waves.orderClosed(desk, order.wave, (id) => {
    const other = orders.get(id);
    return other !== undefined && !isClosed(other.state);
  });
  const said = { order: order.order, ...(order.ending ? { reason: order.ending } : {}) };
  if (order.state === "shipped") {
    orders.become(order, { shippedAt: desk.now });
    confirmations.tell(desk, order.order, "order.shipped", said, order.client);
  }
  if (order.state === "cancelled")
    confirmations.tell(desk, order.order, "order.cancelled", said, order.client);
}

/** Due row that ends an order whose rest does not come. */
export const restId = (order: Order): string => `rest/${order.order}`;

const riskId = (order: Order): string => `at-risk/${order.order}`;

/** An hour before its ship-by an order that is not packed needs attention. */
export function watchRisk({ orders, settings }: WithOrders & WithSettings, desk: Desk, order: Order): void {
  orders.become(order, { risk: "watched" });
  desk.due(riskId(order), order.shipBy - settings.atRiskMs, { type: "order.at-risk", order: order.order });
}

export function becomeAtRisk({ orders }: WithOrders, desk: Desk, order: Order): void {
  if (isClosed(order.state) || order.state === "packed" || order.state === "cancelling") return;
  orders.become(order, { risk: "raised" });
  raiseAlarm(desk, "order.at-risk", order.order, { state: order.state, shipBy: order.shipBy });
}

function endRisk({ orders }: WithOrders, desk: Desk, order: Order): void {
  if (order.risk === "raised") clearAlarm(desk, "order.at-risk", order.order);
  if (order.risk === "watched") desk.cancelDue(riskId(order));
  orders.become(order, { risk: "over" });
}

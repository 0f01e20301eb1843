/**
 * Released orders whose goods leave room in a tote wait for others on the way: until they have waited long enough, nobody comes any more, or they must go. Then the box goes with whoever is nearest to its way. The
 * more orders come in meanwhile, the more there are to choose from and the fuller boxes get; while robots have more boxes to fetch than they can, everybody with time to spare waits on, since one more box would only
 * stand in line.
 */
import { StationId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { toteLimits } from "@floorplane/contracts/picking";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { type Companion, companyOf, sumOf, type Weight } from "../batching/company.ts";
import { keepsSerials } from "../serials/serial-said.ts";
import { isShut } from "../stock/closed-places.ts";
import { cutTotes, type Part } from "../totes/cut.ts";
import { type HeldPick, isForHands, isForStation, picksOf, requestBox } from "./boxes.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, type Order } from "./order.ts";
import { advance } from "./progress.ts";
import { byUrgency } from "./urgency.ts";
import { alone, sayNoMore, sayWhy } from "./why.ts";

const companyId = ({ order }: Order): string => `company/${order}`;

/** It is not urgent, need not leave whole, and nobody has to know which of several alike units are its. */
const shares = (means: OrderMeans, { allocation, priority, needs }: Order): boolean =>
  means.sharesTotes &&
  allocation !== "whole" &&
  priority !== "urgent" &&
  !needs.some(({ sku }) => keepsSerials(means, sku));

/** Whether it may share a box: all that it holds fits into one. */
export const mayShare = (means: OrderMeans, order: Order): boolean =>
  shares(means, order) &&
  order.holds.length > 0 &&
  !order.holds.some((hold) => isForHands(means, hold) || isForStation(means, hold)) &&
  cutTotes(picksOf(means, order)).length === 1;

/** The last tote of an order that fills others: half of it would be driven about empty. */
export function leavesRoom(means: OrderMeans, order: Order, parts: readonly Part<HeldPick>[]): boolean {
  if (!shares(means, order)) return false;
  const { lines, units, litres, kilograms } = weightOf(parts.map(({ pick, units }) => ({ ...pick, units })));
  return (
    lines <= toteLimits.lines / 2 &&
    units <= toteLimits.units / 2 &&
    litres <= toteLimits.litres / 2 &&
    kilograms <= toteLimits.kilograms / 2
  );
}

/** It waits from now on, unless it does already; one that must go goes at once. */
export function awaitCompany(means: OrderMeans, desk: Desk, order: Order): void {
  const { orders, settings } = means;
  if (orders.awaiting.has(order)) return;
  const until = Math.min(desk.now + settings.companyWaitMs, mustGoAt(means, order));
  orders.awaiting.add(order);
  orders.cameLast.set(order.client, desk.now);
  lookAtWays(means, order);
  if (until <= desk.now) goTogether(means, desk, order);
  else waitUntil(means, desk, order, until, Math.min(until, desk.now + settings.companyQuietMs));
}

/** Ways to its places are reckoned as it comes: of two hundred at once, when a box goes, they would be the work of half a second. */
function lookAtWays({ places }: OrderMeans, { holds }: Order): void {
  const [dock] = places.packing;
  if (dock) for (const { row } of holds) places.metresOfTours(dock, StationId(row.location));
}

/** From then on its tote would be late for the station, were it to wait. */
const mustGoAt = ({ settings }: OrderMeans, { shipBy }: Order): number =>
  shipBy - settings.packingLeadMs - settings.companyLeadMs;

/** `lookAt`: whether others still come is looked at then. */
function waitUntil(means: OrderMeans, desk: Desk, order: Order, until: number, lookAt = until): void {
  desk.due(companyId(order), lookAt, { type: "order.company", order: order.order });
  sayWhy(means, order, { code: "company.awaited", until: isoTime(until) }, alone);
}

/** Others have come lately, and more may: it waits on for them, to the end that it was told. After a restart nobody knows who came, and it goes. */
function stillComeUntil({ orders, settings }: OrderMeans, { client, why }: Order, now: number): number {
  const quietAt = (orders.cameLast.get(client) ?? Number.NEGATIVE_INFINITY) + settings.companyQuietMs;
  const toldUntil = why?.code === "company.awaited" ? (instantMs(why.until) ?? now) : now;
  return Math.min(quietAt, toldUntil);
}

/** It goes with others, or alone after all: it became urgent, or more than a tote holds. */
export function waitNoMore(means: OrderMeans, desk: Desk, order: Order): void {
  if (!means.orders.awaiting.delete(order)) return;
  desk.cancelDue(companyId(order));
  sayNoMore(means, order, alone);
}

/** It has waited long enough. Answers whether it may share a box at all; what it holds may be more by now, or the site's files say otherwise. */
export function companyWaited(means: OrderMeans, desk: Desk, order: Order): boolean {
  const { orders, settings, totes } = means;
  if (!isReady(means, order)) {
    waitNoMore(means, desk, order);
    return false;
  }
  orders.awaiting.add(order);
  const lookAt = stillComeUntil(means, order, desk.now);
  if (lookAt > desk.now) {
    desk.due(companyId(order), lookAt, { type: "order.company", order: order.order });
    return true;
  }
  const later = Math.min(desk.now + settings.companyLookMs, mustGoAt(means, order));
  if (later > desk.now && totes.boxesToFetch() >= means.robots) waitUntil(means, desk, order, later);
  else goTogether(means, desk, order);
  return true;
}

function goTogether(means: OrderMeans, desk: Desk, first: Order): void {
  const { orders, settings } = means;
  if (orders.takeTours(1) === 0) {
    waitUntil(means, desk, first, desk.now + 1_000);
    return;
  }
  const others = [...orders.awaiting]
    .filter((order) => order !== first && order.client === first.client && isReady(means, order))
    .sort(byUrgency)
    .slice(0, settings.companyAsked);
  const floor = { limits: toteLimits, docks: means.places.packing, metres: means.places.metresOfTours };
  const company = companyOf(
    companionOf(means, first),
    others.map((one) => companionOf(means, one)),
    floor,
  );
  const together = company.map(({ whose }) => whose).sort(byUrgency);
  for (const order of together) waitNoMore(means, desk, order);
  requestBox(
    means,
    desk,
    together.map((order) => ({ order, picks: picksOf(means, order) })),
  );
  for (const order of together) {
    orders.holdThese(order, []);
    advance(means, desk, order);
  }
}

const isReady = (means: OrderMeans, order: Order): boolean =>
  order.released &&
  !isClosed(order.state) &&
  order.state !== "cancelling" &&
  mayShare(means, order) &&
  !order.holds.some(({ row }) => isShut(means, row.location));

const nothing: Weight = { lines: 0, units: 0, litres: 0, kilograms: 0 };

function companionOf(means: OrderMeans, order: Order): Companion<Order> {
  const picks = picksOf(means, order);
  const places = [...new Set(picks.map(({ row }) => StationId(row.location)))];
  return { whose: order, weight: weightOf(picks), places };
}

const weightOf = (picks: readonly HeldPick[]): Weight =>
  picks.reduce<Weight>(
    (sum, { units, litres, kilograms }) =>
      sumOf(sum, { lines: 1, units, litres: units * litres, kilograms: units * kilograms }),
    nothing,
  );

/** What an order may hold, decided at the end of each step for all that ask, the most urgent first: new ones, those that lost a hold, and those that wait for what came free. */
import type { OrderHeld } from "@floorplane/contracts/documents";
import type { OrderId, Sku } from "@floorplane/contracts/ids";
import type { Priority } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import { condemnExpired } from "../stock/expiry.ts";
import { unitsThere } from "../stock/giving.ts";
import { freezeMisplaced } from "../stock/misplaced.ts";
import { followHolds, keepFreed } from "../stock/on-hold.ts";
import { lackUnits } from "./backorder.ts";
import { unassigned } from "./carriers.ts";
import { stillBehind } from "./followers.ts";
import { dropHolds, dropShortLived, holdMissing, missingOf } from "./holding.ts";
import { askInTurn, goOnInTurn, takeTurns } from "./in-turn.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, type Order } from "./order.ts";
import { moveOrder, watchRisk } from "./progress.ts";
import { sendTours } from "./tours.ts";
import { byUrgency } from "./urgency.ts";
import { waitNoMore } from "./wait-no-more.ts";
import { held as ofHold, sayNoMore, sayWhy } from "./why.ts";

/** One that is among all orders, and new. */
export function acceptOrder(means: OrderMeans, desk: Desk, order: Order): void {
  const { confirmations, unknownCountries } = means;
  moveOrder(means, desk, order, "goods.known");
  confirmations.tell(desk, order.order, "order.accepted", { order: order.order }, order.client);
  unknownCountries.add(order, desk);
  watchRisk(means, desk, order);
  askInTurn(means, desk, order, () => ask(means, order));
}

/** It is the turn of the next few that were accepted when more came than ask at once. */
export const takeNextTurns = (means: OrderMeans, desk: Desk): void =>
  takeTurns(means, desk, (order) => ask(means, order));

/** With whoever waits for its goods already: units that came free and were not dealt yet are not taken from under others. */
function ask(means: OrderMeans, order: Order): void {
  const { orders, stock } = means;
  orders.unsettle(order);
  for (const { sku } of order.needs)
    if (orders.waiting.isAwaited(sku) && unitsThere(means, sku) > 0) stock.free(sku);
}

/** The end of every step: what it set free is dealt, and what that sets free again. `more`: SKUs of which a step before had more to deal than it could. */
export function settleOrders(means: OrderMeans, desk: Desk, more: readonly Sku[] = []): void {
  const { orders, stock } = means;
  for (let freed = [...more, ...stock.takeFreed()]; ; freed = stock.takeFreed()) {
    for (const sku of freed) {
      freezeMisplaced(means, stock.rowsOf(sku));
      condemnExpired(means, desk, sku);
      keepFreed(means, sku);
    }
    const areReleased = followHolds(means, desk);
    const asking = orders.takeUnsettled();
    if (asking.length === 0 && freed.length === 0 && !areReleased) return;
    settleThese(means, desk, new Set(asking), freed);
  }
}

function settleThese(means: OrderMeans, desk: Desk, asking: ReadonlySet<Order>, freed: readonly Sku[]): void {
  const { orders, settings } = means;
  const waiting = freed.length === 0 ? [] : orders.waiting.waitingFor(freed);
  let served = 0;
  for (const order of [...new Set([...asking, ...waiting])].sort(byUrgency)) {
    const isAsked = asking.has(order) && !order.needs.some(({ sku }) => freed.includes(sku));
    if (served >= settings.retriesPerStep && !isAsked) {
      tryLater(means, desk, order, freed);
      continue;
    }
    if (!asking.has(order) && goesOnWaiting(means, order, freed)) continue;
    const { totes, holds } = order;
    settle(means, desk, order);
    if (order.totes !== totes || order.holds !== holds) served++;
  }
}

/** Enough were served in this step: each SKU is remembered by a due row of its own. */
function tryLater(means: OrderMeans, desk: Desk, order: Order, freed: readonly Sku[]): void {
  const { orders } = means;
  if (!orders.waiting.has(order))
    orders.waiting.waitFor(
      order,
      missingOf(means, order).map(({ need, units }) => ({ sku: need.sku, units })),
    );
  for (const sku of freed)
    if (orders.waiting.unitsOf(order, sku) > 0)
      desk.due(`retry/${sku}`, desk.now + 1_000, { type: "orders.retry", skus: [sku] });
}

/** Nothing is left for it of what came free; one that was not told so yet, and one that does not wait for ever, must be. */
const goesOnWaiting = (means: OrderMeans, order: Order, freed: readonly Sku[]): boolean =>
  order.lackingSince !== null &&
  order.allocation !== "partial-then-cancel" &&
  !freed.some(
    (sku) => means.orders.waiting.unitsOf(order, sku) > 0 && unitsThere(means, sku, order.shipBy) > 0,
  );

function settle(means: OrderMeans, desk: Desk, order: Order): void {
  if (isClosed(order.state) || order.state === "cancelling" || order.held || stillBehind(means, order))
    return;
  if (order.released) sendTours(means, desk, order);
  else allocate(means, desk, order);
}

/** Before its wave goes. What is there is held, of a whole order all or nothing, and gathers in a wave. */
function allocate(means: OrderMeans, desk: Desk, order: Order): void {
  dropShortLived(means, order);
  const lacking = holdMissing(means, order, missingOf(means, order));
  // It lost some to a count: what it holds still may make another order whole.
  if (lacking.length > 0 && order.allocation === "whole") dropHolds(means, order);
  lackUnits(means, desk, order, lacking);
  if (isClosed(order.state)) return;
  const isWhole = missingOf(means, order).length === 0;
  if (isWhole && order.state !== "allocated") moveOrder(means, desk, order, "stock.held");
  if (!isWhole && order.state !== "backordered") moveOrder(means, desk, order, "units.missing");
  if (order.holds.length > 0) joinWave(means, desk, order);
  else leaveWave(means, desk, order);
}

/** Gathers it with others of its kind; with it the wave may be full, and go. */
function joinWave(means: OrderMeans, desk: Desk, order: Order): void {
  const { orders, waves } = means;
  if (order.priority === "urgent") {
    goAlone(means, desk, order);
    return;
  }
  if (order.wave !== null) return;
  const wave = waves.join(desk, order);
  orders.become(order, { wave });
  depart(means, desk, waves.departed(wave));
}

/** It waits for no others. */
function goAlone(means: OrderMeans, desk: Desk, order: Order): void {
  leaveWave(means, desk, order);
  depart(means, desk, [order.order]);
}

/** It goes before others, or no longer; what robots were asked for already stays as it was asked. */
export function raiseOrder(means: OrderMeans, desk: Desk, order: Order, priority: Priority): void {
  means.orders.raise(order, priority);
  if (priority !== "urgent" || order.holds.length === 0) return;
  // Its wave has gone, and it waits for others that would share its box.
  if (order.released) sendTours(means, desk, order);
  else goAlone(means, desk, order);
}

/** Before its wave goes: it gives its units back and stays here until somebody releases it. */
export function holdOrder(means: OrderMeans, desk: Desk, order: Order, held: OrderHeld): void {
  means.orders.become(order, { held });
  waitNoMore(means, desk, order);
  dropHolds(means, order);
  leaveWave(means, desk, order);
  if (order.state !== "accepted") moveOrder(means, desk, order, "order.held");
  sayWhy(means, order, { code: "order.held", by: held.by, words: held.reason }, ofHold);
}

export function holdNoMore(means: OrderMeans, order: Order): void {
  means.orders.become(order, { held: null });
  sayNoMore(means, order, ofHold);
  means.orders.unsettle(order);
}

function leaveWave(means: OrderMeans, desk: Desk, order: Order): void {
  if (means.waves.leave(desk, order.wave, order.order)) means.orders.become(order, { wave: null });
}

/** Before its wave went: it leaves those of its carrier and gathers with the other's. */
export function carryBy(
  means: OrderMeans,
  desk: Desk,
  order: Order,
  carriage: Pick<Order, "carrier" | "region" | "cutOffAt">,
): void {
  const gathered = means.waves.leave(desk, order.wave, order.order);
  const { carrier, region, cutOffAt } = carriage;
  if (order.carrier === unassigned.carrier) means.unknownCountries.ended(order, desk);
  means.orders.become(order, { carrier, region, cutOffAt, wave: null });
  if (gathered) joinWave(means, desk, order);
}

/** Orders whose wave goes are sent onto the floor. */
export function depart(means: OrderMeans, desk: Desk, ids: readonly OrderId[]): void {
  for (const id of ids) {
    const order = means.orders.get(id)!;
    means.orders.become(order, { released: true });
    sendTours(means, desk, order);
  }
}

/** At a start: a house of before let units lie that orders may have, and waited for ever. */
export function begin(means: OrderMeans, desk: Desk): void {
  const { orders, stock } = means;
  goOnInTurn(means, desk);
  for (const sku of orders.waiting.awaited()) if (unitsThere(means, sku) > 0) stock.free(sku);
  for (const order of orders.waiting.waitingFor()) if (order.givenUpAt === null) orders.unsettle(order);
}

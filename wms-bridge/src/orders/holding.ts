/** Holding stock for orders: what an order still lacks, holds taken and given back. */
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { StockRow } from "../stock/accounts.ts";
import { chooseRows, chooserOf, type Share } from "../stock/allocate.ts";
import { unitsThere } from "../stock/giving.ts";
import type { WithLots } from "../stock/lots.ts";
import { isMisplaced } from "../stock/misplaced.ts";
import type { WithRoom } from "../stock/room.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { isClosed as isToteClosed, unitsInHand } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { OrderMeans } from "./means.ts";
import { type Hold, isClosed, type Need, type Order, wantedOf } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import { byUrgency } from "./urgency.ts";

export interface Missing {
  readonly need: Need;
  readonly units: number;
}

/** Units that are neither held, nor in one of the order's totes that was not called back, nor shipped, nor given up. */
export function missingOf({ totes }: WithTotes, order: Order): Missing[] {
  const covered = new Map<Sku, number>();
  const cover = (sku: Sku, units: number): void => {
    covered.set(sku, (covered.get(sku) ?? 0) + units);
  };
  for (const { row, units } of order.holds) cover(row.sku, units);
  for (const id of order.totes) {
    const tote = totes.get(id);
    if (tote && !isToteClosed(tote) && !tote.withdrawn)
      for (const line of tote.lines) cover(line.sku, unitsInHand(tote, line));
  }
  return order.needs.flatMap((need) => {
    const units = wantedOf(need) - (covered.get(need.sku) ?? 0);
    return units > 0 ? { need, units } : [];
  });
}

/**
 * Holds what is missing, less what orders wait for that must leave sooner; of a whole order all of it or nothing, so that two of them never each hold what the other lacks.
 * Answers what is still missing.
 */
export function holdMissing(means: OrderMeans, order: Order, missing: readonly Missing[]): Missing[] {
  const { stock, orders } = means;
  const chooser = chooserOf(means, order.shipBy);
  const lacking: Missing[] = [];
  const chosen: { need: Need; shares: Share[] }[] = [];
  for (const { need, units } of missing) {
    const shares = chooseRows(stock.rowsOf(need.sku), unitsFor(means, order, { need, units }), chooser);
    const given = shares.reduce((sum, share) => sum + share.units, 0);
    if (given < units) lacking.push({ need, units: units - given });
    chosen.push({ need, shares });
  }
  if (order.allocation === "whole" && lacking.length > 0) return lacking;
  const holds = chosen.flatMap(({ need, shares }) => shares.map((share) => ({ line: need.line, ...share })));
  for (const { row, units } of holds)
    stock.move({ holder: row, name: "available" }, { holder: row, name: "allocated" }, units);
  if (holds.length > 0) orders.holdMore(order, holds);
  return lacking;
}

/** Units that came free and were not dealt yet belong to whoever waits for them longest. */
function unitsFor(means: OrderMeans, order: Order, { need: { sku }, units }: Missing): number {
  const { orders } = means;
  if (!orders.waiting.isAwaited(sku)) return units;
  const there = unitsThere(means, sku, order.shipBy);
  return there === 0 ? 0 : Math.max(0, Math.min(units, there - unitsOfOthers(means, order, sku, there)));
}

/**
 * Units that others will have who go first. Who ships later may have fewer of those that are there: those with the fewest are counted first, and no more together than they may have, so that a lot which
 * expires too soon for all of them is left to this order.
 */
function unitsOfOthers(means: OrderMeans, order: Order, sku: Sku, there: number): number {
  const { orders, items } = means;
  const isDated = items.need(sku).shelfLifeDays !== undefined;
  const pools = new Map<number, number>();
  const poolOf = ({ shipBy }: Order): number => {
    if (!isDated) return there;
    const known = pools.get(shipBy) ?? unitsThere(means, sku, shipBy);
    pools.set(shipBy, known);
    return known;
  };
  const others = [...orders.waiting.before(order, sku)].map(([other, units]) => ({
    pool: poolOf(other),
    units,
  }));
  return others
    .sort((a, b) => a.pool - b.pool)
    .reduce((sum, { pool, units }) => Math.min(sum + units, pool), 0);
}

/** It must leave later than what it holds may. */
export const dropShortLived = (means: WithStock & WithLots & WithOrders, order: Order): void =>
  dropHolds(means, order, ({ row }) => !means.lots.lasts(row, order.shipBy));

/** Gives holds back; `which` picks them, all by default. */
export function dropHolds(
  { stock, orders }: WithStock & WithOrders,
  order: Order,
  which: (hold: Hold) => boolean = () => true,
): void {
  const dropped = order.holds.filter(which);
  if (dropped.length === 0) return;
  for (const { row, units } of dropped)
    stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, units);
  const gone = new Set(dropped);
  orders.holdThese(
    order,
    order.holds.filter((hold) => !gone.has(hold)),
  );
}

/** No order counts on what lies there any more: each looks for another place at the end of the step. */
export function dropHoldsOf(means: WithStock & WithOrders, isGone: (row: StockRow) => boolean): void {
  const { orders } = means;
  const holders = [...orders.holders()].filter(
    ({ state, holds }) => !isClosed(state) && holds.some(({ row }) => isGone(row)),
  );
  for (const order of holders.sort(byUrgency)) {
    dropHolds(means, order, ({ row }) => isGone(row));
    orders.unsettle(order);
  }
}

export const dropHoldsAt = (means: WithStock & WithOrders, location: LocationId): void =>
  dropHoldsOf(means, (row) => row.location === location);

/** At a start: no order waits for units of a place that is gone, or does not admit them any more. */
export function dropHoldsAtLost(means: WithRoom & WithOrders): void {
  if (means.stock.atRemoved.size > 0 || means.places.isPartitioned)
    dropHoldsOf(means, (row) => row.place === "removed" || isMisplaced(means, row));
}

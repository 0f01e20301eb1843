/** Holding stock for orders: what an order still lacks, holds taken and given back, and the list of those that wait for stock. */
import type { OrderId, Sku } from "@floorplane/contracts/ids";
import { chooseRows, chooserOf, type Share } from "../stock/allocate.ts";
import { isToteClosed, unitsInHand } from "../totes/tote.ts";
import type { Warehouse } from "../warehouse.ts";
import type { Need, Order } from "./order.ts";

export interface Missing {
  readonly need: Need;
  readonly units: number;
}

/** Units that are neither held, nor in one of the order's totes, nor shipped. */
export function missingOf(w: Warehouse, order: Order): Missing[] {
  const covered = new Map<Sku, number>();
  const cover = (sku: Sku, units: number): void => {
    covered.set(sku, (covered.get(sku) ?? 0) + units);
  };
  for (const { row, units } of order.holds) cover(row.sku, units);
  for (const id of order.totes) {
    const tote = w.totes.get(id);
    if (tote && !isToteClosed(tote.state))
      for (const line of tote.lines) cover(line.sku, unitsInHand(tote, line));
  }
  return order.needs.flatMap((need) => {
    const units = need.asked - (covered.get(need.sku) ?? 0);
    return units > 0 ? { need, units } : [];
  });
}

/**
 * Holds what is missing. `whole`: all of it or nothing, so that two orders never each hold what the other lacks. Answers what is still missing.
 */
export function holdMissing(
  w: Warehouse,
  order: Order,
  missing: readonly Missing[],
  whole: boolean,
): Missing[] {
  const chooser = chooserOf(w);
  const lacking: Missing[] = [];
  const chosen: { need: Need; shares: Share[] }[] = [];
  for (const { need, units } of missing) {
    const shares = chooseRows(w.stock.rowsOf(need.sku), units, chooser);
    const given = shares.reduce((sum, share) => sum + share.units, 0);
    if (given < units) lacking.push({ need, units: units - given });
    chosen.push({ need, shares });
  }
  if (whole && lacking.length > 0) return lacking;
  const { length } = order.holds;
  for (const { need, shares } of chosen)
    for (const { row, units } of shares) {
      w.stock.move({ holder: row, name: "available" }, { holder: row, name: "allocated" }, units);
      order.holds.push({ line: need.line, row, units });
      w.visits.hold(row.location, row.sku);
      if (w.visits.of(row.sku) > w.settings.crowdedVisits) w.crowded.add(row.sku);
    }
  if (order.holds.length > length) w.orders.touch(order);
  return lacking;
}

/** Gives holds back; `which` picks them, all by default. */
export function dropHolds(
  w: Warehouse,
  order: Order,
  which: (hold: Order["holds"][number]) => boolean = () => true,
): void {
  if (order.holds.length === 0) return;
  const kept: Order["holds"] = [];
  for (const hold of order.holds) {
    if (!which(hold)) kept.push(hold);
    else
      w.stock.move(
        { holder: hold.row, name: "allocated" },
        { holder: hold.row, name: "available" },
        hold.units,
      );
  }
  if (kept.length === order.holds.length) return;
  changeHolds(w, order, kept);
}

/** The units are accounted for by the caller. */
export function changeHolds(w: Warehouse, order: Order, holds: Order["holds"]): void {
  for (const { row } of order.holds) w.visits.release(row.location, row.sku);
  for (const { row } of holds) w.visits.hold(row.location, row.sku);
  order.holds = holds;
  w.orders.touch(order);
}

/** The order hears of stock of these SKUs, and of no others. */
export function waitFor(w: Warehouse, order: Order, lacking: readonly Missing[]): void {
  stopWaiting(w, order);
  for (const { need } of lacking) {
    const orders = w.waiting.get(need.sku);
    if (orders) orders.add(order.order);
    else w.waiting.set(need.sku, new Set([order.order]));
  }
}

export function stopWaiting(w: Warehouse, order: Order): void {
  if (w.waiting.size === 0) return;
  for (const { sku } of order.needs) {
    const orders = w.waiting.get(sku);
    if (orders?.delete(order.order) && orders.size === 0) w.waiting.delete(sku);
  }
}

/** Orders that wait for one of these SKUs, the most urgent first. */
export function waitingFor(w: Warehouse, skus: readonly Sku[]): Order[] {
  const found = new Set<OrderId>();
  for (const sku of skus) for (const order of w.waiting.get(sku) ?? []) found.add(order);
  return [...found].map((id) => w.orders.get(id)!).sort(byUrgency);
}

/** The same units are given to the order that must leave first, then to the one that came first. */
export const byUrgency = (a: Order, b: Order): number =>
  a.shipBy - b.shipBy || a.receivedAt - b.receivedAt || (a.order < b.order ? -1 : 1);

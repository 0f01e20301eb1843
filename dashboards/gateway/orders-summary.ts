/** What open orders are together: how much time they have, why they stand, and which goods most of them wait for. One pass over all of them. */
import type { OrderDocument } from "@floorplane/contracts/documents";
import { byCodeUnits } from "@floorplane/contracts/ids";
import { hourMs } from "@floorplane/contracts/units";
import { hoursLeft, type OrdersSummary, type WhyCount } from "./protocol.ts";

/** SKUs that are named; the rest are found by their orders. */
const lackingMax = 20;
/** Words of a filter. */
const wordsMax = 100;

export function summaryOf(open: Iterable<OrderDocument>, now: number): OrdersSummary {
  const lateness = Array.from({ length: hoursLeft.length + 1 }, () => 0);
  const why = new Map<string, { -readonly [Key in keyof WhyCount]: WhyCount[Key] }>();
  const lacking = new Map<string, { orders: number; units: number; expectedAt: number | null }>();
  const carriers = new Set<string>();
  const clients = new Set<string>();
  let count = 0;
  let held = 0;
  let gathering = 0;
  for (const order of open) {
    count++;
    if (order.held) held++;
    carriers.add(order.carrier);
    clients.add(order.client);
    lateness[barOf(order.shipBy, now)]!++;
    for (const { sku, units, expectedAt } of order.lacking) {
      const one = lacking.get(sku) ?? { orders: 0, units: 0, expectedAt };
      lacking.set(sku, {
        orders: one.orders + 1,
        units: one.units + units,
        expectedAt: later(one.expectedAt, expectedAt),
      });
    }
    if (order.why) addWhy(why, order, order.why.code);
    else if (order.state === "allocated") gathering++;
  }
  return {
    open: count,
    lateness,
    why: [...why.values()].sort((a, b) => b.orders - a.orders || byCodeUnits(a.code, b.code)),
    gathering,
    lacking: [...lacking]
      .map(([sku, one]) => ({ sku, ...one }))
      .sort((a, b) => b.orders - a.orders || b.units - a.units || byCodeUnits(a.sku, b.sku))
      .slice(0, lackingMax),
    held,
    carriers: [...carriers].sort(byCodeUnits).slice(0, wordsMax),
    clients: [...clients].sort(byCodeUnits).slice(0, wordsMax),
  };
}

/** Which bar of the histogram it stands in. */
export function barOf(shipBy: number, now: number): number {
  const left = (shipBy - now) / hourMs;
  const bar = hoursLeft.findIndex((edge) => left < edge);
  return bar === -1 ? hoursLeft.length : bar;
}

function addWhy(
  why: Map<string, { -readonly [Key in keyof WhyCount]: WhyCount[Key] }>,
  { shipBy, lacking, course }: OrderDocument,
  code: WhyCount["code"],
): void {
  const units = lacking.reduce((sum, one) => sum + one.units, 0);
  const since = course.at(-1)?.at ?? null;
  const one = why.get(code);
  if (!one) {
    why.set(code, { code, orders: 1, units, nextShipBy: shipBy, since });
    return;
  }
  one.orders++;
  one.units += units;
  one.nextShipBy = Math.min(one.nextShipBy, shipBy);
  if (since !== null && (one.since === null || since < one.since)) one.since = since;
}

/** Of two promises, the one that both can count on. */
const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a, b);

/**
 * When what orders wait for is expected. What was announced is dealt to those who wait as it will be when it comes: the most urgent order first. A promise is no hold: it is made anew
 * whenever more is announced, comes late, or is wanted by an order that must leave sooner.
 */
import type { Sku } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithSettings } from "../keeping/settings.ts";
import { type BeingPutAwayMeans, unitsBeingPutAway } from "../receiving/being-put-away.ts";
import type { Arrival, WithExpected } from "../stock/expected-receipts.ts";
import type { LackedUnits, Lacking, Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import { byUrgency } from "./urgency.ts";

export type PromiseMeans = WithOrders & WithExpected & WithSettings & BeingPutAwayMeans;

/** Units that stand at receiving are for sale within this, ms: what somebody waits for is put away first. */
const forSaleWithinMs = 30 * minuteMs;

/** Of one order: it waits for these already. */
export const promised = (
  means: PromiseMeans,
  now: number,
  order: Order,
  missing: readonly LackedUnits[],
): Lacking[] =>
  missing.map(({ sku, units }) => ({ sku, units, expectedAt: expectedAt(means, now, order, sku) }));

function expectedAt(means: PromiseMeans, now: number, order: Order, sku: Sku): number | null {
  const { orders, expected } = means;
  const sources = { arrivals: expected.arrivalsOf(sku), here: unitsBeingPutAway(means, sku, order.shipBy) };
  if (sources.arrivals.length === 0 && sources.here === 0) return null;
  let wanted = orders.waiting.unitsOf(order, sku);
  for (const other of orders.waiting.waitingFor([sku]))
    if (byUrgency(other, order) < 0) wanted += orders.waiting.unitsOf(other, sku);
  const told = order.lacking.find((one) => one.sku === sku)?.expectedAt ?? null;
  return covers(sources, wanted, told ?? now + forSaleWithinMs);
}

/** When so many units have come. `here`: units that came and are not for sale yet; what was promised of them stands, since they are no longer a hope. */
function covers(
  { arrivals, here }: { readonly arrivals: readonly Arrival[]; readonly here: number },
  wanted: number,
  hereAt: number,
): number | null {
  let left = wanted - here;
  if (left <= 0) return hereAt;
  for (const { at, units } of arrivals) {
    left -= units;
    if (left <= 0) return at;
  }
  return null;
}

/** So long an order waits: a month, and for what was announced a week beyond its time. */
export function givenUpAt(
  { settings }: WithSettings,
  since: number,
  lacking: readonly Pick<Lacking, "expectedAt">[],
): number {
  const times = lacking.map((one) => (one.expectedAt ?? 0) + settings.overdueMs);
  return Math.max(since + settings.restWaitMs, ...times);
}

/** What changed since promises were made last: for whom it is another now is answered, a bounded number; what is left over follows a second later. */
export function otherPromises(
  means: PromiseMeans,
  desk: Desk,
  more: readonly Sku[],
): { readonly order: Order; readonly lacking: readonly Lacking[] }[] {
  const { orders, expected, settings, stock } = means;
  const announced = expected.takeChanged();
  const isComing = (sku: Sku): boolean =>
    expected.arrivalsOf(sku).length > 0 || unitsBeingPutAway(means, sku, 0) > 0;
  const wanted = orders.waiting.takeChanged().filter(isComing);
  const moved = stock.takeOnWay().filter((sku) => orders.waiting.isAwaited(sku));
  const skus = [...new Set([...announced, ...wanted, ...moved, ...more])];
  const others = new Map<Order, readonly Lacking[]>();
  for (const [index, sku] of skus.entries()) {
    if (others.size >= settings.promisesPerStep) {
      for (const left of skus.slice(index))
        desk.due(`promises/${left}`, desk.now + 1_000, { type: "promises.renew", skus: [left] });
      break;
    }
    const arrivals = expected.arrivalsOf(sku);
    let wantedUntil = 0;
    for (const order of orders.waiting.waitingFor([sku])) {
      wantedUntil += orders.waiting.unitsOf(order, sku);
      const lacking = others.get(order) ?? order.lacking;
      const told = lacking.find((one) => one.sku === sku)?.expectedAt ?? null;
      const sources = { arrivals, here: unitsBeingPutAway(means, sku, order.shipBy) };
      const at = covers(sources, wantedUntil, told ?? desk.now + forSaleWithinMs);
      if (lacking.every((one) => one.sku !== sku || one.expectedAt === at)) continue;
      others.set(
        order,
        lacking.map((one) => (one.sku === sku ? { ...one, expectedAt: at } : one)),
      );
    }
  }
  return [...others].map(([order, lacking]) => ({ order, lacking }));
}

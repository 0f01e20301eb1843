/**
 * When what orders wait for is expected. What was announced is dealt to those who wait as it will be when it comes: the most urgent order first. A promise is no hold: it is made anew
 * whenever more is announced, comes late, or is wanted by an order that must leave sooner.
 */
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithSettings } from "../keeping/settings.ts";
import type { Arrival, WithExpected } from "../stock/expected-receipts.ts";
import type { LackedUnits, Lacking, Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import { byUrgency } from "./urgency.ts";

export type PromiseMeans = WithOrders & WithExpected & WithSettings;

/** Of one order: it waits for these already. */
export const promised = (means: PromiseMeans, order: Order, missing: readonly LackedUnits[]): Lacking[] =>
  missing.map(({ sku, units }) => ({ sku, units, expectedAt: expectedAt(means, order, sku) }));

function expectedAt({ orders, expected }: PromiseMeans, order: Order, sku: Sku): number | null {
  const arrivals = expected.arrivalsOf(sku);
  if (arrivals.length === 0) return null;
  let wanted = orders.waiting.unitsOf(order, sku);
  for (const other of orders.waiting.waitingFor([sku]))
    if (byUrgency(other, order) < 0) wanted += orders.waiting.unitsOf(other, sku);
  return covers(arrivals, wanted);
}

/** When so many units have come. */
function covers(arrivals: readonly Arrival[], wanted: number): number | null {
  let left = wanted;
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
  { orders, expected, settings }: PromiseMeans,
  desk: Desk,
  more: readonly Sku[],
): { readonly order: Order; readonly lacking: readonly Lacking[] }[] {
  const announced = expected.takeChanged();
  const wanted = orders.waiting.takeChanged().filter((sku) => expected.arrivalsOf(sku).length > 0);
  const skus = [...new Set([...announced, ...wanted, ...more])];
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
      const at = covers(arrivals, wantedUntil);
      const lacking = others.get(order) ?? order.lacking;
      if (lacking.every((one) => one.sku !== sku || one.expectedAt === at)) continue;
      others.set(
        order,
        lacking.map((one) => (one.sku === sku ? { ...one, expectedAt: at } : one)),
      );
    }
  }
  return [...others].map(([order, lacking]) => ({ order, lacking }));
}

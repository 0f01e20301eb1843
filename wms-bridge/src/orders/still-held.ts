/** Holds end, places are counted, and what was kept is decided otherwise: an order that waits says what it waits for by now, and names nothing that is over. */
import { byCodeUnits, type Sku } from "@floorplane/contracts/ids";
import { isSameReason } from "@floorplane/contracts/reasons/reason";
import type { Desk } from "@floorplane/runtime/room";
import { whyLacking } from "./backorder.ts";
import type { OrderMeans } from "./means.ts";
import { lacks, sayWhy } from "./why.ts";

/** Once in each step. A bounded number of orders; the SKUs that are left over follow a second later. */
export function renewReasons(means: OrderMeans, desk: Desk, more: readonly Sku[] = []): void {
  const { orders, settings, stock } = means;
  const skus = new Set([...stock.takeKeptMoved(), ...doubted(means), ...keptByEnded(means), ...more]);
  let said = 0;
  for (const sku of [...skus].filter((one) => orders.waiting.isAwaited(one)).sort(byCodeUnits)) {
    if (said >= settings.promisesPerStep) {
      desk.due(`reasons/${sku}`, desk.now + 1_000, { type: "reasons.renew", skus: [sku] });
      continue;
    }
    for (const order of orders.waiting.waitingFor([sku])) {
      const why = whyLacking(means, order.lacking, order.shipBy);
      if (order.lacking.length === 0 || isSameReason(order.why, why)) continue;
      sayWhy(means, order, why, lacks);
      said++;
    }
  }
}

/** At places that wait for a count, or do no more. */
const doubted = ({ counts, stock }: OrderMeans): Sku[] =>
  counts.takeChanged().flatMap((location) => stock.rowsAt(location).map(({ sku }) => sku));

/** Of a hold that names no SKU, those that somebody waits for. */
function keptByEnded({ holds, orders }: OrderMeans): Sku[] {
  const ended = holds.takeEnded();
  const all = ended.some(({ sku }) => sku === null) ? orders.waiting.awaited() : [];
  return [...all, ...ended.flatMap(({ sku }) => sku ?? [])];
}

/** A new order's first step, and later ones of orders that waited for stock before their wave. */
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Warehouse } from "../warehouse.ts";
import { leaveWave } from "../waves/wave-steps.ts";
import { joinWave } from "../waves/waves.ts";
import { holdMissing, missingOf, waitingFor } from "./holding.ts";
import { isClosed, type Order } from "./order.ts";
import { moveOrder, watchRisk } from "./progress.ts";
import { lackUnits, sendTours } from "./tours.ts";

export function acceptOrder(w: Warehouse, desk: Desk, order: Order): void {
  w.orders.add(order);
  w.openOrders++;
  moveOrder(w, desk, order, "goods.known");
  w.confirmations.tell(desk, order.order, "order.accepted", { order: order.order });
  w.unknownCountries.add(order, desk);
  watchRisk(w, desk, order);
  allocate(w, desk, order);
}

/** Its holds were taken away by a count: it looks for others, in its wave or on the floor. */
export function holdAgain(w: Warehouse, desk: Desk, order: Order): void {
  if (isClosed(order.state) || order.state === "cancelling") return;
  if (order.released) sendTours(w, desk, order);
  else lackUnits(w, desk, order, holdMissing(w, order, missingOf(w, order), false));
}

/** All of it or nothing is held: then it gathers in a wave, else it waits for stock. */
function allocate(w: Warehouse, desk: Desk, order: Order): void {
  const lacking = holdMissing(w, order, missingOf(w, order), true);
  lackUnits(w, desk, order, lacking);
  if (lacking.length > 0) {
    if (order.state !== "backordered") moveOrder(w, desk, order, "units.missing");
    return;
  }
  moveOrder(w, desk, order, "stock.held");
  joinWave(w, desk, order);
}

/** Stock of these SKUs appeared: the orders that wait for it try again, the most urgent first, until a bounded number was served. Each SKU is remembered by a due row of its own. */
export function retryWaiting(w: Warehouse, desk: Desk, skus: readonly Sku[]): void {
  if (w.waiting.size === 0) return;
  let served = 0;
  for (const order of waitingFor(w, skus)) {
    const { length } = order.totes;
    if (order.released || order.state === "allocated") holdAgain(w, desk, order);
    else allocate(w, desk, order);
    if (order.totes.length > length || order.state === "allocated") served++;
    if (served < w.settings.retriesPerStep) continue;
    for (const sku of skus)
      if (w.waiting.has(sku))
        desk.due(`retry/${sku}`, desk.now + 1_000, { type: "orders.retry", skus: [sku] });
    return;
  }
}

/** Before its wave went, an order gives its units back and is gone. */
export function withdrawUnreleased(w: Warehouse, desk: Desk, order: Order): void {
  leaveWave(w, desk, order);
  moveOrder(w, desk, order, "cancel.asked");
  if (order.state === "cancelling") moveOrder(w, desk, order, "nothing.picked");
}

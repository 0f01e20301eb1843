/** A new order's first step, and later ones of orders that waited for stock before their wave. */
import type { OrderId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { unassigned } from "./carriers.ts";
import { holdMissing, missingOf } from "./holding.ts";
import { askInTurn, takeTurns } from "./in-turn.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, type Order } from "./order.ts";
import { moveOrder, watchRisk } from "./progress.ts";
import { lackUnits, sendTours } from "./tours.ts";

export function acceptOrder(means: OrderMeans, desk: Desk, order: Order): void {
  const { orders, confirmations, unknownCountries } = means;
  orders.add(order);
  moveOrder(means, desk, order, "goods.known");
  confirmations.tell(desk, order.order, "order.accepted", { order: order.order }, order.client);
  unknownCountries.add(order, desk);
  watchRisk(means, desk, order);
  askInTurn(means, desk, order, () => allocate(means, desk, order));
}

/** It is the turn of the next few that were accepted when more came than ask at once. */
export const takeNextTurns = (means: OrderMeans, desk: Desk): void =>
  takeTurns(means, desk, (order) => allocate(means, desk, order));

/** Its holds were taken away by a count: it looks for others, in its wave or on the floor. */
export function holdAgain(means: OrderMeans, desk: Desk, order: Order): void {
  if (isClosed(order.state) || order.state === "cancelling") return;
  if (order.released) sendTours(means, desk, order);
  else lackUnits(means, desk, order, holdMissing(means, order, missingOf(means, order), false));
}

/** All of it or nothing is held: then it gathers in a wave, else it waits for stock. */
function allocate(means: OrderMeans, desk: Desk, order: Order): void {
  const lacking = holdMissing(means, order, missingOf(means, order), true);
  lackUnits(means, desk, order, lacking);
  if (lacking.length > 0) {
    if (order.state !== "backordered") moveOrder(means, desk, order, "units.missing");
    return;
  }
  moveOrder(means, desk, order, "stock.held");
  joinWave(means, desk, order);
}

/** Gathers it with others of its kind; with it the wave may be full, and go. */
function joinWave(means: OrderMeans, desk: Desk, order: Order): void {
  const { orders, waves } = means;
  const wave = waves.join(desk, order);
  orders.become(order, { wave });
  depart(means, desk, waves.departed(wave));
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

/** Stock of these SKUs appeared: the orders that wait for it try again, the most urgent first, until a bounded number was served. Each SKU is remembered by a due row of its own. */
export function retryWaiting(means: OrderMeans, desk: Desk, skus: readonly Sku[]): void {
  let served = 0;
  for (const order of means.orders.waitingFor(skus)) {
    const { length } = order.totes;
    if (order.released || order.state === "allocated") holdAgain(means, desk, order);
    else allocate(means, desk, order);
    if (order.totes.length > length || order.state === "allocated") served++;
    if (served < means.settings.retriesPerStep) continue;
    for (const sku of skus)
      if (means.orders.isAwaited(sku))
        desk.due(`retry/${sku}`, desk.now + 1_000, { type: "orders.retry", skus: [sku] });
    return;
  }
}

/** Before its wave went, an order gives its units back and is gone. */
export function withdrawUnreleased(means: OrderMeans, desk: Desk, order: Order): void {
  if (means.waves.leave(desk, order.wave, order.order)) means.orders.become(order, { wave: null });
  moveOrder(means, desk, order, "cancel.asked");
  if (order.state === "cancelling") moveOrder(means, desk, order, "nothing.picked");
}

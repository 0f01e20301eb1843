/** Turns held units into totes and asks the fleet for their transports: one tote, one tour. */
import type { LineId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { stationsToServe } from "../packing/stations.ts";
import type { StockRow } from "../stock/accounts.ts";
import { cutTotes, type Part } from "../totes/cut.ts";
import { sendOff } from "../totes/journeys.ts";
import { newTour } from "../totes/tote.ts";
import type { OrderMeans } from "./means.ts";
import type { Order } from "./order.ts";

interface HeldPick {
  readonly line: LineId;
  readonly row: StockRow;
  readonly units: number;
  readonly litres: number;
  readonly kilograms: number;
}

/** Asks for totes for what the order holds, a bounded number at once; the rest stays held and is cut a second later. */
export function requestTours(means: OrderMeans, desk: Desk, order: Order): void {
  const { items, orders, settings } = means;
  if (order.holds.length === 0) return;
  const picks: HeldPick[] = order.holds
    .map(({ line, row, units }) => {
      const { litres, kilograms } = items.need(row.sku);
      return { line, row, units, litres, kilograms };
    })
    .sort((a, b) => a.row.rank - b.row.rank || (a.row.lot < b.row.lot ? -1 : a.row.lot > b.row.lot ? 1 : 0));
  const totes = cutTotes(picks);
  const now = orders.takeTours(Math.min(totes.length, settings.totesPerStep));
  for (const parts of totes.slice(0, now)) requestTour(means, desk, order, parts);
  const later = totes.slice(now).flat();
  orders.holdThese(
    order,
    later.map(({ pick, units }) => ({ line: pick.line, row: pick.row, units })),
  );
  if (later.length > 0)
    desk.due(`cut/${order.order}`, desk.now + 1_000, { type: "order.cut", order: order.order });
}

function requestTour(means: OrderMeans, desk: Desk, order: Order, parts: readonly Part<HeldPick>[]): void {
  const { counters, orders, settings } = means;
  const lines = parts.map(({ pick: { line, row }, units: planned }) => {
    const { sku, lot, location } = row;
    return { line, sku, lot, location, planned };
  });
  const tour = newTour(counters.next("tote"), order, lines);
  orders.toteSent(order, tour.tote);
  const dueAt = Math.max(desk.now, order.shipBy - settings.packingLeadMs);
  sendOff(means, desk, tour, { stations: stationsToServe(means), dueAt });
}

/** Turns held units into totes and asks the fleet for their transports: one tote, one tour. */
import { type LineId, StationId } from "@floorplane/contracts/ids";
import type { Stop } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { changeHolds } from "../orders/holding.ts";
import type { Order } from "../orders/order.ts";
import { stationsToServe } from "../packing/stations.ts";
import type { StockRow } from "../stock/accounts.ts";
import type { Warehouse } from "../warehouse.ts";
import { cutTotes, type Part } from "./cut.ts";
import { newTote, type ToteLine } from "./tote.ts";

interface HeldPick {
  readonly line: LineId;
  readonly row: StockRow;
  readonly units: number;
  readonly litres: number;
  readonly kilograms: number;
}

/** Asks for totes for what the order holds, a bounded number at once; the rest stays held and is cut a second later. */
export function requestTours(w: Warehouse, desk: Desk, order: Order): void {
  if (order.holds.length === 0) return;
  const picks: HeldPick[] = order.holds
    .map(({ line, row, units }) => {
      const { litres, kilograms } = w.items.need(row.sku);
      return { line, row, units, litres, kilograms };
    })
    .sort((a, b) => a.row.rank - b.row.rank || (a.row.lot < b.row.lot ? -1 : a.row.lot > b.row.lot ? 1 : 0));
  const totes = cutTotes(picks);
  const now = w.takeTours(Math.min(totes.length, w.settings.totesPerStep));
  for (const parts of totes.slice(0, now)) requestTour(w, desk, order, parts);
  const later = totes.slice(now).flat();
  changeHolds(
    w,
    order,
    later.map(({ pick, units }) => ({ line: pick.line, row: pick.row, units })),
  );
  if (later.length > 0)
    desk.due(`cut/${order.order}`, desk.now + 1_000, { type: "order.cut", order: order.order });
}

function requestTour(w: Warehouse, desk: Desk, order: Order, parts: readonly Part<HeldPick>[]): void {
  const lines: ToteLine[] = parts.map(({ pick, units }) => ({
    line: pick.line,
    sku: pick.row.sku,
    lot: pick.row.lot,
    location: pick.row.location,
    planned: units,
    taken: 0,
    state: "open",
  }));
  const tote = newTote(w.counters.next("tote"), { kind: "tour", order: order.order, lines, face: null });
  w.totes.add(tote);
  order.totes.push(tote.tote);
  const stations = stationsToServe(w);
  const stops: Stop[] = [
    { stations, action: { type: "fetchTote", tote: tote.tote }, purpose: { type: "fetch" } },
  ];
  for (const [entry, { line, sku, lot, location, planned }] of lines.entries()) {
    w.goTo(location, sku);
    stops.push({
      stations: [StationId(location)],
      action: { type: "pickItems", tote: tote.tote, line, sku, lot, quantity: planned },
      purpose: { type: "pick", entry },
    });
  }
  stops.push({ stations, action: { type: "dropTote", tote: tote.tote }, purpose: { type: "drop" } });
  desk.send("fleet", {
    type: "transport.requested",
    transport: tote.transport,
    kind: "tour",
    tote: tote.tote,
    stops,
    dueAt: Math.max(desk.now, order.shipBy - w.settings.packingLeadMs),
  });
}

/**
 * Refill: a face that falls below a quarter of what it was filled to gets units from reserve, as a transport of its own. One refill a face at a time;
 * few at once, so that orders keep their robots.
 */
import { LineId, type LocationId, type Sku, StationId } from "@floorplane/contracts/ids";
import { toteLimits } from "@floorplane/contracts/picking";
import { hourMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { stationsToServe } from "../packing/stations.ts";
import { needBinCount } from "../tasks/tasks.ts";
import { book, needToteCount, type StopDone } from "../totes/picking.ts";
import { newTote, type Tote } from "../totes/tote.ts";
import type { Warehouse } from "../warehouse.ts";
import { type StockRow, unitsOf } from "./accounts.ts";
import { unitsThatFitAt } from "./room.ts";

/** Refills give way to orders of the day, and are not forgotten. */
const refillWithinMs = 4 * hourMs;

/** Faces that fell since the last step, and those that had to wait for their turn. */
export function considerRefills(w: Warehouse, desk: Desk): void {
  const low = w.stock.lowFaces;
  if (low.size === 0) return;
  for (const face of low) {
    if (w.refills.size >= w.settings.refillsMax) return;
    if (w.refills.has(face.location) || w.isShut(face.location)) continue;
    low.delete(face);
    const wanted = wantedUnits(w, face);
    const from = wanted > 0 ? reserveFor(w, face) : undefined;
    if (!from) continue;
    const units = Math.min(wanted, from.available);
    requestRefill(w, desk, { face: face.location, from, units, dueAt: desk.now + refillWithinMs });
  }
}

/** Units that bring a low face back to what it was filled to, as far as one tote carries them; 0 for one that is not low. */
function wantedUnits(w: Warehouse, face: StockRow): number {
  const present = w.stock
    .rowsAt(face.location)
    .reduce((sum, row) => sum + (row.sku === face.sku ? unitsOf(row) : 0), 0);
  if (present >= w.settings.refillBelow * face.nominal) return 0;
  const room = unitsThatFitAt(w, face.location, face.sku);
  return Math.max(0, Math.min(face.nominal - present, unitsInOneTote(w, face.sku), room));
}

/** At least one: a single unit beyond the limits travels alone. */
export function unitsInOneTote(w: Warehouse, sku: Sku): number {
  const { litres, kilograms } = w.items.need(sku);
  const one = Math.min(
    toteLimits.units,
    litres > 0 ? Math.floor(toteLimits.litres / litres) : toteLimits.units,
    kilograms > 0 ? Math.floor(toteLimits.kilograms / kilograms) : toteLimits.units,
  );
  return Math.max(1, one);
}

const reserveFor = (w: Warehouse, face: StockRow): StockRow | undefined =>
  w.stock
    .rowsOf(face.sku)
    .find((row) => row.place === "reserve" && row.available > 0 && !w.isShut(row.location));

export interface Refill {
  readonly face: LocationId;
  readonly from: StockRow;
  readonly units: number;
  readonly dueAt: number;
}

export function requestRefill(w: Warehouse, desk: Desk, { face, from, units, dueAt }: Refill): void {
  w.stock.move({ holder: from, name: "available" }, { holder: from, name: "allocated" }, units);
  const { sku, lot } = from;
  const line = LineId("refill");
  const tote = newTote(w.counters.next("tote"), {
    kind: "refill",
    order: null,
    face,
    lines: [{ line, sku, lot, location: from.location, planned: units, taken: 0, state: "open" }],
  });
  w.totes.add(tote);
  w.refills.set(face, tote.tote);
  w.goTo(from.location, sku);
  w.goTo(face);
  const stations = stationsToServe(w);
  const { tote: id, transport } = tote;
  desk.send("fleet", {
    type: "transport.requested",
    transport,
    kind: "refill",
    tote: id,
    stops: [
      { stations, action: { type: "fetchTote", tote: id }, purpose: { type: "fetch" } },
      {
        stations: [StationId(from.location)],
        action: { type: "pickItems", tote: id, line, sku, lot, quantity: units },
        purpose: { type: "pick", entry: 0 },
      },
      {
        stations: [StationId(face)],
        action: { type: "putItems", tote: id, line, sku, lot, quantity: units },
        purpose: { type: "put" },
      },
      { stations, action: { type: "dropTote", tote: id }, purpose: { type: "drop" } },
    ],
    dueAt,
  });
}

export function refillPicked(w: Warehouse, _desk: Desk, tote: Tote, { quantity }: StopDone): void {
  const line = tote.lines[0]!;
  if (line.state !== "open") return;
  book(w, tote, line, quantity);
  line.state = line.taken === line.planned ? "confirmed" : "short";
  if (line.state === "short") needBinCount(w, line.location);
  w.totes.touch(tote);
}

export function refillPut(w: Warehouse, desk: Desk, tote: Tote, { quantity }: StopDone): void {
  const line = tote.lines[0]!;
  if (!tote.face || !tote.putOpen) return;
  const transit = w.stock.transit(tote.tote, line.sku, line.lot);
  const face = w.stock.row(tote.face, line.sku, line.lot);
  const put = Math.min(quantity, transit.units);
  w.stock.move({ holder: transit, name: "units" }, { holder: face, name: "available" }, put);
  tote.putOpen = false;
  w.leave(tote.face);
  w.totes.touch(tote);
  if (quantity !== put) needBinCount(w, tote.face);
  if (transit.units > 0) needToteCount(w, desk, tote);
}

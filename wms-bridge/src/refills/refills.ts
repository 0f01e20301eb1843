/**
 * Refills: a face that falls below a quarter of what it was filled to gets units from reserve, as a transport of its own. One refill a face at a time;
 * few at once, so that orders keep their robots.
 */
import { LineId, type LocationId, type Sku } from "@floorplane/contracts/ids";
import { toteLimits } from "@floorplane/contracts/picking";
import { hourMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../goods/items.ts";
import type { WithCounters } from "../keeping/counters.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithSite } from "../keeping/traits.ts";
import { type ServingMeans, stationsToServe } from "../packing/stations.ts";
import { type StockRow, unitsOf } from "../stock/accounts.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import { isShut, type WithClosedPlaces } from "../stock/closed-places.ts";
import { gives } from "../stock/giving.ts";
import type { WithHolds } from "../stock/holds.ts";
import type { WithLots } from "../stock/lots.ts";
import { otherLotAt } from "../stock/one-lot.ts";
import { unitsThatFitAt, type WithRoom } from "../stock/room.ts";
import type { WithVisits } from "../stock/visits.ts";
import type { WithTasks } from "../tasks/tasks.ts";
import { sendOff } from "../totes/journeys.ts";
import { newRefill } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";

/** What it takes to say which faces want goods, and to send for them. */
export type RefillMeans = WithTotes &
  WithRoom &
  WithTasks &
  ServingMeans &
  WithVisits &
  WithCounts &
  WithClosedPlaces &
  WithHolds &
  WithLots &
  WithCounters &
  WithSite &
  WithSettings;

/** Refills give way to orders of the day, and are not forgotten. */
const refillWithinMs = 4 * hourMs;

/** Faces that fell since the last step, and those that had to wait for their turn. */
export function considerRefills(means: RefillMeans, desk: Desk): void {
  const { stock, totes, settings } = means;
  const low = stock.lowFaces;
  if (low.size === 0) return;
  for (const face of low) {
    if (totes.refills.size >= settings.refillsMax) return;
    if (totes.refillTo(face.location) || isShut(means, face.location)) continue;
    low.delete(face);
    const wanted = wantedUnits(means, face);
    const from = wanted > 0 ? reserveFor(means, face) : undefined;
    if (!from) continue;
    const units = Math.min(wanted, from.available);
    requestRefill(means, desk, { face: face.location, from, units, dueAt: desk.now + refillWithinMs });
  }
}

/** Units that bring a low face back to what it was filled to, as far as one tote carries them; 0 for one that is not low. */
function wantedUnits(means: RefillMeans, face: StockRow): number {
  const { stock, settings } = means;
  const present = stock
    .rowsAt(face.location)
    .reduce((sum, row) => sum + (row.sku === face.sku ? unitsOf(row) : 0), 0);
  if (present >= settings.refillBelow * face.nominal) return 0;
  const room = unitsThatFitAt(means, face.location, face.sku);
  return Math.max(0, Math.min(face.nominal - present, unitsInOneTote(means, face.sku), room));
}

/** At least one: a single unit beyond the limits travels alone. */
export function unitsInOneTote({ items }: WithItems, sku: Sku): number {
  const { litres, kilograms } = items.need(sku);
  const one = Math.min(
    toteLimits.units,
    litres > 0 ? Math.floor(toteLimits.litres / litres) : toteLimits.units,
    kilograms > 0 ? Math.floor(toteLimits.kilograms / kilograms) : toteLimits.units,
  );
  return Math.max(1, one);
}

/** The first along the floor of those that expire first. */
function reserveFor(means: RefillMeans, { sku, location }: StockRow): StockRow | undefined {
  let best: StockRow | undefined;
  for (const row of means.stock.rowsOf(sku)) {
    if (row.place !== "reserve" || row.available === 0 || !gives(means, row)) continue;
    if (otherLotAt(means, location, sku, row.lot) !== undefined) continue;
    if (!best || means.lots.endsAt(row) < means.lots.endsAt(best)) best = row;
  }
  return best;
}

export interface Wanted {
  readonly face: LocationId;
  readonly from: StockRow;
  readonly units: number;
  readonly dueAt: number;
}

export function requestRefill(means: RefillMeans, desk: Desk, { face, from, units, dueAt }: Wanted): void {
  const { stock, counters } = means;
  stock.move({ holder: from, name: "available" }, { holder: from, name: "allocated" }, units);
  const { sku, lot, location, sheet } = from;
  const line = { line: LineId("refill"), sku, lot, location, planned: units };
  const refill = newRefill(counters.next("tote"), { client: sheet.client, face }, line);
  sendOff(means, desk, refill, { stations: stationsToServe(means, desk.now), dueAt });
}

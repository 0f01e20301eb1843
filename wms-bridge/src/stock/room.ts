/** What a place can hold, by the litres and kilograms of what lies there. A single unit may be larger than its place: a shelf may be overhung. */
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { Warehouse } from "../warehouse.ts";
import { unitsOf } from "./accounts.ts";

export interface Room {
  readonly litres: number;
  readonly kilograms: number;
}

type Units = Iterable<readonly [Sku, number]>;

/** Sums of tenths and hundredths may miss by less than this. */
const tolerance = 1e-6;

export function fits(w: Warehouse, units: Units, room: Room): boolean {
  const { litres, kilograms, pieces } = loadOf(w, units);
  return pieces <= 1 || (litres <= room.litres + tolerance && kilograms <= room.kilograms + tolerance);
}

/** Further units of a SKU that a storage place takes beside what the book has there, what is on its way there, and `coming`. */
export function unitsThatFitAt(w: Warehouse, location: LocationId, sku: Sku, coming: Units = []): number {
  const place = w.places.get(location);
  if (!place) return 0;
  const there: (readonly [Sku, number])[] = w.stock.rowsAt(location).map((row) => [row.sku, unitsOf(row)]);
  const load = loadOf(w, [...there, ...onTheWay(w, location), ...coming]);
  const { litres, kilograms } = w.items.need(sku);
  const byLitres = litres > 0 ? (place.litres - load.litres + tolerance) / litres : Number.POSITIVE_INFINITY;
  const byKilograms =
    kilograms > 0 ? (place.kilograms - load.kilograms + tolerance) / kilograms : Number.POSITIVE_INFINITY;
  return Math.max(load.pieces === 0 ? 1 : 0, Math.floor(Math.min(byLitres, byKilograms)));
}

/** Units that people are asked to bring to a place. */
export function plannedFor(w: Warehouse, location: LocationId): [Sku, number][] {
  const planned: [Sku, number][] = [];
  for (const { to, sku, quantity } of w.inspections()) if (to === location) planned.push([sku!, quantity!]);
  return planned;
}

/** A refill under way has its room. */
function onTheWay(w: Warehouse, location: LocationId): Units {
  const tote = w.totes.get(w.refills.get(location)!);
  return tote?.putOpen ? tote.lines.map(({ sku, planned }) => [sku, planned] as const) : [];
}

function loadOf(w: Warehouse, units: Units): Room & { readonly pieces: number } {
  let litres = 0;
  let kilograms = 0;
  let pieces = 0;
  for (const [sku, count] of units) {
    const item = w.items.need(sku);
    litres += count * item.litres;
    kilograms += count * item.kilograms;
    pieces += count;
  }
  return { litres, kilograms, pieces };
}

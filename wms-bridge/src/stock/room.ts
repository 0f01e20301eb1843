/** What a place can hold, by the litres and kilograms of what lies there. A single unit may be larger than its place: a shelf may be overhung. */
import type { Sku } from "@floorplane/contracts/ids";
import type { Warehouse } from "../warehouse.ts";

export interface Room {
  readonly litres: number;
  readonly kilograms: number;
}

/** Sums of tenths and hundredths may miss by less than this. */
const tolerance = 1e-6;

export function fits(w: Warehouse, units: Iterable<readonly [Sku, number]>, room: Room): boolean {
  let litres = 0;
  let kilograms = 0;
  let pieces = 0;
  for (const [sku, count] of units) {
    const item = w.items.need(sku);
    litres += count * item.litres;
    kilograms += count * item.kilograms;
    pieces += count;
  }
  return pieces <= 1 || (litres <= room.litres + tolerance && kilograms <= room.kilograms + tolerance);
}

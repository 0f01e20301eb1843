/** What a place can hold, by the litres and kilograms of what lies there. A single unit may be larger than its place: a shelf may be overhung. */
import type { GoodsClass } from "@floorplane/contracts/goods-class";
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import { unitsOf } from "./accounts.ts";
import type { WithPlaces } from "./places.ts";
import type { WithStock } from "./stock-book.ts";

export interface Room {
  readonly litres: number;
  readonly kilograms: number;
}

export type Units = Iterable<readonly [Sku, number]>;

/** What it takes to judge a storage place: its book, and who knows what robots bring to it. */
export interface WithRoom extends WithItems, WithPlaces, WithStock {
  readonly totes: { comingTo(location: LocationId): Units };
}

/** Sums of tenths and hundredths may miss by less than this. */
const tolerance = 1e-6;

export function fits(means: WithItems, units: Units, room: Room): boolean {
  const { litres, kilograms, pieces } = loadOf(means, units);
  return pieces <= 1 || (litres <= room.litres + tolerance && kilograms <= room.kilograms + tolerance);
}

export const classOf = ({ items }: WithItems, sku: Sku): GoodsClass =>
  items.need(sku).goodsClass ?? "general";

/** Whether goods of their class may stand there; benches take everything, since everything must come from somewhere. */
export function isAdmitted(means: WithItems & WithPlaces, location: LocationId, sku: Sku): boolean {
  const admits = means.places.get(location)?.admits;
  return !admits || admits.has(classOf(means, sku));
}

/** Further units of a SKU that a storage place takes beside what the book has there, what is on its way there, and `coming`. */
export function unitsThatFitAt(means: WithRoom, location: LocationId, sku: Sku, coming: Units = []): number {
  const { items, places, stock, totes } = means;
  const place = places.get(location);
  if (!place || !isAdmitted(means, location, sku)) return 0;
  const there: (readonly [Sku, number])[] = stock.rowsAt(location).map((row) => [row.sku, unitsOf(row)]);
  const load = loadOf(means, [...there, ...totes.comingTo(location), ...coming]);
  const { litres, kilograms } = items.need(sku);
  const byLitres = litres > 0 ? (place.litres - load.litres + tolerance) / litres : Number.POSITIVE_INFINITY;
  const byKilograms =
    kilograms > 0 ? (place.kilograms - load.kilograms + tolerance) / kilograms : Number.POSITIVE_INFINITY;
  return Math.max(load.pieces === 0 ? 1 : 0, Math.floor(Math.min(byLitres, byKilograms)));
}

function loadOf({ items }: WithItems, units: Units): Room & { readonly pieces: number } {
  let litres = 0;
  let kilograms = 0;
  let pieces = 0;
  for (const [sku, count] of units) {
    const item = items.need(sku);
    litres += count * item.litres;
    kilograms += count * item.kilograms;
    pieces += count;
  }
  return { litres, kilograms, pieces };
}

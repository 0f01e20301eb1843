/** Storage places that no robot is sent to, by a person's word or after repeated failures: nothing there is promised to an order while another place can give it. */
import { LocationId, type StationId } from "@floorplane/contracts/ids";
import { dropHolds } from "../orders/holding.ts";
import { isClosed, type Order } from "../orders/order.ts";
import type { Warehouse } from "../warehouse.ts";

/** Told again at each start of the fleet. Orders that count on the place look for others; what has none waits until it opens. */
export function placeClosed(w: Warehouse, place: StationId): void {
  const location = LocationId(place);
  if (!w.places.isStorage(location) || w.closedPlaces.get(location)) return;
  w.closedPlaces.add({ location });
  for (const order of w.orders.all()) {
    if (isClosed(order.state) || !order.holds.some(({ row }) => row.location === location)) continue;
    dropHolds(w, order, ({ row }) => row.location === location);
    w.unsettled.add(order.order);
  }
}

export function placeOpened(w: Warehouse, place: StationId): void {
  const closed = w.closedPlaces.get(LocationId(place));
  if (!closed) return;
  w.closedPlaces.remove(closed);
  for (const { sku } of w.stock.rowsAt(closed.location)) w.stock.free(sku);
}

/** Why units are not promised that the book has: where they lie, and what keeps robots from there. */
export function keptFrom(w: Warehouse, { needs, lackingSince }: Order): object[] {
  if (lackingSince === null) return [];
  return needs.flatMap(({ sku }) =>
    w.stock
      .rowsOf(sku)
      .filter(({ available, location }) => available > 0 && w.isShut(location))
      .slice(0, placesNamedMax)
      .map(({ available, location }) => ({
        sku,
        location,
        units: available,
        why: w.closedPlaces.get(location) ? "closed" : "to-be-counted",
      })),
  );
}

/** Of one SKU. */
const placesNamedMax = 10;

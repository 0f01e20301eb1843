/** Storage places and packing stations that no robot is sent to, by a person's word or after repeated failures: nothing there is promised to an order while another place can give it. */
import { LocationId, type StationId } from "@floorplane/contracts/ids";
import type { WithCounts } from "./bin-counts.ts";
import type { PlaceList } from "./place-list.ts";
import type { WithPlaces } from "./places.ts";
import type { WithStock } from "./stock-book.ts";

export interface WithClosedPlaces {
  readonly closedPlaces: PlaceList;
}

/** Nothing there is promised: it waits for a count, or no robot is sent there. */
export const isShut = (
  { counts, closedPlaces }: WithCounts & WithClosedPlaces,
  location: LocationId,
): boolean => counts.get(location) !== undefined || closedPlaces.get(location) !== undefined;

/** Told again at each start of the fleet. Answers which place is closed that was open. */
export function placeClosed(
  { places, closedPlaces, stock }: WithPlaces & WithClosedPlaces & WithStock,
  place: StationId,
): LocationId | undefined {
  const location = LocationId(place);
  const isOurs = places.isStorage(location) || places.packing.includes(place);
  if (!isOurs || closedPlaces.get(location)) return undefined;
  closedPlaces.add({ location });
  stock.placeChanged(location);
  return location;
}

export function placeOpened({ stock, closedPlaces }: WithStock & WithClosedPlaces, place: StationId): void {
  const closed = closedPlaces.get(LocationId(place));
  if (!closed) return;
  closedPlaces.remove(closed);
  stock.placeChanged(closed.location);
  for (const { sku } of stock.rowsAt(closed.location)) stock.free(sku);
}

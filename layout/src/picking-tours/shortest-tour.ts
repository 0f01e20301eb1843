/** The shortest closed tour from the depot past given places: its length, and the places in the order of the walk. Exact. */
import type { AisleFloor, Place } from "./aisle-floor.ts";
import { TourSearch } from "./tour-search.ts";
import { placesInOrder, stretch } from "./tour-walk.ts";
import { writeWays } from "./ways.ts";

export interface Tour {
  readonly metres: number;
  /** Each place once, in the order of the walk. */
  readonly places: readonly Place[];
}

/** Places must lie in an aisle of the floor, between its first and its last cross aisle; those that are named twice are visited once. */
export function shortestTour(
  floor: AisleFloor,
  places: readonly Place[],
  search: TourSearch = new TourSearch(floor),
): Tour {
  const placesM = Array.from({ length: floor.aisles }, (): number[] => []);
  for (const { aisle, atM } of places) {
    const there = placesM[aisle];
    if (!there || atM < floor.crossesM[0]! || atM > floor.crossesM.at(-1)!)
      throw new RangeError(`no place at ${atM} m of aisle ${aisle} on this floor`);
    if (!there.includes(atM)) there.push(atM);
  }
  for (const [aisle, atM] of placesM.entries()) {
    atM.sort((one, other) => one - other);
    for (let block = 0; block + 1 < floor.crossesM.length; block++) {
      const within = stretch(floor, aisle, block, atM).map((place) => place.atM);
      writeWays(search.waysM, search.offset(aisle, block), within, [
        floor.crossesM[block]!,
        floor.crossesM[block + 1]!,
      ]);
    }
  }
  const metres = search.lengthM();
  return { metres, places: placesInOrder(floor, search.walk(), placesM) };
}

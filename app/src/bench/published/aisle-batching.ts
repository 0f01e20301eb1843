/** A batching instance on a floor of parallel aisles, an order's load the number of its articles: tours are the shortest there are. */
import type { AisleFloor, Place } from "@floorplane/layout/picking-tours/aisle-floor";
import { shortestTour } from "@floorplane/layout/picking-tours/shortest-tour";
import { faultsOfTour } from "@floorplane/layout/picking-tours/tour-check";
import { AisleTours } from "@floorplane/wms-bridge/batching/aisle-tours";
import type { PublishedBatching } from "./published-batching.ts";

export function aisleBatching(
  floor: AisleFloor,
  orders: readonly (readonly Place[])[],
  given: Pick<PublishedBatching, "capacity" | "bestKnownColumn">,
): PublishedBatching {
  return {
    ...given,
    loads: orders.map((places) => places.length),
    tours: new AisleTours(floor, orders),
    walk: (batch) => {
      const wanted = batch.flatMap((order) => orders[order]!);
      const tour = shortestTour(floor, wanted);
      return { metres: tour.metres, faults: faultsOfTour(floor, tour, wanted) };
    },
  };
}

/** Why units are not promised that the book has: where they lie, and what keeps robots from there. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { WithCounts } from "../stock/bin-counts.ts";
import { isShut, type WithClosedPlaces } from "../stock/closed-places.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Order } from "./order.ts";

/** Of one SKU. */
const placesNamedMax = 10;

export function keptFrom(
  means: WithStock & WithCounts & WithClosedPlaces,
  { needs, lackingSince }: Order,
): object[] {
  if (lackingSince === null) return [];
  return needs.flatMap(({ sku }) =>
    means.stock
      .rowsOf(sku)
      .filter(({ available, location }) => available > 0 && isShut(means, location))
      .slice(0, placesNamedMax)
      .map(({ available, location }) => ({
        sku: codeOf(sku),
        location,
        units: available,
        why: means.closedPlaces.get(location) ? "closed" : "to-be-counted",
      })),
  );
}

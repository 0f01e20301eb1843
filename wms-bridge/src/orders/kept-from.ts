/** Why units are not promised that the book has: where they lie, and what keeps robots from there. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { WithCounts } from "../stock/bin-counts.ts";
import { isShut, type WithClosedPlaces } from "../stock/closed-places.ts";
import type { WithHolds } from "../stock/holds.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Order } from "./order.ts";

/** Of one SKU. */
const placesNamedMax = 10;

export function keptFrom(
  means: WithStock & WithCounts & WithClosedPlaces & WithHolds,
  { needs, lackingSince }: Order,
): object[] {
  if (lackingSince === null) return [];
  return needs.flatMap(({ sku }) =>
    means.stock
      .rowsOf(sku)
      .filter(({ available, held, location }) => held > 0 || (available > 0 && isShut(means, location)))
      .slice(0, placesNamedMax)
      .map((row) => {
        const { available, held, location } = row;
        const hold = held > 0 ? means.holds.on(row)?.hold : undefined;
        return {
          sku: codeOf(sku),
          location,
          units: held > 0 ? held : available,
          why: held > 0 ? "held" : means.closedPlaces.get(location) ? "closed" : "to-be-counted",
          ...(hold === undefined ? {} : { hold }),
        };
      }),
  );
}

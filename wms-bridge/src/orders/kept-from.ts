/** Why units are not promised that the book has: where they lie, and what keeps robots or this order from them. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { StockRow } from "../stock/accounts.ts";
import { isShut } from "../stock/closed-places.ts";
import type { WithGiving } from "../stock/giving.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Order } from "./order.ts";

/** Of one SKU. */
const placesNamedMax = 10;

export function keptFrom(
  means: WithStock & WithGiving,
  { needs, lackingSince, shipBy }: Pick<Order, "needs" | "lackingSince" | "shipBy">,
): object[] {
  if (lackingSince === null) return [];
  return needs.flatMap(({ sku }) =>
    means.stock
      .rowsOf(sku)
      .flatMap((row) => {
        const why = whyKept(means, row, shipBy);
        return why ? { sku: codeOf(sku), location: row.location, ...why } : [];
      })
      .slice(0, placesNamedMax),
  );
}

function whyKept(means: WithGiving, row: StockRow, shipBy: number): object | undefined {
  const { available, held, location, lot } = row;
  if (held > 0) {
    const hold = means.holds.on(row)?.hold;
    return { units: held, why: "held", ...(hold === undefined ? {} : { hold }) };
  }
  if (available === 0) return undefined;
  if (isShut(means, location))
    return { units: available, why: means.closedPlaces.get(location) ? "closed" : "to-be-counted" };
  return means.lots.lasts(row, shipBy) ? undefined : { units: available, why: "short-lived", lot };
}

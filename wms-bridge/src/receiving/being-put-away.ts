/** What came and was counted, and is not for sale yet: it stands at receiving, or is on its way to a place. */
import type { Sku } from "@floorplane/contracts/ids";
import type { WithLots } from "../stock/lots.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithTotes } from "../totes/totes.ts";

export type BeingPutAwayMeans = WithStock & WithLots & WithTotes;

/** Units of lots that last until then; what is to be looked at first is not among them, since nobody knows what it is fit for. */
export function unitsBeingPutAway(
  { stock, lots, totes }: BeingPutAwayMeans,
  sku: Sku,
  shipBy: number,
): number {
  let units = 0;
  for (const row of stock.rowsOf(sku)) if (row.received > 0 && lots.lasts(row, shipBy)) units += row.received;
  for (const { tote } of totes.putAways)
    for (const one of stock.contents(tote))
      if (one.sku === sku && lots.lasts(one, shipBy)) units += one.units;
  return units;
}

/** A place holds one lot of goods that are kept by lot, so that whoever counts or fetches there need read no lot off a label. */
import type { LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import { unitsOf } from "./accounts.ts";
import type { WithStock } from "./stock-book.ts";

type Lots = Iterable<readonly [Sku, LotId | null]>;

/** And who knows what robots and people bring to a place. */
export interface WithComingLots extends WithStock, WithItems {
  readonly totes: { lotsComingTo(location: LocationId): Lots };
  readonly tasks: { lotsComingTo(location: LocationId): Lots };
}

/** Another lot that is there, or on its way there; undefined: these units may stand there. */
export function otherLotAt(
  means: WithComingLots,
  location: LocationId,
  sku: Sku,
  lot: LotId,
): LotId | undefined {
  const { items, stock, totes, tasks } = means;
  if (!items.need(sku).lotKept) return undefined;
  for (const row of stock.rowsAt(location))
    if (row.sku === sku && row.lot !== lot && unitsOf(row) > 0) return row.lot;
  for (const coming of [totes.lotsComingTo(location), tasks.lotsComingTo(location)])
    for (const [of, one] of coming) if (of === sku && one !== null && one !== lot) return one;
  return undefined;
}

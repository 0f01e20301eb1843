/** How many units of each item a site begins with. */
import type { Sku } from "@floorplane/contracts/ids";
import type { Item } from "@floorplane/contracts/wms.schema";

/**
 * Units that one item of a class sells on one day. Retail: mean over nine days of the Online Retail data (Chen 2015) for the best-selling fifth of all
 * codes, the next three tenths, and the rest. Parcels: the same shares of the fitted Olist orders at 3,000 orders a day.
 */
export const classDemand = {
  retail: { A: 33, B: 6, C: 2 },
  parcels: { A: 4, B: 1, C: 1 },
} as const satisfies Record<string, Record<Item["class"], number>>;
export type ClassDemand = (typeof classDemand)[keyof typeof classDemand];

/** Days of its class's demand that each item begins with. */
const daysOfDemand = 2;

export interface OpeningStockOptions {
  readonly items: readonly Item[];
  readonly demand: ClassDemand;
  /** `--rate`: stock grows with the orders. */
  readonly rate?: number;
  /** Units by sku that make what is about to be played fulfillable; none with `--stock tight`, where backorders are the point. */
  readonly wanted?: ReadonlyMap<Sku, number>;
}

/** Units by sku, in the order of the catalogue. */
export function openingUnits({ items, demand, rate = 1, wanted }: OpeningStockOptions): Map<Sku, number> {
  const units = new Map<Sku, number>();
  for (const { sku, kind, class: sells } of items)
    if (kind === "goods")
      units.set(sku as Sku, daysOfDemand * demand[sells] * rate + (wanted?.get(sku as Sku) ?? 0));
  return units;
}

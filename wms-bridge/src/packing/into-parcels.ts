/** The goods of one job, cut into parcels: each with a carton of the site's list, a label's number of its own, and its share of the goods. */
import type { JobId, OrderId, Sku, StationId } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import type { Gs1 } from "@floorplane/contracts/site-cartons";
import type { WithItems } from "../goods/items.ts";
import type { WithCounters } from "../keeping/counters.ts";
import type { Tote } from "../totes/tote.ts";
import type { Cartons, Goods, Unit } from "./cartons.ts";
import type { Parcel, WithParcels } from "./parcels.ts";

export interface WithCartons {
  readonly cartons: Cartons;
  readonly gs1: Gs1 | undefined;
}

export type ParcelMeans = WithParcels & WithCartons & WithCounters & WithItems;

interface Job {
  readonly tote: Tote;
  readonly job: JobId;
  readonly order: OrderId | null;
  readonly station: StationId;
  readonly goods: readonly Goods[];
}

const cubicMillimetres = 1_000_000;

/** At least one, in the order in which they are to be packed. */
export function cutIntoParcels(means: ParcelMeans, { tote, job, order, station, goods }: Job): Parcel[] {
  const { parcels, cartons, counters, gs1 } = means;
  const toPack = goods.map((one) => ({ ...one, unit: unitOf(means, one.sku) }));
  return cartons.boxesFor(toPack).map(({ carton, because, goods: lines, grams }) =>
    parcels.add({
      client: tote.client,
      sscc: ssccOf(counters.next("parcel"), gs1),
      order,
      tote: tote.tote,
      job,
      station,
      carton,
      because,
      lines,
      serials: [],
      grams,
      state: "packing",
      packedAt: null,
      leftAt: null,
      manifest: null,
    }),
  );
}

function unitOf({ items }: WithItems, sku: Sku): Unit {
  const { litres, kilograms, size, goodsClass = "general" } = items.need(sku);
  const sidesMm = size && [size.lengthMm, size.widthMm, size.heightMm].sort((a, b) => b - a);
  const ofSides = size ? size.lengthMm * size.widthMm * size.heightMm : 0;
  return {
    mm3: litres > 0 ? Math.round(litres * cubicMillimetres) : ofSides,
    grams: Math.ceil(kilograms * 1_000),
    sidesMm: sidesMm as [number, number, number] | undefined,
    goodsClass,
  };
}

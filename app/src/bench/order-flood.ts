/** What `bench orders` sends: the orders of a file (or of a profile) again and again under numbers of their own, and a site whose shelves hold what all of them ask for. */
import type { Item, OpeningStock, OrderRequest } from "@floorplane/contracts/wms.schema";
import { planDay } from "../day/plan-day.ts";
import type { LoadedSite } from "../site/site-files.ts";
import type { SentOrder } from "./order-client.ts";
import { badOption } from "./traffic-options.ts";

/** Of a bin: what is measured is how orders are taken in, not how much fits on a shelf. */
const binMax = 100_000;
/** Of one row of opening stock. */
const unitsMax = 1_000_000;
/** More than is asked for: a face is never quite empty. */
const spare = 1.1;
const startAt = Date.UTC(2026, 0, 5, 10);

export interface FloodOptions {
  readonly file?: string;
  readonly profile?: "retail" | "b2c";
  /** How many orders there are to be. */
  readonly orders: number;
  readonly robots: number;
}

export interface Flood {
  readonly site: LoadedSite;
  readonly items: readonly Item[];
  readonly opening: OpeningStock["rows"];
  readonly orders: readonly OrderRequest[];
}

/** Throws `bad-option` where the file has no order of goods. */
export function orderFlood({ file, profile, orders: count, robots }: FloodOptions): Flood {
  const { demand, items, site } = planDay({
    seed: 1,
    robots,
    rate: 1,
    tight: false,
    startAt,
    ...(file === undefined ? { profile: profile ?? "retail" } : { orders: [file] }),
  });
  const goods = new Set(items.filter(({ kind }) => kind === "goods").map(({ sku }) => sku));
  const drawn = demand.requests.flatMap((request) =>
    request.kind === "order" && request.body.lines.some(({ sku }) => goods.has(sku)) ? request.body : [],
  );
  if (drawn.length === 0) throw badOption("--file", `${file} has no order of goods`);
  const orders = Array.from({ length: count }, (_, index): OrderRequest => {
    const order = drawn[index % drawn.length]!;
    const copy = Math.floor(index / drawn.length) + 1;
    return copy === 1 ? order : { ...order, order: `${order.order}~${copy}` };
  });
  return {
    site: {
      ...site,
      locations: site.locations.map((row) => ({ ...row, litres: binMax, kilograms: binMax })),
    },
    items,
    opening: openingFor(orders, items, site),
    orders,
  };
}

export const sentOrder = (order: OrderRequest): SentOrder => ({
  order: order.order,
  body: () => JSON.stringify(order),
});

/** A face for each of the goods, filled with what is asked for. */
function openingFor(
  orders: readonly OrderRequest[],
  items: readonly Item[],
  { locations }: LoadedSite,
): OpeningStock["rows"] {
  const wanted = new Map<string, number>();
  for (const { lines } of orders)
    for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  const faces = locations.filter(({ kind }) => kind === "face");
  return items
    .filter(({ sku, kind }) => kind === "goods" && wanted.has(sku))
    .map(({ sku, litres, kilograms }, index) => {
      const fitting = Math.floor(binMax / Math.max(litres, kilograms, binMax / unitsMax));
      const { location } = faces[index % faces.length]!;
      const units = Math.min(unitsMax, fitting, Math.ceil(wanted.get(sku)! * spare));
      return { location, sku, lot: "FIRST", units };
    });
}

/**
 * Real parcels of a marketplace: a folder of three files, as the Brazilian E-Commerce Public Dataset by Olist has them.
 *
 * | file | columns |
 * | --- | --- |
 * | `orders.csv` | `order_id`, `order_purchase_timestamp`, `state`, and `country` where it is not Brazil |
 * | `order_items.csv` | `order_id`, `order_item_id`, `product_id`, `shipping_limit_date` |
 * | `products.csv` | `product_id`, `product_weight_g`, `product_length_cm`, `product_height_cm`, `product_width_cm`; `product_category_name` may be left out |
 *
 * | in the files | becomes |
 * | --- | --- |
 * | order | one order at its purchase, UTC; without items it is sent all the same, and the house refuses it |
 * | item | a line of one unit: a second piece of one product is a second line |
 * | earliest `shipping_limit_date` of its items | the order's ship-by; one before its purchase is left out, and the carrier's cut-off counts |
 * | product | an item with its weight and size; where either is empty the catalogue draws it |
 * | an item of an order or product that no file has, one number twice | an error that names file and line |
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, Sku } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { toteLimits } from "@floorplane/contracts/picking";
import { isoTime } from "@floorplane/contracts/units";
import { readTable, type TableRow } from "./csv-text.ts";
import { byTime, type Demand, type DemandItem, type WmsRequest } from "./demand.ts";

export const parcelFiles = {
  orders: "orders.csv",
  items: "order_items.csv",
  products: "products.csv",
} as const;

const needed = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { needed: true }]));
const columns = {
  orders: {
    ...needed("order_id", "order_purchase_timestamp", "state"),
    country: { needed: false },
  },
  items: needed("order_id", "order_item_id", "product_id", "shipping_limit_date"),
  products: {
    ...needed("product_id", "product_weight_g", "product_length_cm", "product_height_cm", "product_width_cm"),
    product_category_name: { needed: false },
  },
};

export function readParcelFolder(folder: string): Demand {
  const table = (name: keyof typeof parcelFiles): Table =>
    new Table(join(folder, parcelFiles[name]), columns[name]);
  const products = productsOf(table("products"));
  const orders = ordersOf(table("orders"));
  addItems(table("items"), orders, products);
  const requests = [...orders.values()].map(
    ({ order, at, country, lines, limit }): WmsRequest => ({
      kind: "order",
      at,
      body: {
        order,
        country,
        lines,
        ...(limit !== undefined && limit > at ? { shipBy: isoTime(limit) } : {}),
      },
    }),
  );
  const items = [...products.values()].sort((a, b) => byCodeUnits(a.sku, b.sku));
  return { items, requests: byTime(requests) };
}

/** A file with its lines, which refuses one by its number. */
class Table {
  readonly file: string;
  readonly rows: readonly TableRow[];

  constructor(file: string, wanted: Parameters<typeof readTable>[2]) {
    this.file = file;
    this.rows = readTable(readFileSync(file), file, wanted).rows;
  }

  bad(line: number, column: string, why: string): FloorplaneError {
    const message = `${this.file}, line ${line}, column ${column}: ${why}`;
    return new FloorplaneError({ code: "malformed-file", message, field: column });
  }

  /** `2017-01-05 12:01:20`, UTC. */
  instant({ line, text }: TableRow, column: string): number {
    const written = text[column] ?? "";
    const at = instantMs(`${written.replace(" ", "T")}Z`);
    if (at !== undefined) return at;
    throw this.bad(line, column, `${JSON.stringify(written)} is no time as 2017-01-05 12:01:20`);
  }

  /** Undefined where it is empty. */
  measure({ line, text }: TableRow, column: string): number | undefined {
    const written = text[column] ?? "";
    if (written === "") return undefined;
    const measured = Number(written);
    if (Number.isFinite(measured) && measured >= 0) return measured;
    throw this.bad(line, column, `${JSON.stringify(written)} is no measure`);
  }
}

/** Nothing that could be carried is lighter or smaller. */
const leastMeasure = 0.001;

function productsOf(table: Table): Map<string, DemandItem> {
  const products = new Map<string, DemandItem>();
  for (const row of table.rows) {
    const { product_id: id = "", product_category_name: name = "" } = row.text;
    if (products.has(id)) throw table.bad(row.line, "product_id", `${id} stands twice`);
    const grams = table.measure(row, "product_weight_g");
    const sides = ["length", "height", "width"].map((side) => table.measure(row, `product_${side}_cm`));
    const litres = sides.reduce<number | undefined>(
      (volume, side) => (volume === undefined || side === undefined ? undefined : volume * side),
      1 / 1_000,
    );
    products.set(id, {
      sku: Sku(id.toUpperCase()),
      name: name || id,
      kind: "goods",
      ...(grams ? { kilograms: withinTote(grams / 1_000, toteLimits.kilograms) } : {}),
      ...(litres ? { litres: withinTote(litres, toteLimits.litres) } : {}),
    });
  }
  return products;
}

/** What no tote carries is entered at the tote's limit: a real site would send it another way. */
const withinTote = (measure: number, limit: number): number =>
  Math.min(limit, Math.max(leastMeasure, measure));

interface Parcel {
  readonly order: string;
  readonly at: number;
  readonly country: string;
  readonly lines: { line: string; sku: string; quantity: number }[];
  limit: number | undefined;
}

function ordersOf(table: Table): Map<string, Parcel> {
  const orders = new Map<string, Parcel>();
  for (const row of table.rows) {
    const { order_id: order = "", country = "" } = row.text;
    if (orders.has(order)) throw table.bad(row.line, "order_id", `${order} stands twice`);
    const at = table.instant(row, "order_purchase_timestamp");
    orders.set(order, { order, at, country: country || "Brazil", lines: [], limit: undefined });
  }
  return orders;
}

function addItems(
  table: Table,
  orders: ReadonlyMap<string, Parcel>,
  products: ReadonlyMap<string, DemandItem>,
): void {
  for (const row of table.rows) {
    const { order_id: number = "", product_id: id = "", order_item_id: line = "" } = row.text;
    const order = orders.get(number);
    if (!order) throw table.bad(row.line, "order_id", `${number} stands in no line of ${parcelFiles.orders}`);
    const product = products.get(id);
    if (!product)
      throw table.bad(row.line, "product_id", `${id} stands in no line of ${parcelFiles.products}`);
    if (order.lines.some((known) => known.line === line))
      throw table.bad(row.line, "order_item_id", `${line} of order ${number} stands twice`);
    order.lines.push({ line, sku: product.sku, quantity: 1 });
    const limit = table.instant(row, "shipping_limit_date");
    order.limit = Math.min(order.limit ?? limit, limit);
  }
}

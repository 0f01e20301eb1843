/** Parcels of a marketplace in three files. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOrderRequest } from "@floorplane/contracts/wms.schema";
import { describe, expect, it, onTestFinished } from "vitest";
import { readOrderFiles } from "./csv-orders.ts";
import { parcelFiles } from "./parcel-files.ts";

const good = {
  orders: [
    "order_id,order_status,order_purchase_timestamp,state",
    "o2,delivered,2017-01-05 12:09:08,PR",
    "o1,delivered,2017-01-05 12:01:20,SP",
    "o3,cancelled,2017-01-06 00:00:00,SP",
  ],
  items: [
    "order_id,order_item_id,product_id,seller_id,shipping_limit_date",
    "o1,1,aa,s,2017-01-09 10:00:00",
    "o1,2,aa,s,2017-01-08 10:00:00",
    "o2,1,bb,s,2017-01-01 10:00:00",
  ],
  products: [
    "product_id,product_category_name,product_weight_g,product_length_cm,product_height_cm,product_width_cm",
    "aa,toys,600.0,20,10,30",
    "bb,,,,,",
    "cc,sofas,31000,200,80,90",
  ],
};
type Files = Record<keyof typeof good, readonly string[]>;

function aFolder(files: Partial<Files> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-parcels-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, lines] of Object.entries({ ...good, ...files }))
    writeFileSync(join(folder, parcelFiles[name as keyof Files]), `${lines.join("\n")}\n`);
  return folder;
}

it("is one order each, in the order of purchase, with its items as lines and its earliest limit as ship-by", () => {
  const { requests } = readOrderFiles([aFolder()]);

  expect(requests.map(({ at }) => new Date(at).toISOString())).toEqual([
    "2017-01-05T12:01:20.000Z",
    "2017-01-05T12:09:08.000Z",
    "2017-01-06T00:00:00.000Z",
  ]);
  const line = (number: string, sku: string) => ({ line: number, sku, quantity: 1 });
  expect(requests.map(({ body }) => body)).toEqual([
    {
      order: "o1",
      country: "Brazil",
      lines: [line("1", "AA"), line("2", "AA")],
      shipBy: "2017-01-08T10:00:00.000Z",
    },
    // Its limit lay before its purchase: it says nothing.
    { order: "o2", country: "Brazil", lines: [line("1", "BB")] },
    { order: "o3", country: "Brazil", lines: [] },
  ]);
});

it("knows what goods weigh and how large they are, as far as a tote carries them", () => {
  const { items } = readOrderFiles([aFolder()]);

  expect(items).toEqual([
    { sku: "AA", name: "toys", kind: "goods", kilograms: 0.6, litres: 6 },
    { sku: "BB", name: "bb", kind: "goods" },
    { sku: "CC", name: "sofas", kind: "goods", kilograms: 25, litres: 60 },
  ]);
});

describe("is refused by file, line and column", () => {
  const changed = (file: keyof Files, line: number, text: string): Partial<Files> => ({
    [file]: good[file].with(line - 1, text),
  });
  it.each([
    [
      "an item of no order",
      changed("items", 3, "o9,1,aa,s,2017-01-09 10:00:00"),
      "order_items.csv, line 3, column order_id",
    ],
    [
      "an item of no product",
      changed("items", 3, "o1,2,zz,s,2017-01-09 10:00:00"),
      "order_items.csv, line 3, column product_id",
    ],
    [
      "one line twice",
      changed("items", 3, "o1,1,aa,s,2017-01-09 10:00:00"),
      "order_items.csv, line 3, column order_item_id",
    ],
    [
      "one order twice",
      changed("orders", 3, "o2,x,2017-01-05 12:01:20,SP"),
      "orders.csv, line 3, column order_id",
    ],
    ["one product twice", changed("products", 3, "aa,,,,,"), "products.csv, line 3, column product_id"],
    [
      "no time",
      changed("orders", 3, "o1,x,yesterday,SP"),
      "orders.csv, line 3, column order_purchase_timestamp",
    ],
    [
      "no weight",
      changed("products", 2, "aa,toys,heavy,20,10,30"),
      "products.csv, line 2, column product_weight_g",
    ],
  ])("%s", (_what, files, where) => {
    expect(() => readOrderFiles([aFolder(files)])).toThrow(where);
  });
});

const real = join(
  process.env.FLOORPLANE_DATA ?? join(import.meta.dirname, "../../../../shared"),
  "data/b2c-orders",
);
it.skipIf(!existsSync(real))(`reads the real parcels whole (needs ${real})`, () => {
  const { items, requests } = readOrderFiles([real]);
  const orders = requests.flatMap((request) => (request.kind === "order" ? [request.body] : []));

  expect([orders.length, items.length]).toEqual([5_103, 3_375]);
  expect(orders.filter(({ lines }) => lines.length === 0)).toHaveLength(63);
  expect(orders.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(5_719);
  for (const order of orders.slice(0, 500))
    if (order.lines.length > 0) expect(parseOrderRequest(order)).toEqual(order);
});

/** The site of a plan has room for what its orders take, however many days they are, and for the stock beyond that. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { classDemand } from "@floorplane/simulator/goods/opening-stock";
import { unitsTaken } from "@floorplane/simulator/orders/demand";
import { afterAll, expect, it } from "vitest";
import { planDay } from "./plan-day.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-plan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("draws a larger site where months of orders need more than the usual one holds", () => {
  const file = join(folder, "months.csv");
  const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country";
  writeFileSync(file, `${header}\n536365,85123A,LIGHT HOLDER,900000,2010-12-01 08:26:00,France\n`);
  const options = { seed: 1, robots: 2, rate: 1, tight: false, startAt: 0, orders: [file] };

  const { opening, site } = planDay(options);

  expect(opening.reduce((sum, { units }) => sum + units, 0)).toBeGreaterThanOrEqual(900_000);
  expect(site.locations.filter(({ kind }) => kind === "face").length).toBeGreaterThan(300);
});

it("draws a larger site before it leaves stock beyond the orders with the supplier", () => {
  const file = join(folder, "peak.csv");
  const items = Array.from(
    { length: 400 },
    (_, index) => `536365,${10_000 + index},THING ${index},100,2010-12-01 08:26:00,France`,
  );
  writeFileSync(file, `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country\n${items.join("\n")}\n`);

  const { opening, demand } = planDay({
    seed: 1,
    robots: 2,
    rate: 10,
    tight: false,
    startAt: 0,
    orders: [file],
  });

  const asked = unitsTaken(demand.items, demand.requests);
  const short = [...asked].filter(
    ([sku, units]) =>
      opening.filter((row) => row.sku === sku).reduce((sum, row) => sum + row.units, 0) <
      units + 10 * 2 * classDemand.retail.C,
  );
  expect(asked.size).toBe(400);
  expect(short).toEqual([]);
});

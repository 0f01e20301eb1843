/** What a line of a small day costs with and without sharing, and the one who tries all orders of stops. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bestOrder, StopDistances } from "@floorplane/layout/picking-tours/stop-order";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { benchWaves } from "./bench-waves.ts";
import { leastTried } from "./tried-orders.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-waves-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("tries as many orders as it takes to know the least", () => {
  const anyDistances = fc
    .integer({ min: 2, max: 6 })
    .chain((stops) =>
      fc
        .array(fc.integer({ min: 1, max: 50 }), { minLength: (stops + 2) ** 2, maxLength: (stops + 2) ** 2 })
        .map((metres) => new StopDistances(stops, (from, to) => metres[from * (stops + 2) + to]!)),
    );
  fc.assert(
    fc.property(anyDistances, (distances) => {
      const asNumbered = distances.along(Array.from({ length: distances.stops }, (_, stop) => stop));

      expect(leastTried(distances, asNumbered)).toBe(distances.along(bestOrder(distances)));
    }),
    { numRuns: 100 },
  );
});

it("drives a day twice, and shared totes make fewer ways for the same lines", async () => {
  const skus = Array.from({ length: 24 }, (_, at) => String(11_111 + at));
  const rows = skus.map(
    (sku, at) => `${at},${sku},GOODS ${sku},1,2011-03-01 09:${10 + Math.floor(at / 2)}:00,France`,
  );
  const file = join(folder, "day.csv");
  writeFileSync(file, `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country\n${rows.join("\n")}\n`);

  const { holds, json } = await benchWaves({ orders: [file], robots: 2, seed: 1 }, {
    write: () => true,
  } as never);

  expect(holds).toBe(true);
  expect(json).toMatchObject({ lines: 24, toteLines: 12, toteUnits: 60, late: 0, totesBaseline: 24 });
  expect(json.linesPerToteBaseline).toBe(1);
  expect(json.linesPerTote).toBeGreaterThan(4);
  expect(json.metresPerLine).toBeGreaterThan(0);
  expect(json.saved).toBeCloseTo(1 - json.metresPerLine / json.metresPerLineBaseline, 3);
  expect(json.saved).toBeGreaterThan(0.45);
  expect(json.stopOrder).toMatchObject({ unjudged: 0, worstGap: 0 });
}, 60_000);

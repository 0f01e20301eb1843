/** What a line of a small day costs, and the one who tries all orders of stops. */
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

it("drives a day, and finds its stops in the best order; what shared totes would save is a plan of its own", async () => {
  const skus = Array.from({ length: 36 }, (_, at) => String(11_111 + at));
  const rows = ["1", "2", "3"].flatMap((order) =>
    skus
      .filter((_, at) => at % 3 === 0 || order === "1")
      .map((sku) => `${order},${sku},GOODS ${sku},1,2011-03-01 09:00:00,France`),
  );
  const file = join(folder, "day.csv");
  writeFileSync(file, `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country\n${rows.join("\n")}\n`);

  const { holds, json } = await benchWaves({ orders: [file], robots: 2, seed: 1 }, {
    write: () => true,
  } as never);

  expect(holds).toBe(true);
  expect(json).toMatchObject({
    lines: 60,
    toteLines: 12,
    toteUnits: 60,
    saved: 0,
    gapToBestKnown: 0,
    totes: 5,
  });
  expect(json.metresPerLine).toBeGreaterThan(0);
  expect(json.metresPerLineBaseline).toBe(json.metresPerLine);
  expect(json.stopOrder).toMatchObject({ unjudged: 0, worstGap: 0 });
  expect(json.planned.orderByOrder).toMatchObject({ totes: 5 });
  expect(json.planned.sharedInWave).toMatchObject({ totes: 5 });
  expect(json.planned.sharedInWave.saved).toBeGreaterThan(0);
  expect(json.planned.sharedInAnHour.saved).toBeGreaterThanOrEqual(json.planned.sharedInWave.saved);
}, 60_000);

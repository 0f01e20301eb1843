/** Published instances against their best known values; skipped by name where the data is absent. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { benchBatching } from "./bench-batching.ts";
import { benchRouting } from "./bench-routing.ts";

const data = join(process.env.FLOORPLANE_DATA ?? join(import.meta.dirname, "../../../../shared"), "data");
const routing = join(data, "picker-routing");
const foodmart = join(data, "order-batching/foodmart");
const nobody = { write: () => undefined };

describe.skipIf(!existsSync(routing))(`picker routing (needs ${routing})`, () => {
  it("is optimal wherever an article has one place, and within 1 % on the mean where it has several", () => {
    let lines = 0;
    const answer = benchRouting({ instances: routing, seed: 1 }, { write: () => lines++ });

    expect(answer.holds).toBe(true);
    expect(answer.json).toMatchObject({
      files: 120,
      instances: 240,
      withoutBestKnown: 0,
      singleLocation: { instances: 192, optimal: 192, meanGap: 0 },
      scattered: { instances: 48 },
      faults: 0,
    });
    expect(answer.json.scattered.meanGap).toBeLessThan(0.01);
    expect(lines).toBe(240);
  }, 120_000);
});

describe.skipIf(!existsSync(foodmart))(`order batching (needs ${foodmart})`, () => {
  it("finds the proven values of Foodmart's baskets", () => {
    const answer = benchBatching({ instances: foodmart, seed: 1, seconds: 5 }, nobody);

    expect(answer).toMatchObject({ holds: true, json: { instances: 3, optimal: 3, meanGap: 0, faults: 0 } });
  }, 60_000);
});

/** What a Hand is told of the codes that goods wear is what the house reads them by. */
import type { Sku } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

it("names SKU, aliases, GTIN and case of an item, and nothing that another may be", async () => {
  const floor = await aStockedFloor();
  const wears = { gtin: "04012345000023", caseGtin: "14012345000020", caseUnits: 6, aliases: ["Becher"] };
  expect(floor.post(wmsPaths.items, { items: [anItem("MUG", wears)] })).toMatchObject({ status: 200 });

  expect(floor.bridge.codesOf("MUG" as Sku)).toEqual([
    { code: "MUG", units: 1 },
    { code: "Becher", units: 1 },
    { code: "04012345000023", units: 1 },
    { code: "14012345000020", units: 6 },
  ]);
  expect(floor.bridge.codesOf("NONE" as Sku)).toEqual([]);
});

/** Many more of the days on which features meet (wms-bridge/src/full-days.test.ts). */
import { aFullDay } from "@floorplane/wms-bridge/floor/full-day.testkit";
import { expect, it } from "vitest";

const seeds = Array.from({ length: 150 }, (_, at) => 100 + at);

it.each(seeds)("a full day ends right, seed %i", async (seed) => {
  expect(await aFullDay(seed)).toEqual([]);
});

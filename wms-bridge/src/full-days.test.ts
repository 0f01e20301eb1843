/** Whole days on which features meet, with the house rebuilt at any instant: orders in are orders out, each client keeps its own, the events tell all that changed, and nothing stands still for good. */
import { expect, it } from "vitest";
import { aFullDay } from "./floor/full-day.testkit.ts";

it.each([1, 3, 6, 12, 28, 140, 244])("a full day ends right, seed %i", async (seed) => {
  expect(await aFullDay(seed)).toEqual([]);
});

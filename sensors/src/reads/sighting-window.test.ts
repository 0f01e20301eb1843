import { expect, it } from "vitest";
import { SightingWindow } from "./sighting-window.ts";

it("tells a tag once while it is read again and again, and anew after it was gone for a window", () => {
  const window = new SightingWindow(10_000);

  const told = [0, 500, 9_000, 18_000, 28_001].map((at) => window.isNew("P1", "E1", at));

  expect(told).toEqual([true, false, false, false, true]);
});

it("keeps readers and tags apart, and forgets what is over", () => {
  const window = new SightingWindow(10_000);

  const told = [window.isNew("P1", "E1", 0), window.isNew("P2", "E1", 0), window.isNew("P1", "E2", 0)];
  window.isNew("P1", "E3", 60_000);

  expect(told).toEqual([true, true, true]);
  expect(window.size).toBe(1);
});

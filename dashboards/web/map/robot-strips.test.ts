import { expect, it } from "vitest";
import { headingOf } from "./robot-strips.ts";

it("has a cell for every heading, the same one however often a robot turned", () => {
  const quarter = Math.PI / 2;

  expect([0, quarter, 2 * quarter, 3 * quarter].map(headingOf)).toEqual([0, 32, 64, 96]);
  expect([-quarter, -2 * quarter, 4 * quarter, -40.001 * quarter].map(headingOf)).toEqual([96, 64, 0, 0]);
  for (let theta = -7; theta < 7; theta += 0.01) {
    const off = ((headingOf(theta) / 128) * 2 * Math.PI - theta) / (2 * Math.PI);
    expect(Math.abs(off - Math.round(off))).toBeLessThanOrEqual(0.5 / 128 + 1e-9);
  }
});

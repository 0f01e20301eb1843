import { expect, it } from "vitest";
import { stopsAsDriven } from "./stops-as-driven.ts";

const stops = (...progress: readonly ("done" | "now" | "later" | "undone")[]) =>
  progress.map((each) => ({ progress: each }));

it("lists what is done, then what is driven to, then the rest as it will be driven", () => {
  expect(stopsAsDriven(stops("done", "later", "now", "done", "later"), [2, 4, 1], [3])).toEqual([
    0, 3, 2, 4, 1,
  ]);
  expect(stopsAsDriven(stops("done", "later", "now", "later"), [1, 2, 3], [])).toEqual([0, 2, 1, 3]);
  expect(stopsAsDriven(stops("done", "undone", "done", "undone"), [3, 1], [2, 0])).toEqual([2, 0, 3, 1]);
});

it("lists every stop once, whatever the house says is left", () => {
  expect(stopsAsDriven(stops("done", "done"), [], [])).toEqual([0, 1]);
  expect(stopsAsDriven(stops("now", "later"), [7, 0, 1], [1, 9])).toEqual([0, 1]);
});

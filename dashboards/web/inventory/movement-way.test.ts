import { expect, it } from "vitest";
import { forWhat, wayOf } from "./movement-way.ts";

const at = { at: 0, goods: [] };

it.each([
  ["pick", { from: "A-01", tote: "T8" }, ["A-01", "T8"]],
  ["put-away", { tote: "T8", to: "A-02" }, ["T8", "A-02"]],
  ["pack", { tote: "T8", to: "PACK1", parcel: "095213210000000017" }, ["T8", "095213210000000017"]],
  ["ship", { tote: "T8", parcel: "095213210000000017" }, ["T8", "095213210000000017"]],
  ["ship", { from: "A-01" }, ["A-01", undefined]],
  ["ship", { tote: "T8" }, ["T8", undefined]],
  ["transport", { tote: "T8", to: "PACK1" }, ["T8", "PACK1"]],
  ["receive", { to: "RECV" }, [undefined, "RECV"]],
  ["count", { tote: "T8" }, [undefined, "T8"]],
])("a movement leads from where its goods lay to where they went: %s of %j", (step, row, [from, to]) => {
  expect(wayOf({ ...at, step, ...row })).toEqual({ from, to });
});

it("says what a movement was for by its number alone", () => {
  expect(forWhat({ ...at, step: "count", ref: "task/TASK-6" })).toBe("TASK-6");
  expect(forWhat({ ...at, step: "ship", order: "O1", ref: "task/TASK-6" })).toBe("O1");
  expect(forWhat({ ...at, step: "adjust" })).toBeUndefined();
});

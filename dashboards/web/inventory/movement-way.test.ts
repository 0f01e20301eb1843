import { expect, it } from "vitest";
import { forWhat, wayOf, whichUnits } from "./movement-way.ts";

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

it("a movement by which the book has fewer leads from where it had them, and one by which it has more to there", () => {
  const row = (units: number) => ({
    at: 0,
    step: "adjust",
    to: "A-01",
    goods: [["A", "", units, ""] as const],
  });

  expect(wayOf(row(-4))).toEqual({ from: "A-01", to: undefined });
  expect(wayOf(row(4))).toEqual({ from: undefined, to: "A-01" });
});

it("says why beside what it was for", () => {
  expect(forWhat({ ...at, step: "adjust", ref: "task/TASK-6", why: "gone" })).toBe("TASK-6: gone");
  expect(forWhat({ ...at, step: "destroy", why: "recall" })).toBe("recall");
});

it("says what a movement was for by its number alone", () => {
  expect(forWhat({ ...at, step: "count", ref: "task/TASK-6" })).toBe("TASK-6");
  expect(forWhat({ ...at, step: "ship", order: "O1", ref: "task/TASK-6" })).toBe("O1");
  expect(forWhat({ ...at, step: "adjust" })).toBeUndefined();
});

it("a movement of units that are known names three of them, and counts the others", () => {
  const serials = ["S1", "S2", "S3", "S4", "S5"].map((serial) => ["A", serial, "L1"] as const);

  expect(whichUnits({ ...at, step: "receive", serials })).toEqual({ named: "S1, S2, S3", more: 2 });
  expect(whichUnits({ ...at, step: "receive" })).toEqual({ named: "", more: 0 });
});

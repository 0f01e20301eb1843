/** Rows have keys, things have names: a row that is written under another key takes nothing off the screens. */
import { expect, it } from "vitest";
import { RowNames } from "./row-names.ts";

it("calls an order by its name on the floor, whoever else has its number, and a robot by its key", () => {
  const names = new RowNames("house");

  expect(names.written("order", "house/O1", { order: "O1" })).toBe("O1");
  expect(names.written("order", "acme/O1", { order: "acme/O1" })).toBe("acme/O1");
  expect(names.written("robot", "R1", { robot: "R1" })).toBe("R1");
  expect(names.removed("order", "house/O1")).toBe("O1");
  expect([names.removed("order", "acme/O1"), names.removed("robot", "R1")]).toEqual(["acme/O1", "R1"]);
});

it("keeps what has another key by now when its earlier row goes", () => {
  const names = new RowNames("house");
  names.written("tote", "T1", { tote: "T1" });
  names.written("tote", "acme/T1", { tote: "T1" });

  expect(names.removed("tote", "T1")).toBeUndefined();
  expect(names.removed("tote", "acme/T1")).toBe("T1");
});

it("keeps a number with slashes in it, of whichever client, and of a row of before too", () => {
  const names = new RowNames("house");
  const written = [
    ["house/WH/OUT/1", "/WH/OUT/1"],
    ["acme/WH/OUT/1", "acme/WH/OUT/1"],
    ["O7", "O7"],
    ["house/O7", "O7"],
  ] as const;
  for (const [key, order] of written) expect(names.written("order", key, { order })).toBe(order);

  expect(names.removed("order", "O7")).toBeUndefined();
  expect(["house/WH/OUT/1", "acme/WH/OUT/1", "house/O7"].map((key) => names.removed("order", key))).toEqual([
    "/WH/OUT/1",
    "acme/WH/OUT/1",
    "O7",
  ]);
});

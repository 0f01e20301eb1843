import { dispositions } from "@floorplane/contracts/states";
import { expect, it } from "vitest";
import { foundIn } from "./found-lines.ts";

it("reads a code and a number a line, however they are parted", () => {
  expect(foundIn("MUG-1 12\n\n  BOX 3 x 4  \nA: 0")).toEqual([
    { sku: "MUG-1", quantity: 12 },
    { sku: "BOX 3", quantity: 4 },
    { sku: "A", quantity: 0 },
  ]);
});

it("reads what units are fit for behind their number", () => {
  expect(foundIn(`MUG-1 12 ${dispositions[0]}\nMUG-1 1 ${dispositions[1]!.toUpperCase()}`)).toEqual([
    { sku: "MUG-1", quantity: 12, state: dispositions[0] },
    { sku: "MUG-1", quantity: 1, state: dispositions[1] },
  ]);
});

it.each(["MUG-1", "12", "MUG-1 -2", "MUG-1 1.5", "MUG-1 twelve"])("reads nothing from %s", (text) => {
  expect(foundIn(text)).toBeUndefined();
});

it("reads the lot of what came, and its last day", () => {
  expect(foundIn("MILK 12 lot N1 2027-01-31\nMUG 3 LOT M\nCUP 4")).toEqual([
    { sku: "MILK", quantity: 12, lot: "N1", expires: "2027-01-31" },
    { sku: "MUG", quantity: 3, lot: "M" },
    { sku: "CUP", quantity: 4 },
  ]);
});

/** Symbols are what the standards say: ISO/IEC 15417 and the GS1 General Specifications. */
import { expect, it } from "vitest";
import { barsOf, matrixOf } from "./symbols.ts";

const symbolsIn = (widths: readonly number[]): string[] => {
  const text = widths.join("");
  expect(text.endsWith("2331112")).toBe(true);
  return text.slice(0, -7).match(/.{6}/g)!;
};

it("an SSCC begins with start C and FNC1, and ends with its check symbol", () => {
  const symbols = symbolsIn(barsOf({ data: `00${"0".repeat(18)}`, gs1: true }));

  expect(symbols).toHaveLength(13);
  expect(symbols.slice(0, 3)).toEqual(["211232", "411131", "212222"]);
  // 105 + 1 × 102, and nothing of the noughts: 207 mod 103 is 1.
  expect(symbols.at(-1)).toBe("222122");
});

it("text is in code set B", () => {
  // 104 + 1 × 33 is 137: 34 over 103.
  expect(symbolsIn(barsOf({ data: "A", gs1: false }))).toEqual(["211214", "111323", "131123"]);
});

it("a data matrix has its finder: a full left side and bottom, and a timing pattern opposite", () => {
  const { columns, rows, modules } = matrixOf({ data: "00340123450000000017" });
  const at = (row: number, column: number) => modules[row * columns + column];

  expect([columns, rows]).toEqual([16, 16]);
  for (let place = 0; place < 16; place++) {
    expect([at(place, 0), at(15, place)]).toEqual([true, true]);
    expect([at(0, place), at(place, 15)]).toEqual([place % 2 === 0, place % 2 === 1]);
  }
});

it("a number whose check digit is wrong is on no label", () => {
  expect(() => barsOf({ data: "00340123450000000018", gs1: true })).toThrow();
  expect(() => matrixOf({ data: "00340123450000000018" })).toThrow();
});

/** Symbols are what the standard says, and a reader gets out what was put in. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { code128 } from "./code-128.ts";

/** Of the standard's own table, by symbol value: start B, start C, stop, FNC1, and three of the others. */
const known = {
  104: "211214",
  105: "211232",
  102: "411131",
  0: "212222",
  33: "111323",
  63: "111224",
  99: "113141",
};

const symbolsIn = (widths: readonly number[]): string[] => {
  const text = widths.join("");
  expect(text.endsWith("2331112")).toBe(true);
  return text.slice(0, -7).match(/.{6}/g)!;
};

it("an SSCC begins with start C and FNC1, and ends with its check symbol", () => {
  const symbols = symbolsIn(code128({ data: `00${"0".repeat(18)}`, gs1: true }));

  expect(symbols).toHaveLength(13);
  expect(symbols.slice(0, 3)).toEqual([known[105], known[102], known[0]]);
  // 105 + 1 × 102, and nothing of the noughts: 207 mod 103 is 1.
  expect(symbols.at(-1)).toBe("222122");
});

it("text is in code set B", () => {
  const symbols = symbolsIn(code128({ data: "A", gs1: false }));

  // 104 + 1 × 33 is 137: 34 over 103.
  expect(symbols).toEqual([known[104], known[33], "131123"]);
});

it("every symbol has eleven modules, an even number of them in bars, and none is like another", () => {
  const seen = new Map<string, string>();
  for (let pair = 0; pair < 100; pair++) {
    const digits = String(pair).padStart(2, "0");
    const symbol = symbolsIn(code128({ data: digits, gs1: false }))[1]!;
    const parts = [...symbol].map(Number);
    expect([digits, parts.reduce((sum, width) => sum + width, 0)]).toEqual([digits, 11]);
    expect([digits, (parts[0]! + parts[2]! + parts[4]!) % 2]).toEqual([digits, 0]);
    expect(seen.get(symbol)).toBeUndefined();
    seen.set(symbol, digits);
  }
  expect([...seen].find(([, digits]) => digits === "63")![0]).toBe(known[63]);
  expect([...seen].find(([, digits]) => digits === "99")![0]).toBe(known[99]);
});

it("reads as it was written", () => {
  const values = new Map(
    Array.from({ length: 100 }, (_, pair) => [
      symbolsIn(code128({ data: String(pair).padStart(2, "0"), gs1: false }))[1]!,
      pair,
    ]),
  );
  const read = (widths: readonly number[]): string => {
    const [start, ...rest] = symbolsIn(widths);
    const body = rest.slice(0, -1).filter((symbol) => symbol !== known[102]);
    return body
      .map((symbol) =>
        start === known[105]
          ? String(values.get(symbol)).padStart(2, "0")
          : String.fromCharCode(values.get(symbol)! + 32),
      )
      .join("");
  };

  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_.:~-]{1,40}$/), fc.boolean(), (data, gs1) => {
      expect(read(code128({ data, gs1 }))).toBe(data);
    }),
  );
});

it("what it cannot say is refused", () => {
  expect(() => code128({ data: "注文", gs1: false })).toThrow("does not know");
});

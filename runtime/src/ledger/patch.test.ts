import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patchBetween, patched } from "./patch.ts";

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const there = (before: object, after: object): object =>
  patched(asJson(before), asJson(patchBetween(before, after)));

describe("a patch", () => {
  it("names the field that changed, however deep it lies", () => {
    const before = {
      order: "O1",
      lines: [
        { sku: "A", picked: 0 },
        { sku: "B", picked: 0 },
      ],
    };
    const after = {
      order: "O1",
      lines: [
        { sku: "A", picked: 0 },
        { sku: "B", picked: 2 },
      ],
    };

    expect(patchBetween(before, after)).toEqual([[["lines", 1, "picked"], 2]]);
  });

  it("says of a list that leads on what was passed and what came", () => {
    const node = (sequence: number) => ({ node: `N${sequence}`, sequence });
    const before = { base: [node(2), node(4), node(6)] };
    const after = { base: [node(6), node(8)] };

    expect(patchBetween(before, after)).toEqual([
      [["base"], 0, 2, []],
      [["base"], 1, 0, [node(8)]],
    ]);
  });

  it("tells what is absent from what is null", () => {
    expect(there({ a: 1, b: null, c: 3 }, { a: null, b: undefined })).toEqual({ a: null });
  });

  it("takes a field for a field, whatever it is called", () => {
    const before = asJson({ goods: {} });
    const after = JSON.parse('{"goods":{"__proto__":{"units":3},"constructor":1,"toString":2}}') as object;

    expect(JSON.stringify(there(before, after))).toBe(JSON.stringify(after));
  });

  it("makes the later body of the earlier one, whatever the two are", () => {
    const body = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(body, body, (before, after) => {
        expect(there(before, after)).toEqual(asJson(after));
      }),
    );
  });

  it("makes the later body of the earlier one where lists lose, gain and change what is in them", () => {
    const list = fc.array(fc.record({ id: fc.nat(4), at: fc.nat(2) }), { maxLength: 8 });
    const body = fc.record({ list, other: list, word: fc.constantFrom("a", "b") });
    fc.assert(
      fc.property(body, body, (before, after) => {
        expect(there(before, after)).toEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });
});

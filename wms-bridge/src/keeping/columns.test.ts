/** What is told by columns comes back as it was. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { fromColumns, toColumns } from "./columns.ts";

it("gives back whatever JSON it is given, with its fields in their order", () => {
  const shapes = fc.array(
    fc.record({ line: fc.string(), asked: fc.nat(), lots: fc.array(fc.record({ lot: fc.jsonValue() })) }),
  );
  const times = fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));

  fc.assert(
    fc.property(fc.oneof(fc.jsonValue({ maxDepth: 5 }), shapes, times), (value) => {
      const plain = JSON.stringify(value);
      expect(JSON.stringify(fromColumns(toColumns(value)))).toBe(plain);
    }),
  );
});

it.each([
  [[0, 1, 2]],
  [[1, ["a"], ["b"]]],
  [[[1, ["a"]], { __proto__: null, a: 1 }]],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
  ],
  [[{}, {}]],
  [[1_291_197_180_005, 1_291_197_180_005, 1_291_197_480_005, 1_291_197_400_000]],
])("gives back %j, which looks like one of its own", (value) => {
  expect(fromColumns(toColumns(value))).toEqual(value);
});

it("tells a time as what lies between it and the one before, and a column once for all", () => {
  expect(
    toColumns([
      { at: 1_291_197_180_005, by: "A" },
      { at: 1_291_197_180_010, by: "B" },
    ]),
  ).toBe('[1,["at","by"],[2,1291197180005,5],[0,"A","B"]]');
});

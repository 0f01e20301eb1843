import fc from "fast-check";
import { expect, it } from "vitest";
import { bitsOf, NumberTable } from "./number-table.ts";

it("knows what a map knows, whatever was put in and taken out", () => {
  // Few homes, so that runs of places grow, wrap around and are closed again.
  const bits = fc
    .tuple(fc.nat(2 ** 21 - 1), fc.constantFrom(0, 1, 62, 63, 64, 127, 2 ** 32 - 1))
    .map(([high, low]) => high * 2 ** 32 + low);
  const deed = fc.record({ bits, value: fc.option(fc.nat(2 ** 32 - 1), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 400 }), fc.nat(400), (deeds, again) => {
      const table = new NumberTable();
      const known = new Map<number, number>();

      // Those that came are taken out again, from one on.
      const undone = deeds.slice(again).map((one) => ({ ...one, value: undefined }));
      for (const { bits: number, value } of [...deeds, ...undone])
        if (value === undefined) {
          table.delete(number);
          known.delete(number);
        } else {
          table.set(number, value);
          known.set(number, value);
        }

      expect(table.size).toBe(known.size);
      for (const { bits: number } of deeds) expect(table.get(number)).toBe(known.get(number));
    }),
    { numRuns: 300 },
  );
});

it("finds each of a hundred thousand names, and none that was not put in", () => {
  const table = new NumberTable();

  for (let n = 0; n < 100_000; n++) table.set(bitsOf(`order/${n}`), n);

  expect(table.size).toBe(100_000);
  for (let n = 0; n < 100_000; n += 77) expect(table.get(bitsOf(`order/${n}`))).toBe(n);
  expect(table.get(bitsOf("order/100000"))).toBeUndefined();
});

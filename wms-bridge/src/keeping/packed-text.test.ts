import fc from "fast-check";
import { expect, it } from "vitest";
import { TextPacker } from "./packed-text.ts";

it("gives every text back as it was, those from before there was a dictionary too", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 300 }), { minLength: 30, maxLength: 60 }),
      (texts) => {
        const packer = new TextPacker();

        const packed = texts.map((text) => packer.pack(text));

        expect(packed.map((one) => packer.unpack(one))).toEqual(texts);
      },
    ),
    { numRuns: 50 },
  );
});

it("needs a fifth of what alike documents weigh", () => {
  const packer = new TextPacker();
  const text = (n: number): string =>
    JSON.stringify({
      order: `WH/OUT/${n}`,
      country: "United Kingdom",
      carrier: "home-parcel",
      state: "shipped",
      receivedAt: 1_772_450_943_604 + n * 977,
      lines: [{ line: "1", sku: `P0${n}`, asked: n % 7, picked: n % 7, shipped: n % 7, cancelled: 0 }],
    });
  for (let n = 0; n < 100; n++) packer.pack(text(n));

  expect(packer.pack(text(100)).length).toBeLessThan(text(100).length / 5);
});

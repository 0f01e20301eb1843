import { describe, expect, it } from "vitest";
import { ssccFault, ssccOfScan } from "./sscc.ts";

const sscc = "095213210000000018";

describe("an SSCC", () => {
  it.each([
    sscc,
    `00${sscc}`,
    `(00)${sscc}`,
    `(00) ${sscc}`,
    `]C100${sscc}`,
    `]C1(00)${sscc}`,
    " 0952132 1000000001 8 ",
    `https://id.gs1.org/00/${sscc}`,
    `https://example.com/some/00/${sscc}?linkType=all`,
  ])("is read from %s", (text) => {
    expect(ssccOfScan(text)).toBe(sscc);
  });

  it.each(["", "9521321000000001", `01${sscc}`, `${sscc}0`, "P01", "(01)09521321000000", `${sscc}\n${sscc}`])(
    "is not read from %j",
    (text) => {
      expect(ssccOfScan(text)).toBeUndefined();
    },
  );

  it("is judged by its length and its check digit", () => {
    expect([ssccFault(sscc), ssccFault("095213210000000019"), ssccFault("1")]).toEqual([
      undefined,
      "check-digit",
      "length",
    ]);
  });
});

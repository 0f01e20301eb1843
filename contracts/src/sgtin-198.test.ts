import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeEpc, encodeSgtin198 } from "./epc.ts";

const gtin = "70614141123451";
const item = { gtin, companyPrefixLength: 7, filter: 3 };

it("reads and writes the example of the standard (TDS, E.3: urn:epc:id:sgtin:0614141.712345.32a%2Fb)", () => {
  const hex = "3674257BF6B7A659B2C2BF100000000000000000000000000000";

  expect(encodeSgtin198({ ...item, serial: "32a/b" })).toBe(hex);
  expect(decodeEpc(hex)).toEqual({
    scheme: "sgtin",
    gtin,
    serial: "32a/b",
    companyPrefix: "0614141",
    filter: 3,
  });
});

it("whatever a serial number may be, what is written is read", () => {
  const characters = [..."ABCxyz0189-/.%_"];
  const serial = fc
    .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 20 })
    .map((list) => list.join(""));
  fc.assert(
    fc.property(serial, (one) => {
      const hex = encodeSgtin198({ ...item, serial: one });

      expect(hex).toMatch(/^36[0-9A-F]{50}$/);
      expect(decodeEpc(hex)).toMatchObject({ gtin, serial: one });
    }),
  );
});

it("keeps as raw what is none: too short, a hole in the serial number, characters that none has, nothing", () => {
  const right = encodeSgtin198({ ...item, serial: "AB" });
  const nothing = `${right.slice(0, 15)}${"0".repeat(37)}`;
  const reasons = [right.slice(0, 24), nothing].map((hex) => decodeEpc(hex));

  expect(reasons.map(({ scheme }) => scheme)).toEqual(["raw", "raw"]);
  expect(() => encodeSgtin198({ ...item, serial: "Ä" })).toThrow(/serial/);
  expect(() => encodeSgtin198({ ...item, serial: "x".repeat(21) })).toThrow(/serial/);
});

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeEpc,
  digitalLink,
  encodeGrai96,
  encodeSgtin96,
  encodeSscc96,
  epcUri,
  gtinCheckDigit,
  isGtin,
  isSscc,
  UnencodableEpc,
} from "./epc.ts";

interface Vectors {
  readonly valid: readonly {
    readonly epcHex: string;
    readonly filter: number;
    readonly companyPrefix: string;
    readonly gtin14?: string;
    readonly sscc?: string;
    readonly gln?: string;
    readonly extension?: string;
    readonly grai?: string;
    readonly giai?: string;
    readonly serial?: string;
    readonly pureIdentityUri: string;
    readonly digitalLink: string;
  }[];
  readonly invalid: readonly { readonly epcHex: string; readonly reason: string }[];
}

const file = resolve(
  import.meta.dirname,
  "../..",
  process.env.FLOORPLANE_DATA ?? "../shared",
  "standards/epc/vectors.json",
);
const isThere = existsSync(file);
const without = isThere ? "" : ` (skipped: no ${file})`;
const vectors: Vectors = isThere ? JSON.parse(readFileSync(file, "utf8")) : { valid: [], invalid: [] };

describe.skipIf(!isThere)(`the vectors${without}`, () => {
  test("are there", () => {
    expect(vectors.valid.length).toBeGreaterThan(0);
    expect(vectors.invalid.length).toBeGreaterThan(0);
  });

  test.each(vectors.valid)("$epcHex is $pureIdentityUri", (vector) => {
    const epc = decodeEpc(vector.epcHex.toLowerCase());

    expect(epcUri(epc)).toBe(vector.pureIdentityUri);
    expect(digitalLink(epc)).toBe(vector.digitalLink);
    expect(epc).toMatchObject({ companyPrefix: vector.companyPrefix, filter: vector.filter });
    if (epc.scheme === "sgtin") expect(epc).toMatchObject({ gtin: vector.gtin14, serial: vector.serial });
    if (epc.scheme === "sscc") expect(epc.sscc).toBe(vector.sscc);
    if (epc.scheme === "sgln") expect(epc).toMatchObject({ gln: vector.gln, extension: vector.extension });
    if (epc.scheme === "grai") expect(epc.grai + epc.serial).toBe(vector.grai);
    if (epc.scheme === "giai") expect(epc.giai).toBe(vector.giai);
    expect(encodedAgain(vector.epcHex)).toBe(vector.epcHex);
  });

  test.each(vectors.invalid)("$epcHex stays raw: $reason", ({ epcHex }) => {
    expect(decodeEpc(epcHex)).toMatchObject({ scheme: "raw", hex: epcHex, bits: epcHex.length * 4 });
    expect(epcUri(decodeEpc(epcHex))).toBe(`urn:epc:raw:${epcHex.length * 4}.x${epcHex}`);
    expect(digitalLink(decodeEpc(epcHex))).toBeUndefined();
  });
});

/** The hex written from what was read; schemes that we only read are passed through. */
function encodedAgain(hex: string): string {
  const epc = decodeEpc(hex);
  if (epc.scheme === "raw") return epc.hex;
  const companyPrefixLength = epc.companyPrefix.length;
  switch (epc.scheme) {
    case "sgtin":
      return encodeSgtin96({ ...epc, companyPrefixLength });
    case "sscc":
      return encodeSscc96({ ...epc, companyPrefixLength });
    case "grai":
      return encodeGrai96({ ...epc, companyPrefixLength });
    default:
      return hex;
  }
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(""));
const checked = (length: number) => digits(length - 1).map((body) => `${body}${gtinCheckDigit(body)}`);
const companyPrefixLength = fc.integer({ min: 6, max: 12 });
const serial = fc.bigInt({ min: 0n, max: 2n ** 38n - 1n }).map(String);
const filter = fc.integer({ min: 0, max: 7 });

describe("what is encoded is decoded again", () => {
  test("SGTIN", () => {
    const items = fc.record({ gtin: checked(14), companyPrefixLength, serial, filter });
    fc.assert(
      fc.property(items, (item) => {
        const hex = encodeSgtin96(item);

        expect(hex).toMatch(/^30[0-9A-F]{22}$/);
        const companyPrefix = item.gtin.slice(1, 1 + item.companyPrefixLength);
        const { gtin, serial, filter } = item;
        expect(decodeEpc(hex)).toEqual({ scheme: "sgtin", gtin, serial, companyPrefix, filter });
      }),
    );
  });

  test("SSCC", () => {
    const units = fc.record({ sscc: checked(18), companyPrefixLength, filter });
    fc.assert(
      fc.property(units, ({ sscc, companyPrefixLength, filter }) => {
        const hex = encodeSscc96({ sscc, companyPrefixLength, filter });

        const companyPrefix = sscc.slice(1, 1 + companyPrefixLength);
        expect(decodeEpc(hex)).toEqual({ scheme: "sscc", sscc, companyPrefix, filter });
      }),
    );
  });

  test("GRAI, with and without its leading zero", () => {
    const assets = fc.record({ key: checked(13), companyPrefixLength, serial, filter });
    fc.assert(
      fc.property(assets, ({ key, companyPrefixLength, serial, filter }) => {
        const hex = encodeGrai96({ grai: `0${key}`, companyPrefixLength, serial, filter });

        const companyPrefix = key.slice(0, companyPrefixLength);
        expect(decodeEpc(hex)).toEqual({ scheme: "grai", grai: `0${key}`, serial, companyPrefix, filter });
        expect(encodeGrai96({ grai: key, companyPrefixLength, serial, filter })).toBe(hex);
      }),
    );
  });
});

test("any bits are either read and written back the same, or stay raw", () => {
  const header = fc.constantFrom("30", "31", "32", "33", "34");
  const bits = fc.tuple(header, fc.bigInt({ min: 0n, max: 2n ** 88n - 1n }));
  fc.assert(
    fc.property(bits, ([head, rest]) => {
      const hex = head + rest.toString(16).toUpperCase().padStart(22, "0");

      expect(encodedAgain(hex)).toBe(hex);
    }),
    { numRuns: 500 },
  );
});

test("no text makes the decoder throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-fA-F]{0,64}$/)), (text) => {
      expect(epcUri(decodeEpc(text))).toMatch(/^urn:epc:/);
    }),
  );
});

test("one tag of each kind reads as its label says", () => {
  expect(decodeEpc("")).toMatchObject({ scheme: "raw", bits: 0 });
  expect(decodeEpc("3036")).toMatchObject({
    scheme: "raw",
    bits: 16,
    reason: "16 bits where the header asks for 96",
  });
  expect(decodeEpc("36F4E4E40000000000000000000000000000000000000000")).toMatchObject({
    scheme: "raw",
    bits: 192,
  });
  expect(encodeSgtin96({ gtin: "4012345111118", companyPrefixLength: 7, serial: "9876", filter: 1 })).toBe(
    "3034F4E4E40AD9C000002694",
  );
});

test.each([
  ["gtin", () => encodeSgtin96({ gtin: "04012345111119", companyPrefixLength: 7, serial: "1" })],
  ["gtin", () => encodeSgtin96({ gtin: "0401234511111", companyPrefixLength: 7, serial: "1" })],
  [
    "companyPrefixLength",
    () => encodeSgtin96({ gtin: "04012345111118", companyPrefixLength: 5, serial: "1" }),
  ],
  [
    "companyPrefixLength",
    () => encodeSgtin96({ gtin: "04012345111118", companyPrefixLength: 7.5, serial: "1" }),
  ],
  ["serial", () => encodeSgtin96({ gtin: "04012345111118", companyPrefixLength: 7, serial: "01" })],
  ["serial", () => encodeSgtin96({ gtin: "04012345111118", companyPrefixLength: 7, serial: "274877906944" })],
  ["filter", () => encodeSgtin96({ gtin: "04012345111118", companyPrefixLength: 7, serial: "1", filter: 8 })],
  ["sscc", () => encodeSscc96({ sscc: "040123450000000017", companyPrefixLength: 7 })],
  ["grai", () => encodeGrai96({ grai: "10614141123452", companyPrefixLength: 7, serial: "1" })],
])("a wrong %s is refused by name", (field, encode) => {
  let refused: unknown;
  try {
    encode();
  } catch (error) {
    refused = error;
  }

  expect(refused).toBeInstanceOf(UnencodableEpc);
  expect((refused as UnencodableEpc).field).toBe(field);
});

test("check digits are checked", () => {
  expect(["04012345111118", "4012345111118", "036000291452", "96385074"].map(isGtin)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["04012345111119", "96385075", "", "4012345", "abcdefgh", "٠٤٠١٢٣٤٥"].map(isGtin)).toEqual(
    Array(6).fill(false),
  );
  expect(isSscc("106141412345678908")).toBe(true);
  expect(isSscc("106141412345678909")).toBe(false);
});

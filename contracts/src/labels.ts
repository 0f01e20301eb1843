/**
 * How this house numbers what it labels itself: totes (GRAI), parcels (SSCC), and, where the WMS has no GTINs, items. All under one GS1 company
 * prefix; 952 is the range that GS1 keeps for demonstrations, so that no tag of a demo can be mistaken for goods of someone else.
 */
import {
  type Epc,
  encodeGrai96,
  encodeSgln96,
  encodeSgtin96,
  encodeSgtin198,
  encodeSscc96,
  gtinCheckDigit,
  UnencodableEpc,
} from "./epc.ts";
import { assert } from "./errors.ts";
import { ToteId } from "./ids.ts";
import type { Gs1 } from "./site-cartons.ts";

export const companyPrefix = "9521321";
const companyPrefixLength = companyPrefix.length;
/** Asset type of the 60-litre picking tote. */
const toteAssetType = "00001";
const withCheckDigit = (digits: string): string => digits + gtinCheckDigit(digits);
const toteGrai = withCheckDigit(`0${companyPrefix}${toteAssetType}`);

/** Totes are numbered from 1; `T` and the number is what people read. */
export const toteIdOf = (number: number): ToteId => ToteId(`T${number}`);

/** EPC (hex) of a tote's own tag. */
export function toteEpc(tote: ToteId): string {
  assert(/^T[1-9][0-9]{0,9}$/.test(tote), `tote ${tote} was not numbered here`);
  return encodeGrai96({ grai: toteGrai, companyPrefixLength, serial: tote.slice(1), filter: 0 });
}

/** Which tote a tag belongs to; undefined for any other tag. */
export const toteOfEpc = (epc: Epc): ToteId | undefined =>
  epc.scheme === "grai" && epc.grai === toteGrai ? ToteId(`T${epc.serial}`) : undefined;

/** Places of one site are told apart by the extension. */
const placeGln = withCheckDigit(`${companyPrefix}${"00001"}`);

/** As its label numbers a place: 41 bits of its name, so that no list of numbers need be kept. */
export function placeNumberOf(location: string): string {
  let number = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(location))
    number = ((number ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return String((number ^ (number >> 23n)) & 0x1ffffffffffn);
}

/** EPC (hex) of the label of a place. */
export const placeEpc = (location: string): string =>
  encodeSgln96({ gln: placeGln, companyPrefixLength, extension: placeNumberOf(location), filter: 0 });

/** Which place's label a tag is; undefined for any other tag. */
export const placeNumberOfEpc = (epc: Epc): string | undefined =>
  epc.scheme === "sgln" && epc.gln === placeGln ? epc.extension : undefined;

/** What the RFID reader that a robot carries is called. */
export const readerOf = (robot: string): string => `RDR-${robot}`;

/** Digits of an SSCC without its check digit: extension, company prefix, serial. */
const ssccDigits = 17;

/** How many parcels can be numbered under a prefix, from its first serial with its extension digit on. */
export function ssccsUnder(gs1: Gs1 = { companyPrefix }): number {
  const { companyPrefix: prefix, extensionDigit = 0, firstSerial = 1 } = gs1;
  return (10 - extensionDigit) * 10 ** (ssccDigits - 1 - prefix.length) - firstSerial;
}

/** The SSCC of the n-th parcel of a site (n from 1): serials go on from the first, then under the next extension digit (GS1 General Specifications, 2.2.1). */
export function ssccOf(number: number, gs1: Gs1 = { companyPrefix }): string {
  const { companyPrefix: prefix, extensionDigit = 0, firstSerial = 1 } = gs1;
  assert(
    Number.isInteger(number) && number > 0 && number <= ssccsUnder(gs1),
    `parcel number ${number} is out of range`,
  );
  const serialDigits = ssccDigits - 1 - prefix.length;
  const serial = firstSerial + number - 1;
  const extension = extensionDigit + Math.floor(serial / 10 ** serialDigits);
  return withCheckDigit(
    `${extension}${prefix}${String(serial % 10 ** serialDigits).padStart(serialDigits, "0")}`,
  );
}

/** EPC (hex) of a parcel's tag. `prefixLength`: of the company prefix in it. */
export const ssccEpc = (sscc: string, prefixLength = companyPrefixLength): string =>
  encodeSscc96({ sscc, companyPrefixLength: prefixLength, filter: 0 });

/** GTIN-14 of the n-th item of a catalogue without own GTINs; `packaging` 0 is the unit, 1 its sealed case. */
export function itemGtin(number: number, packaging: 0 | 1): string {
  assert(
    Number.isInteger(number) && number >= 0 && number < 100_000,
    `item number ${number} is out of range`,
  );
  return withCheckDigit(`${packaging}${companyPrefix}${String(number).padStart(5, "0")}`);
}

/** EPC (hex) of one piece: SGTIN-96 with a serial number below 2^38. Filter 1 is a retail unit, 2 a full case. */
export const pieceEpc = (gtin: string, serial: number): string =>
  encodeSgtin96({ ...ofPiece(gtin), serial: String(serial) });

/** EPC (hex) of a unit that has its serial number already; undefined where no tag can bear it. */
export function unitEpc(gtin: string, serial: string): string | undefined {
  if (/^(?:0|[1-9]\d{0,10})$/.test(serial)) return pieceEpc(gtin, Number(serial));
  try {
    return encodeSgtin198({ ...ofPiece(gtin), serial });
  } catch (error) {
    if (error instanceof UnencodableEpc) return undefined;
    throw error;
  }
}

const ofPiece = (gtin: string) => ({ gtin, companyPrefixLength, filter: gtin.startsWith("0") ? 1 : 2 });

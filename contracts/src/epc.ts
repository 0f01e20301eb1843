/**
 * What is written on an RFID tag: the 96-bit codes of the GS1 Tag Data Standard (2.x, chapters 14 and E), and the one of
 * goods whose serial number has letters (`sgtin-198.ts`), decoded for identity and encoded for tags we print. A code we cannot read is kept as raw, never dropped; no read throws.
 */
import { isSgtin198, narrowed, widened } from "./sgtin-198.ts";

/** A goods item, a logistic unit, a place, a returnable asset, an asset of one's own, or bits we cannot read. */
export type Epc =
  | ({ readonly scheme: "sgtin"; readonly gtin: string; readonly serial: string } & Owned)
  | ({ readonly scheme: "sscc"; readonly sscc: string } & Owned)
  | ({ readonly scheme: "sgln"; readonly gln: string; readonly extension: string } & Owned)
  | ({ readonly scheme: "grai"; readonly grai: string; readonly serial: string } & Owned)
  | ({ readonly scheme: "giai"; readonly giai: string } & Owned)
  | { readonly scheme: "raw"; readonly bits: number; readonly hex: string; readonly reason: string };

interface Owned {
  /** GS1 company prefix, 6 to 12 digits: its length is needed to write the code again. */
  readonly companyPrefix: string;
  /** Advisory kind of object, 0 to 7: for an SGTIN 1 is an item for the till, 2 a full case, 6 a unit load. */
  readonly filter: number;
}

type ReadScheme = Exclude<Epc["scheme"], "raw">;

/** A value that no tag of the scheme can carry. */
export class UnencodableEpc extends RangeError {
  override readonly name = "UnencodableEpc";
  readonly field: string;
  constructor(field: string, reason: string) {
    super(`${field} ${reason}`);
    this.field = field;
  }
}

/** Reads the EPC memory of a tag, in hexadecimal of either case. Never throws. */
export function decodeEpc(hex: string): Epc {
  const upper = hex.toUpperCase();
  const raw = (reason: string): Epc => ({ scheme: "raw", bits: 4 * hex.length, hex: upper, reason });
  if (!/^[0-9A-F]+$/.test(upper)) return raw("not hexadecimal");
  if (hex.length % 4 !== 0) return raw("not a whole number of 16-bit words");
  if (isSgtin198(upper)) {
    const narrow = narrowed(upper);
    if (typeof narrow === "string") return raw(narrow);
    const epc = decodeEpc(narrow.hex);
    return epc.scheme === "sgtin"
      ? { ...epc, serial: narrow.serial }
      : epc.scheme === "raw"
        ? raw(epc.reason)
        : epc;
  }
  const layout = layoutByHeader.get(upper.slice(0, 2));
  if (layout === undefined) {
    return raw(
      /^0+$/.test(upper) ? "unprogrammed tag" : `header 0x${upper.slice(0, 2)} is none of the read schemes`,
    );
  }
  if (hex.length !== 24) return raw(`${4 * hex.length} bits where the header asks for 96`);

  const code = BigInt(`0x${upper}`);
  const split = layout.splits[Number((code >> 82n) & 7n)];
  if (split === undefined) return raw("partition 7 is reserved");
  const companyPrefix = digits((code >> split.prefixShift) & split.prefixMask, split.prefixDigits);
  if (companyPrefix === undefined) return raw("company prefix out of range");
  const reference = (code >> layout.serialBits) & split.referenceMask;
  if (reference >= split.referenceEnd) return raw("reference out of range");
  const serial = code & layout.serialMask;
  if (layout.scheme === "sscc" && serial !== 0n) return raw("the 24 reserved bits of an SSCC are not zero");

  const filter = Number((code >> 85n) & 7n);
  const referenceText =
    split.referenceDigits === 0 ? "" : String(reference).padStart(split.referenceDigits, "0");
  return identity(layout.scheme, companyPrefix, referenceText, reference, String(serial), filter);
}

function identity(
  scheme: ReadScheme,
  companyPrefix: string,
  reference: string,
  number: bigint,
  serial: string,
  filter: number,
): Epc {
  switch (scheme) {
    case "sgtin": {
      // The first digit of the reference is the packing level and stands in front of the prefix.
      const body = reference[0] + companyPrefix + reference.slice(1);
      return { scheme, gtin: body + gtinCheckDigit(body), serial, companyPrefix, filter };
    }
    case "sscc": {
      const body = reference[0] + companyPrefix + reference.slice(1);
      return { scheme, sscc: body + gtinCheckDigit(body), companyPrefix, filter };
    }
    case "sgln": {
      const body = companyPrefix + reference;
      return { scheme, gln: body + gtinCheckDigit(body), extension: serial, companyPrefix, filter };
    }
    case "grai": {
      const body = companyPrefix + reference;
      return { scheme, grai: `0${body}${gtinCheckDigit(body)}`, serial, companyPrefix, filter };
    }
    case "giai":
      return { scheme, giai: companyPrefix + number, companyPrefix, filter };
  }
}

interface Encodable {
  /** 6 to 12; the owner of the prefix knows it. */
  readonly companyPrefixLength: number;
  /** 0 to 7; 0 if absent. */
  readonly filter?: number;
}

export interface Sgtin extends Encodable {
  /** GTIN of 8, 12, 13 or 14 digits with its check digit. */
  readonly gtin: string;
  /** A number below 2^38 without leading zeros. */
  readonly serial: string;
}

/** 24 hexadecimal digits in upper case, as all that follow. Throws `UnencodableEpc`, naming the field. */
export function encodeSgtin96({ gtin, companyPrefixLength, serial, filter = 0 }: Sgtin): string {
  if (!isGtin(gtin)) throw new UnencodableEpc("gtin", `"${gtin}" is no GTIN with a right check digit`);
  const key = gtin.padStart(14, "0");
  const reference = key[0] + key.slice(1 + companyPrefixLength, 13);
  return pack("sgtin", companyPrefixLength, key.slice(1, 1 + companyPrefixLength), reference, serial, filter);
}

/** As SGTIN-96 with a serial number of up to twenty letters, digits and signs. */
export function encodeSgtin198({ serial, ...item }: Sgtin): string {
  const hex = widened(encodeSgtin96({ ...item, serial: "0" }), serial);
  if (hex === undefined)
    throw new UnencodableEpc(
      "serial",
      `"${serial}" has more than 20 characters, or one that no tag may bear`,
    );
  return hex;
}

export interface Sscc extends Encodable {
  /** 18 digits with the check digit. */
  readonly sscc: string;
}

export function encodeSscc96({ sscc, companyPrefixLength, filter = 0 }: Sscc): string {
  if (!isSscc(sscc)) throw new UnencodableEpc("sscc", `"${sscc}" is no SSCC with a right check digit`);
  const reference = sscc[0] + sscc.slice(1 + companyPrefixLength, 17);
  return pack("sscc", companyPrefixLength, sscc.slice(1, 1 + companyPrefixLength), reference, "0", filter);
}

export interface Sgln extends Encodable {
  /** GLN of 13 digits with its check digit. */
  readonly gln: string;
  /** A number below 2^41: which place there. */
  readonly extension: string;
}

export function encodeSgln96({ gln, companyPrefixLength, extension, filter = 0 }: Sgln): string {
  if (gln.length !== 13 || !hasCheckDigit(gln)) {
    throw new UnencodableEpc("gln", `"${gln}" is no GLN with a right check digit`);
  }
  const prefix = gln.slice(0, companyPrefixLength);
  return pack("sgln", companyPrefixLength, prefix, gln.slice(companyPrefixLength, 12), extension, filter);
}

export interface Grai extends Encodable {
  /** 13 digits with the check digit, or 14 with the zero that precedes them in bar codes. */
  readonly grai: string;
  /** A number below 2^38 without leading zeros. */
  readonly serial: string;
}

export function encodeGrai96({ grai, companyPrefixLength, serial, filter = 0 }: Grai): string {
  const key = grai.length === 14 && grai.startsWith("0") ? grai.slice(1) : grai;
  if (key.length !== 13 || !hasCheckDigit(key)) {
    throw new UnencodableEpc("grai", `"${grai}" is no GRAI with a right check digit`);
  }
  const prefix = key.slice(0, companyPrefixLength);
  return pack("grai", companyPrefixLength, prefix, key.slice(companyPrefixLength, 12), serial, filter);
}

/** The check digit of a body of digits: weights 3 and 1 from the right (GS1 General Specifications, 7.9). */
export function gtinCheckDigit(body: string): number {
  let sum = 0;
  let weight = 3;
  for (let index = body.length - 1; index >= 0; index--) {
    sum += weight * (body.charCodeAt(index) - 48);
    weight = 4 - weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** Whether the text is a GTIN-8, -12, -13 or -14 with a right check digit. */
export function isGtin(text: string): boolean {
  return [8, 12, 13, 14].includes(text.length) && hasCheckDigit(text);
}

/** Whether the text is an SSCC of 18 digits with a right check digit. */
export function isSscc(text: string): boolean {
  return text.length === 18 && hasCheckDigit(text);
}

function hasCheckDigit(text: string): boolean {
  return /^\d+$/.test(text) && gtinCheckDigit(text.slice(0, -1)) === text.charCodeAt(text.length - 1) - 48;
}

/** The pure-identity URI that events carry: `urn:epc:id:sgtin:0614141.812345.6789`. */
export function epcUri(epc: Epc): string {
  if (epc.scheme === "raw") return `urn:epc:raw:${epc.bits}.x${epc.hex}`;
  const { companyPrefix } = epc;
  const length = companyPrefix.length;
  switch (epc.scheme) {
    case "sgtin":
      return `urn:epc:id:sgtin:${companyPrefix}.${epc.gtin[0]}${epc.gtin.slice(1 + length, 13)}.${epc.serial}`;
    case "sscc":
      return `urn:epc:id:sscc:${companyPrefix}.${epc.sscc[0]}${epc.sscc.slice(1 + length, 17)}`;
    case "sgln":
      return `urn:epc:id:sgln:${companyPrefix}.${epc.gln.slice(length, 12)}.${epc.extension}`;
    case "grai":
      return `urn:epc:id:grai:${companyPrefix}.${epc.grai.slice(1 + length, 13)}.${epc.serial}`;
    case "giai":
      return `urn:epc:id:giai:${companyPrefix}.${epc.giai.slice(length)}`;
  }
}

/** The GS1 Digital Link of the identity, or `undefined` for raw bits. Others may use their own host: match the path. */
export function digitalLink(epc: Epc): string | undefined {
  const host = "https://id.gs1.org";
  switch (epc.scheme) {
    case "sgtin":
      return `${host}/01/${epc.gtin}/21/${epc.serial}`;
    case "sscc":
      return `${host}/00/${epc.sscc}`;
    case "sgln":
      // Extension 0 means the place itself.
      return epc.extension === "0" ? `${host}/414/${epc.gln}` : `${host}/414/${epc.gln}/254/${epc.extension}`;
    case "grai":
      return `${host}/8003/${epc.grai}${epc.serial}`;
    case "giai":
      return `${host}/8004/${epc.giai}`;
    case "raw":
      return undefined;
  }
}

/** How prefix and reference share their bits for one partition value; the longer the one, the shorter the other. */
interface Split {
  readonly prefixDigits: number;
  readonly prefixShift: bigint;
  readonly prefixMask: bigint;
  readonly referenceDigits: number;
  readonly referenceMask: bigint;
  /** First reference that has too many digits. */
  readonly referenceEnd: bigint;
}

interface Layout {
  readonly scheme: ReadScheme;
  readonly header: bigint;
  /** Bits behind the reference: serial, extension or reserved. */
  readonly serialBits: bigint;
  readonly serialMask: bigint;
  /** By partition value 0 to 6, for company prefixes of 12 to 6 digits. */
  readonly splits: readonly Split[];
}

const prefixBits = [40n, 37n, 34n, 30n, 27n, 24n, 20n] as const;

const layouts: Readonly<Record<ReadScheme, Layout>> = {
  sgtin: layout("sgtin", 0x30n, 38n, (partition) => partition + 1),
  sscc: layout("sscc", 0x31n, 24n, (partition) => partition + 5),
  sgln: layout("sgln", 0x32n, 41n, (partition) => partition),
  grai: layout("grai", 0x33n, 38n, (partition) => partition),
  // GIAI references are numbers without leading zeros; their digits grow by the bits left over.
  giai: layout("giai", 0x34n, 0n, (partition) => [13, 14, 15, 16, 17, 18, 19][partition]!),
};

const layoutByHeader: ReadonlyMap<string, Layout> = new Map(
  Object.values(layouts).map((each) => [each.header.toString(16), each]),
);

function layout(
  scheme: ReadScheme,
  header: bigint,
  serialBits: bigint,
  referenceDigitsOf: (partition: number) => number,
): Layout {
  const splits = prefixBits.map((bits, partition): Split => {
    const referenceDigits = referenceDigitsOf(partition);
    const prefixShift = 82n - bits;
    return {
      prefixDigits: 12 - partition,
      prefixShift,
      prefixMask: mask(bits),
      referenceDigits,
      referenceMask: mask(prefixShift - serialBits),
      referenceEnd: 10n ** BigInt(referenceDigits),
    };
  });
  return { scheme, header, serialBits, serialMask: mask(serialBits), splits };
}

function mask(bits: bigint): bigint {
  return (1n << bits) - 1n;
}

function digits(value: bigint, length: number): string | undefined {
  const text = String(value);
  return text.length > length ? undefined : text.padStart(length, "0");
}

function pack(
  scheme: ReadScheme,
  companyPrefixLength: number,
  prefix: string,
  reference: string,
  serial: string,
  filter: number,
): string {
  const { header, serialBits, serialMask, splits } = layouts[scheme];
  const partition = 12 - companyPrefixLength;
  const split = splits[partition];
  if (split === undefined) {
    throw new UnencodableEpc("companyPrefixLength", `${companyPrefixLength} is not between 6 and 12`);
  }
  if (!/^(?:0|[1-9]\d*)$/.test(serial) || serial.length > 20 || BigInt(serial) > serialMask) {
    throw new UnencodableEpc(
      "serial",
      `"${serial}" is no number below 2^${serialBits} without leading zeros`,
    );
  }
  if (!Number.isInteger(filter) || filter < 0 || filter > 7) {
    throw new UnencodableEpc("filter", `${filter} is not between 0 and 7`);
  }
  const head = (header << 88n) | (BigInt(filter) << 85n) | (BigInt(partition) << 82n);
  const body = (BigInt(prefix) << split.prefixShift) | (BigInt(reference || "0") << serialBits);
  return (head | body | BigInt(serial)).toString(16).toUpperCase().padStart(24, "0");
}

/**
 * What a GS1 bar code says (General Specifications, section 3 and 7.8): element strings with their application identifiers, as a scanner sends them (FNC1 as the
 * group separator, with or without the mark of the symbology) or as they are printed beneath the bars, in brackets.
 */
import { gtin14 } from "./gtin.ts";

export interface GoodsLabel {
  /** Fourteen digits: AI 01, or of what a case or pallet holds (02). */
  readonly gtin: string;
  /** AI 10. */
  readonly lot?: string;
  /** AI 17 as a day: `2027-01-31`; a day 00 is the last of its month. */
  readonly expires?: string;
  /** AI 21: it stands on one piece. */
  readonly serial?: string;
  /** AI 37: units of the GTIN behind this label. */
  readonly count?: number;
}

export type LabelRead =
  | { readonly kind: "label"; readonly label: GoodsLabel }
  /** It is an element string, and what it says cannot be. */
  | { readonly kind: "wrong"; readonly text: string };

const separator = "\u001d";
/** Marks of GS1-128, GS1 DataBar, GS1 DataMatrix, GS1 QR and GS1 DotCode. */
const symbology = /^\](?:C1|e0|d2|Q3|J1)/;

/** Whole length, identifier and value, of those that need no separator behind them, by their first two digits (figure 7.8.5-2). */
const fixedLengths: Readonly<Record<string, number>> = {
  "00": 20,
  "01": 16,
  "02": 16,
  "03": 16,
  "04": 18,
  11: 8,
  12: 8,
  13: 8,
  14: 8,
  15: 8,
  16: 8,
  17: 8,
  18: 8,
  19: 8,
  20: 4,
  31: 10,
  32: 10,
  33: 10,
  34: 10,
  35: 10,
  36: 10,
  41: 16,
};
/** Of the others, those that are read. */
const lengthMax: Readonly<Record<string, number>> = { 10: 20, 21: 20, 37: 8 };

/** Undefined for what is no element string with a GTIN. `now`: the century of a year of two digits follows from it. */
export function readLabel(text: string, now: number): LabelRead | undefined {
  const elements = text.includes("(") ? inBrackets(text) : asScanned(text);
  if (!elements) return undefined;
  const gtin = gtin14(elements.get("01") ?? elements.get("02") ?? "");
  if (gtin === undefined) return undefined;
  const label: { -readonly [Field in keyof GoodsLabel]: GoodsLabel[Field] } = { gtin };
  const lot = elements.get("10");
  const day = elements.get("17");
  const serial = elements.get("21");
  const count = elements.get("37");
  if (lot !== undefined) label.lot = lot;
  if (serial !== undefined) label.serial = serial;
  if (count !== undefined) {
    if (!/^[0-9]{1,8}$/.test(count)) return { kind: "wrong", text: `(37)${count}` };
    label.count = Number(count);
  }
  if (day !== undefined) {
    const expires = dayOf(day, now);
    if (expires === undefined) return { kind: "wrong", text: `(17)${day}` };
    label.expires = expires;
  }
  return { kind: "label", label };
}

function inBrackets(text: string): Map<string, string> | undefined {
  const plain = text.trim().replace(/^\][A-Za-z][0-9]/, "");
  if (!/^\([0-9]{2,4}\)/.test(plain)) return undefined;
  const elements = new Map<string, string>();
  for (const [, identifier, value] of plain.matchAll(/\(([0-9]{2,4})\)(.*?)(?=\([0-9]{2,4}\)|$)/g))
    elements.set(identifier!, value!.replaceAll(separator, "").trim());
  return elements;
}

const behind = (text: string): string => (text.startsWith(separator) ? text.slice(1) : text);

function asScanned(text: string): Map<string, string> | undefined {
  const isMarked = symbology.test(text) || text.startsWith(separator);
  let left = behind(text.replace(symbology, "")).trimEnd();
  // Without a mark a row of digits may be a code of somebody's own: what begins with a GTIN and has more behind it is none.
  if (!isMarked && !/^0[12][0-9]{14}./.test(left)) return undefined;
  const elements = new Map<string, string>();
  while (left !== "") {
    const identifier = left.slice(0, 2);
    const length = fixedLengths[identifier];
    const end = left.indexOf(separator);
    const next = length ?? (end < 0 ? left.length : end);
    const element = left.slice(0, next);
    if (length !== undefined && (element.length < length || element.includes(separator))) return undefined;
    if (length === undefined && !isMarked && lengthMax[identifier] === undefined) return undefined;
    const value = element.slice(2);
    const most = lengthMax[identifier];
    if (most !== undefined && (value === "" || value.length > most)) return undefined;
    elements.set(identifier, value);
    left = behind(left.slice(next));
  }
  return elements;
}

/** A year of two digits is within fifty of this one (section 7.12). */
function dayOf(text: string, now: number): string | undefined {
  if (!/^[0-9]{6}$/.test(text)) return undefined;
  const [year, month, day] = [text.slice(0, 2), text.slice(2, 4), text.slice(4)].map(Number) as [
    number,
    number,
    number,
  ];
  const today = new Date(now).getUTCFullYear();
  const century = today - (today % 100);
  const ahead = year - (today % 100);
  const full = century + year + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0);
  const lastOfMonth = new Date(Date.UTC(full, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day > lastOfMonth) return undefined;
  return new Date(Date.UTC(full, month - 1, day === 0 ? lastOfMonth : day)).toISOString().slice(0, 10);
}

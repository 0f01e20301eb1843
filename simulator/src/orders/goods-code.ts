/** How codes of a trade file become ids, and which of them are goods. */
import { hash32 } from "@floorplane/runtime/random";

/**
 * What stands in the Online Retail data beside goods: `POST`, `DOT`, `C2`, `C3`, `D`, `M`, `S`, `B`, `PADS`, `CRUK`, `AMAZONFEE`, `BANK CHARGES`, adjustments,
 * tests and gift vouchers (`gift_0001_20`). Any other code is goods: a shop's own code that is not known here is to be shipped, not passed over.
 */
const SERVICE =
  /^(?:POST|POSTAGE|DOT|C[23]|D|M|S|B|PADS|CRUK|AMAZONFEE|BANK_CHARGES|ADJUST\d*|TEST\d*|GIFT(?:_\d+)*)$/;

export const isGoodsCode = (code: string): boolean => !SERVICE.test(code);

/** `1.23457E+11`: what spreadsheets make of long numbers. No code of a trade is written so. */
export const isRounded = (code: string): boolean => /^[+-]?\d+(?:[.,]\d+)?E[+-]\d+$/i.test(code.trim());

/** Room for what clones add (`~12`) and for a line number, within the 64 characters of an id. */
const idLengthMax = 56;

/** Characters that nobody sees: a code with one of them is the code without. */
const UNSEEN = /[\u200B-\u200D\u2060\uFEFF]/g;

/** A code without what its writer did not mean: blanks around it, case, unseen characters, decomposed letters. */
export const plainCode = (code: string): string =>
  code.normalize("NFC").replace(UNSEEN, "").trim().replace(/\s+/g, " ").toUpperCase();

/**
 * The plain code in the alphabet of ids: blanks become `_`, so `BANK CHARGES` reads `BANK_CHARGES`. A code that has other characters (`#1001`, `订单甲`) or is too
 * long ends in `-` and eight hexadecimal digits of its hash, so that two codes stay two. Empty stays empty.
 */
export function idFromCode(code: string): string {
  const plain = plainCode(code);
  const clean = plain.replace(/ /g, "_").replace(/[^A-Z0-9_.:-]+/g, "_");
  if (clean.length <= idLengthMax && /^[A-Z0-9_.: -]*$/.test(plain)) return clean;
  return `${clean.slice(0, idLengthMax - 9)}-${hash32(plain).toString(16).padStart(8, "0").toUpperCase()}`;
}

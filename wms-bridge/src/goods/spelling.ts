/**
 * From what somebody typed or scanned to the names it may be: one way for every door. Case, blanks around a code and the wide letters of an East Asian
 * keyboard are spelling; a letter of another script that only looks alike is not, and is never guessed at.
 */
import { gtin14, gtinOfScan } from "@floorplane/contracts/gtin";

export type Spelling =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "blank" }
  | { readonly kind: "strange"; readonly character: string };

/** What stands invisibly before or behind a pasted code, beside what `trim` takes away. */
const invisible = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/g;

/** Texts whose spelling is at hand: a site's codes, as its orders name them over and over. */
const knownMax = 20_000;
const known = new Map<string, Spelling>();

export function spellingOf(text: string): Spelling {
  let spelling = known.get(text);
  if (!spelling) {
    spelling = spelled(text);
    if (known.size >= knownMax) known.clear();
    known.set(text, spelling);
  }
  return spelling;
}

function spelled(text: string): Spelling {
  const plain = narrow(text).replace(invisible, "");
  if (plain === "") return { kind: "blank" };
  const gtin = gtinOfScan(plain);
  const strange = /[^A-Za-z0-9_.:~-]/u.exec(plain);
  if (strange && !gtin) return { kind: "strange", character: strange[0] };
  const names = strange ? [] : [nameOfCode(plain)];
  if (gtin) names.push(nameOfGtin(gtin));
  return { kind: "names", names };
}

/** Letters A to Z alone: what `toUpperCase` does to others would make one code of two. */
export const upperCase = (code: string): string => code.replace(/[a-z]+/g, (part) => part.toUpperCase());

const nameOfCode = (code: string): string => `code ${upperCase(code)}`;
/** A GTIN that an older ledger holds may have no right check digit; it stays what it is. */
export const nameOfGtin = (gtin: string): string => `gtin ${gtin14(gtin) ?? gtin}`;

/** Full-width forms of ASCII (U+FF01 to U+FF5E). */
const narrow = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

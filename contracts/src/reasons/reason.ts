/** Why something is as it is, or was not done: a code with what it is about. Sentences are made where they are read, in the reader's language. */
import { Type } from "../kind.ts";

/** Of a table from code to parameters: a reason with its own. */
export type ReasonOf<Table extends object> = {
  [Code in keyof Table & string]: { readonly code: Code } & Readonly<Table[Code]>;
}[keyof Table & string];

/** Any of them, also one of a later house. */
export interface Reason {
  readonly code: string;
}

/** Words of a language for each reason of a table: one without does not compile. */
export type WordsFor<Table extends object> = {
  readonly [Code in keyof Table & string]: (about: Readonly<Table[Code]>) => string;
};

/** A code of a house that knew others than this one is said as it is. */
export function inWords(table: Readonly<Record<string, (about: never) => string>>, reason: Reason): string {
  return Object.hasOwn(table, reason.code) ? table[reason.code]!(reason as never) : reason.code;
}

/** Of a house before reasons had codes: what it said. */
export interface EarlierReasons {
  "earlier.words": { words: string };
}

/** As it is stored: of a later house the code may be one that this one has no words for. */
export const reasonSchema = <Of extends Reason>() =>
  Type.Unsafe<Of>(Type.Object({ code: Type.String() }, { additionalProperties: true }));

/** A reason of a row or message of any house. Before they had codes they were sentences, empty where there was none. */
export function reasonOfToday<Of extends Reason>(
  kept: Of | string | null | undefined,
): Of | ReasonOf<EarlierReasons> | null {
  if (typeof kept === "string") return kept === "" ? null : { code: "earlier.words", words: kept };
  return kept ?? null;
}

/** The same code, about the same. */
export const isSameReason = (a: Reason | null, b: Reason | null): boolean => isSame(a, b);

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [of, other] = [Object.entries(a), b as Readonly<Record<string, unknown>>];
  return of.length === Object.keys(b).length && of.every(([name, value]) => isSame(value, other[name]));
}

/** Some names of many: as many as a sentence holds. */
export interface Names {
  readonly names: readonly string[];
  /** So many are not named. */
  readonly more: number;
}

const namesMax = 8;

export const someOf = (names: readonly string[], most = namesMax): Names => ({
  names: names.slice(0, most),
  more: Math.max(0, names.length - most),
});

/** A vehicle's own words, as many as a person reads. */
const ownWordsMax = 200;

export const ownWords = (text: string): string =>
  text.length > ownWordsMax ? `${text.slice(0, ownWordsMax - 1)}…` : text;

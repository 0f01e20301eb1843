/** Names of people, as they are typed at screens and said by programs: one spelling of each, and nothing in it that nobody sees. What reads as the same name is the same person's, wherever two people are asked for. */
import { numberPattern } from "./ids.ts";

/** Seen characters of any script, and single blanks between them, as in a number that somebody gives. */
export const personPattern = numberPattern;
export const personWords =
  "must be a name that can be read: letters, digits and signs of any script, with single blanks between them, and no control or invisible characters";

/** Control and format characters, unassigned ones, ends of lines, and whatever else a screen shows nothing for (Unicode Standard Annex 44, Default_Ignorable_Code_Point). */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const everyUnseen = new RegExp(unseen, "gu");

/** The name in its one spelling (NFKC, single blanks, none at an end); "": none was given; undefined: something in it cannot be seen. */
export function personName(text: string): string | undefined {
  const name = text.normalize("NFKC");
  return unseen.test(text) || unseen.test(name) ? undefined : name.trim().replace(/\s+/g, " ");
}

/** Names are typed: nobody becomes two by a capital, a blank, or a character that nobody sees, which a ledger of before may hold. */
export const isSameName = (a: string, b: string): boolean => folded(a) === folded(b);

const folded = (name: string): string =>
  name.normalize("NFKC").replace(everyUnseen, "").trim().replace(/\s+/g, " ").toLowerCase();

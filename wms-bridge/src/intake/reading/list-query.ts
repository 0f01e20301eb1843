/** What the queries of all lists have in common: after which row, how many, from when to when, which words. What is not understood is refused by name. */
import { instantMs, instantWords } from "@floorplane/contracts/instant";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { Refusal } from "../answering/refusal.ts";
import type { Addressed } from "../route.ts";

type Asked = Addressed["query"];

/** Rows of one answer. */
export const perPageMax = 500;

const wrong = (field: string, why: string): Refusal =>
  new Refusal("malformed-message", `${field} ${why}`, { field });

/** A whole number; `least` where it is not named. */
export function wholeIn(
  query: Asked,
  field: string,
  { otherwise, least, most }: { readonly otherwise: number; readonly least: number; readonly most: number },
): number {
  const text = query.get(field);
  if (text === undefined) return otherwise;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw wrong(field, `is ${JSON.stringify(text)}; send a whole number from ${least} to ${most}`);
}

export const perPageIn = (query: Asked, otherwise = 100): number =>
  wholeIn(query, "perPage", { otherwise, least: 1, most: perPageMax });

/** A cursor that this list never gave is another house's, or another list's: what lies behind it here was never read. */
export function afterIn(query: Asked, last: number): number | undefined {
  if (!query.has("after")) return undefined;
  const after = wholeIn(query, "after", { otherwise: 0, least: 0, most: Number.MAX_SAFE_INTEGER });
  if (after <= last) return after;
  throw wrong(
    "after",
    `is ${after}, and this list ends at ${last}: send a \`next\` of its own, or leave it out to begin anew`,
  );
}

export function instantIn(query: Asked, field: string): number | undefined {
  const text = query.get(field);
  if (text === undefined) return undefined;
  const at = instantMs(text);
  if (at === undefined) {
    // A plus that is not escaped is a blank by the rules of forms.
    const isBlank = instantMs(text.replace(" ", "+")) !== undefined;
    throw wrong(field, isBlank ? `${instantWords}; write the + of the zone as %2B` : instantWords);
  }
  return at;
}

/** Several with commas between. */
export function wordsIn<Word extends string>(
  query: Asked,
  field: string,
  known: Readonly<Record<Word, unknown>>,
): ReadonlySet<Word> | undefined {
  const text = query.get(field);
  if (text === undefined) return undefined;
  const words = text.split(",");
  for (const word of words)
    if (!Object.hasOwn(known, word))
      throw wrong(field, `names ${JSON.stringify(word)}; known are ${Object.keys(known).join(", ")}`);
  return new Set(words as Word[]);
}

/** Names with commas between, of a list that is open: one that nobody has is refused, since nothing would be found for it. */
export function namesIn(
  query: Asked,
  field: string,
  { known, what }: { readonly known: () => Iterable<string>; readonly what: string },
): readonly string[] | undefined {
  const named = query.get(field)?.split(",");
  if (named === undefined) return undefined;
  const all = [...new Set(known())];
  const strange = named.find((name) => !all.includes(name));
  if (strange === undefined) return named;
  throw wrong(
    field,
    `names ${JSON.stringify(strange)}, which is no ${what} here${didYouMean(strange, all)}; known are ${all.slice(0, namesShownMax).join(", ") || "none"}`,
  );
}

const namesShownMax = 50;

export function truthIn(query: Asked, field: string): boolean | undefined {
  const text = query.get(field);
  if (text === undefined || text === "true" || text === "false")
    return text === undefined ? undefined : text === "true";
  throw wrong(field, `is ${JSON.stringify(text)}; send true or false`);
}

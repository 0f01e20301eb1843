/** What a validator has against a value, in words for the person who sent it. */
import type { ErrorObject } from "ajv";
import { namePattern } from "./client-names.ts";
import { idPattern, idWords, numberPattern, numberWords } from "./ids.ts";
import { instantWords } from "./instant.ts";
import { didYouMean } from "./nearest-name.ts";

/** Words that would have been right are named; a union of literals says so once for each of them. */
export function whyOf(errors: readonly ErrorObject[]): string {
  const [error] = errors;
  if (error?.keyword === "enum")
    return `${error.message}: ${(error.params as { allowedValues: unknown[] }).allowedValues.join(", ")}`;
  if (error?.keyword === "format") return instantWords;
  if (error?.keyword === "additionalProperties") return unknownKeyWords(error);
  if (error?.keyword === "pattern") return patternWords(error);
  if (error?.keyword !== "const") return error?.message ?? "is wrong";
  const words = errors.flatMap(({ keyword, instancePath, params }) =>
    keyword === "const" && instancePath === error.instancePath
      ? [String((params as { allowedValue: unknown }).allowedValue)]
      : [],
  );
  return `must be ${words.length === 1 ? "" : "one of "}${words.join(", ")}`;
}

/** Keys of a schema are few; a longer list would hide the sentence. */
const keysShownMax = 30;

/** The schema around it is there where the validator is `verbose`. */
function unknownKeyWords({ params, parentSchema }: ErrorObject): string {
  const { additionalProperty: key } = params as { readonly additionalProperty: string };
  const known = Object.keys((parentSchema as { readonly properties?: object } | undefined)?.properties ?? {});
  if (known.length === 0) return "is a key that nobody knows here";
  const shown = known.slice(0, keysShownMax).join(", ");
  return `is a key that nobody knows here${didYouMean(key, known)}; known are ${shown}`;
}

function patternWords({ params, message }: ErrorObject): string {
  const { pattern } = params as { readonly pattern: string };
  const digits = /^\^\[0-9\]\{(\d+)\}\$$/.exec(pattern);
  if (digits) return `must be ${digits[1]} digits`;
  return wordsOfPatterns.get(pattern) ?? message ?? "is wrong";
}

/** An expression is no sentence. */
const wordsOfPatterns: ReadonlyMap<string, string> = new Map([
  [idPattern, idWords],
  [namePattern, `${idWords}, and before it may stand its client and a slash`],
  [numberPattern, `${numberWords}, and none at an end`],
]);

/** `/lines/3/quantity` reads `lines[3].quantity` for a person. */
export function fieldOf(error: ErrorObject | undefined): string {
  if (!error) return "";
  let path = error.instancePath
    .replace(/\/(\d+)/g, "[$1]")
    .replace(/\//g, ".")
    .replace(/^\./, "");
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const extra = params.missingProperty ?? params.additionalProperty;
  if (extra) path = path ? `${path}.${extra}` : extra;
  return path;
}

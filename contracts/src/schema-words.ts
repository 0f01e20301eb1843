/** What a validator has against a value, in words for the person who sent it. */
import type { ErrorObject } from "ajv";
import { namePattern } from "./client-names.ts";
import { idPattern, idWords, numberPattern, numberWords } from "./ids.ts";
import { instantWords } from "./instant.ts";
import { didYouMean } from "./nearest-name.ts";
import { linesPattern, linesWords, textPattern, textWords } from "./texts.ts";

/** Words that would have been right are named; a union of literals says so once for each of them. */
export function whyOf(errors: readonly ErrorObject[]): string {
  const [error] = errors;
  if (error?.keyword === "enum")
    return `${error.message}: ${(error.params as { allowedValues: unknown[] }).allowedValues.join(", ")}`;
  if (error?.keyword === "format") return instantWords;
  if (error?.keyword === "additionalProperties") return unknownKeyWords(error);
  if (error?.keyword === "pattern") return patternWords(error);
  const words = error && wordsOf.get(error.keyword);
  if (words) return words(error);
  if (error?.keyword !== "const") return error?.message ?? "is wrong";
  const literals = errors.flatMap(({ keyword, instancePath, params }) =>
    keyword === "const" && instancePath === error.instancePath
      ? [String((params as { allowedValue: unknown }).allowedValue)]
      : [],
  );
  return `must be ${literals.length === 1 ? "" : "one of "}${literals.join(", ")}`;
}

/** Of what a validator says in the words of its schema alone. */
const wordsOf: ReadonlyMap<string, (error: Pick<ErrorObject, "params">) => string> = new Map<
  string,
  (error: Pick<ErrorObject, "params">) => string
>([
  ["required", () => "is missing"],
  ["minItems", ({ params }) => `must have ${least(params, "entry", "entries")}`],
  ["maxItems", ({ params }) => `has too many entries: at most ${limitOf(params)}`],
  ["minLength", ({ params }) => `must have ${least(params, "character", "characters")}`],
  ["maxLength", ({ params }) => `is too long: at most ${limitOf(params)} characters`],
  ["minProperties", ({ params }) => `must have ${least(params, "key", "keys")}`],
  ["maxProperties", ({ params }) => `has too many keys: at most ${limitOf(params)}`],
  [
    "uniqueItems",
    ({ params }) =>
      `has the same entry twice: numbers ${Math.min(params.i, params.j) + 1} and ${Math.max(params.i, params.j) + 1}`,
  ],
  ["type", ({ params }) => typeWords(params.type)],
]);

const limitOf = ({ limit }: { readonly limit?: number }): number => limit!;
const least = (params: { readonly limit?: number }, one: string, more: string): string =>
  params.limit === 1 ? `at least one ${one}` : `at least ${limitOf(params)} ${more}`;

/** A list of types comes as an array, or as text with commas. */
function typeWords(type: string | readonly string[]): string {
  const types = typeof type === "string" ? type.split(",") : type;
  const names = types.map((one) =>
    one === "object" ? "an object of keys and values" : one === "array" ? "a list" : one,
  );
  return `must be ${names.join(" or ")}`;
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
  const some = /^\^\[0-9\]\{(\d+),(\d+)\}\$$/.exec(pattern);
  if (some) return `must be ${some[1]} to ${some[2]} digits`;
  return wordsOfPatterns.get(pattern) ?? message ?? "is wrong";
}

/** An expression is no sentence. */
const wordsOfPatterns: ReadonlyMap<string, string> = new Map([
  [idPattern, idWords],
  [namePattern, `${idWords}, and before it may stand its client and a slash`],
  [numberPattern, `${numberWords}, none at an end, and no control or invisible characters`],
  [textPattern, textWords],
  [linesPattern, linesWords],
  [
    "^[^\\s/:]+:[0-9]{1,5}$",
    "must be host:port, such as 10.0.0.7:9100 or printer-1.local:9100; what has only an IPv6 address is called by its name",
  ],
  ["^([01][0-9]|2[0-3]):[0-5][0-9]$", "must be a time of day in four digits, 00:00 to 23:59, such as 09:00"],
  ["^20[0-9]{2}-[01][0-9]-[0-3][0-9]$", "must be a day, such as 2027-01-31"],
  ["^[!-~]{1,40}$", "must be 1 to 40 letters, digits and signs of ASCII, without blanks"],
  [
    "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    "must be Base64, in groups of four characters (RFC 4648, 4)",
  ],
  ["^[A-Za-z0-9+/]+={0,2}$", "must be Base64 (RFC 4648, 4)"],
  ["^([A-Za-z0-9_.:~-]+|\\*)$", `${idWords}, or * for all`],
  ["^/", "must be a path that begins with /"],
  [
    "^[A-Za-z0-9_.:-]+(/[A-Za-z0-9_.:-]+){0,4}$",
    "must be one to five levels of letters, digits and _ . : - with a / between them and none at an end, such as vda5050/v3",
  ],
  [
    "^[A-Za-z0-9_.:~/-]{0,64}\\*?$",
    "must be up to 64 letters, digits and _ . : ~ / -, with * at the end for whatever follows, such as paho*",
  ],
  ["^UN[0-9]{4}$", "must be UN and four digits, such as UN3481"],
  ["^[1-9](\\.[1-6])?$", "must be a hazard class, such as 3 or 4.1"],
  ["^[0-9A-Fa-f]{4,124}$", "must be 4 to 124 hexadecimal digits"],
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

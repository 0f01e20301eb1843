/** One value of a message into what its schema asks for, where it plainly means that: other spellings, numbers as text, lists of one without the list. */
import { quote } from "./bounds.ts";
import { unreadable } from "./json.ts";
import type { SchemaNode } from "./schema-node.ts";
import { timestampMs, timestampText } from "./timestamp.ts";

/** What stands for a value that is no list where a list belongs; `undefined`: it is as good as left out. */
export function asList(schema: SchemaNode, value: unknown): unknown {
  if (isRecord(value)) {
    const names = Object.keys(value);
    // Languages without two kinds of tables write an empty list as an empty object, and a list by its numbers.
    if (names.length === 0) return undefined;
    if (names.every((name) => /^\d{1,4}$/.test(name))) return names.map((name) => value[name]);
    const known = schema.items?.properties ?? {};
    return names.some((name) => Object.hasOwn(known, name)) ? [value] : unreadable;
  }
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isScalar && value !== "" && schema.items?.properties === undefined ? [value] : unreadable;
}

/** The same for an object. */
export function asRecord(value: unknown): unknown {
  if (!Array.isArray(value)) return unreadable;
  if (value.length === 0) return undefined;
  return value.length === 1 && isRecord(value[0]) ? value[0] : unreadable;
}

/** A single value as its schema asks, or `unreadable`. `words`: what other words mean, written without separators in capitals. */
export function asScalar(
  schema: SchemaNode,
  value: unknown,
  more: {
    readonly words?: Readonly<Record<string, string>> | undefined;
    readonly clamp?: boolean | undefined;
    readonly verbatim?: boolean | undefined;
  } = {},
): unknown {
  if (typeof value === "symbol") return unreadable;
  const tidied = tidy(schema, value, more.words);
  const converted = more.verbatim ? tidied : convert(schema, tidied, more.clamp === true);
  return fits(schema, converted) ? converted : unreadable;
}

/** What may be done to a command too: other spellings of fixed words and of times, which mean one thing only. */
export function tidy(
  schema: SchemaNode,
  value: unknown,
  words: Readonly<Record<string, string>> = {},
): unknown {
  if (schema.enum !== undefined && typeof value === "string" && !schema.enum.includes(value)) {
    const plain = plainWord(value);
    return (
      schema.enum.find((word) => typeof word === "string" && plainWord(word) === plain) ??
      words[plain] ??
      value
    );
  }
  if (schema.format === "date-time" && typeof value === "string" && !matches(schema, value)) {
    const ms = timestampMs(value);
    return ms === undefined ? value : timestampText(ms);
  }
  return value;
}

/** CONNECTION_BROKEN, connectionBroken and CONNECTIONBROKEN are one word. */
export const plainWord = (word: string): string => word.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase();

const numberText = /^[+-]?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?$/;
const yes = new Set(["TRUE", "1", "YES", "ON"]);
const no = new Set(["FALSE", "0", "NO", "OFF"]);
/** Counts of milliseconds since 1970 are that long from 2001 to 2286; of seconds, three digits shorter. */
const [epochMsMin, epochMsMax] = [1e12, 1e13];

function convert(schema: SchemaNode, value: unknown, clamp: boolean): unknown {
  if (schema.enum !== undefined) return value;
  switch (schema.type) {
    case "number":
    case "integer": {
      const number = typeof value === "string" && numberText.test(value.trim()) ? Number(value) : value;
      if (typeof number !== "number" || !clamp) return number;
      return Math.min(Math.max(number, schema.minimum ?? number), schema.maximum ?? number);
    }
    case "boolean": {
      if (typeof value !== "string" && typeof value !== "number") return value;
      const word = String(value).trim().toUpperCase();
      return yes.has(word) ? true : no.has(word) ? false : value;
    }
    case "string":
      if (schema.format === "date-time") return timeOf(value);
      // A number that JSON could not hold to the last digit is not what was sent.
      return typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : value;
    default:
      return value;
  }
}

function timeOf(value: unknown): unknown {
  const number = typeof value === "string" && /^\d{10,13}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number") return value;
  const ms = number < epochMsMin / 10 ? number * 1_000 : number;
  return ms >= epochMsMin && ms < epochMsMax ? timestampText(ms) : value;
}

function fits(schema: SchemaNode, value: unknown): boolean {
  if (schema.enum !== undefined) return schema.enum.includes(value);
  switch (schema.type) {
    case "number":
      return Number.isFinite(value) && isInRange(schema, value as number);
    case "integer":
      return Number.isInteger(value) && isInRange(schema, value as number);
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string" && matches(schema, value);
    case "object":
      return isRecord(value);
    default:
      return value !== null && value !== undefined;
  }
}

const patterns = new Map<string, RegExp>();
function matches({ pattern, minLength = 0, maxLength }: SchemaNode, value: string): boolean {
  if (value.length < minLength || value.length > (maxLength ?? value.length)) return false;
  if (pattern === undefined) return true;
  let compiled = patterns.get(pattern);
  if (compiled === undefined) patterns.set(pattern, (compiled = new RegExp(pattern)));
  return compiled.test(value);
}

const isInRange = (schema: SchemaNode, value: number): boolean =>
  value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const inWords = (value: unknown): string => (typeof value === "symbol" ? "unreadable" : quote(value));

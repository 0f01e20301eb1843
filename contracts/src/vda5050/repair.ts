/**
 * Makes sense of a message that misses its schema in the ways real senders do: nulls for absent fields, other
 * spellings of fixed words, numbers as text. Changes the message in place and says what it changed.
 *
 * A command is only tidied (nulls, spelling, time): nobody guesses what a robot was told to do. A report is read as
 * far as it goes: single values are converted, and by the marks below replaced, clamped or dropped.
 *
 * - `x-unreadable`: stands for a value we cannot read, chosen on the safe side (an unknown stop word is a stop).
 * - `x-clamp`: a number out of range is moved to the nearest bound.
 * - `x-droppable`: a list that survives the loss of an item.
 */
import { fieldPath, itemPath, quote, wholeMessage } from "./bounds.ts";
import { type Place, pathOf } from "./schema-fault.ts";
import { timestampMs, timestampText } from "./timestamp.ts";

/** The part of JSON Schema our messages are written in. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly "x-unreadable"?: unknown;
  readonly "x-clamp"?: boolean;
  readonly "x-droppable"?: boolean;
}

export type Manner = "command" | "report";

/** Walks the message along its schema; what the schema does not know is left alone. */
export function repair(schema: SchemaNode, message: unknown, manner: Manner): string[] {
  const warnings: string[] = [];
  visit(schema, message, wholeMessage, manner, warnings);
  return warnings;
}

/**
 * Cuts off the smallest optional part around a place that still cannot be read: an optional field, or, where single
 * items are worth the work, an item of a droppable list. `undefined` when everything around the place is required.
 */
export function cutOff(
  schema: SchemaNode,
  message: unknown,
  place: Place,
  singleItems: boolean,
): string | undefined {
  const steps: { parent: unknown; schema: SchemaNode | undefined }[] = [];
  let at: unknown = message;
  let node: SchemaNode | undefined = schema;
  for (const key of place) {
    steps.push({ parent: at, schema: node });
    at = (at as Record<string | number, unknown>)[key];
    node = typeof key === "number" ? node?.items : node?.properties?.[key];
  }
  for (let depth = place.length - 1; depth >= 0; depth--) {
    const key = place[depth]!;
    const { parent, schema: parentSchema } = steps[depth]!;
    const dropped = pathOf(place.slice(0, depth + 1));
    if (singleItems && typeof key === "number" && Array.isArray(parent) && parentSchema?.["x-droppable"]) {
      parent.splice(key, 1);
      return `${dropped}: unreadable, left out`;
    }
    if (typeof key === "string" && isRecord(parent) && !parentSchema?.required?.includes(key)) {
      delete parent[key];
      return `${dropped}: unreadable, taken as absent`;
    }
  }
  return undefined;
}

/** Returns what should stand at the path. */
function visit(
  schema: SchemaNode,
  value: unknown,
  path: string,
  manner: Manner,
  warnings: string[],
): unknown {
  if (schema.properties !== undefined && isRecord(value)) {
    for (const [key, child] of Object.entries(schema.properties)) {
      const before = value[key];
      if (before === undefined) continue;
      const childPath = fieldPath(path, key);
      if (before === null && !schema.required?.includes(key)) {
        delete value[key];
        warnings.push(`${childPath}: null, taken as absent`);
        continue;
      }
      const after = visit(child, before, childPath, manner, warnings);
      if (after !== before) value[key] = after;
    }
    return value;
  }
  if (schema.items !== undefined && Array.isArray(value)) {
    for (const [index, before] of value.entries()) {
      const after = visit(schema.items, before, itemPath(path, index), manner, warnings);
      if (after !== before) value[index] = after;
    }
    return value;
  }
  const after = readable(schema, value, manner);
  if (after !== value) warnings.push(`${path}: ${quote(value)} read as ${quote(after)}`);
  return after;
}

function readable(schema: SchemaNode, value: unknown, manner: Manner): unknown {
  const tidied = tidy(schema, value);
  if (manner === "command") return tidied;
  const converted = convert(schema, tidied);
  if (fits(schema, converted)) return converted;
  return schema["x-unreadable"] ?? converted;
}

function tidy(schema: SchemaNode, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    const plain = plainWord(value);
    return schema.enum.find((word) => typeof word === "string" && plainWord(word) === plain) ?? value;
  }
  if (schema.format === "date-time" && !fits(schema, value)) {
    const ms = timestampMs(value);
    return ms === undefined ? value : timestampText(ms);
  }
  return value;
}

/** CONNECTION_BROKEN, connectionBroken and CONNECTIONBROKEN are one word. */
function plainWord(word: string): string {
  return word.replaceAll(/[_\- ]/g, "").toUpperCase();
}

const numberText = /^-?\d{1,15}(?:\.\d{1,15})?$/;

function convert(schema: SchemaNode, value: unknown): unknown {
  if (schema.type === "number" || schema.type === "integer") {
    const number = typeof value === "string" && numberText.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !schema["x-clamp"]) return number;
    return Math.min(Math.max(number, schema.minimum ?? number), schema.maximum ?? number);
  }
  if (schema.type === "boolean") return value === "true" ? true : value === "false" ? false : value;
  if (schema.type === "string" && typeof value === "number") return String(value);
  return value;
}

/** Whether a single value suits its schema; only what `x-unreadable` and times need. */
function fits(schema: SchemaNode, value: unknown): boolean {
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.format === "date-time") return typeof value === "string" && writtenLikeIso.test(value);
  if (schema.type === "integer") return Number.isInteger(value) && isInRange(schema, value as number);
  return true;
}

const writtenLikeIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

function isInRange(schema: SchemaNode, value: number): boolean {
  return value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

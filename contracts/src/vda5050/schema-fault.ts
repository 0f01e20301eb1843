/** Turns a validator's first complaint into a sentence that names the field, as an operator or integrator reads it. */
import type { ErrorObject } from "ajv";
import { fieldPath, itemPath, quote, wholeMessage } from "./bounds.ts";
import type { Fault } from "./fault.ts";

/** The keys from the root to a place in a message; numbers are list indices. */
export type Place = readonly (string | number)[];

export function placeOf(error: ErrorObject, root: unknown): Place {
  const place: (string | number)[] = [];
  let at: unknown = root;
  for (const step of error.instancePath.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    place.push(Array.isArray(at) ? Number(key) : key);
    at = child(at, key);
  }
  return place;
}

export function faultOf(error: ErrorObject, root: unknown): Fault {
  const place = placeOf(error, root);
  if (error.keyword === "required") {
    return { field: pathOf([...place, String(error.params.missingProperty)]), reason: "is missing" };
  }
  const value = place.reduce<unknown>(child, root);
  return { field: pathOf(place), reason: reasonOf(error, value) };
}

export function pathOf(place: Place): string {
  let path = wholeMessage;
  for (const step of place) path = typeof step === "number" ? itemPath(path, step) : fieldPath(path, step);
  return path;
}

function reasonOf(error: ErrorObject, value: unknown): string {
  const { keyword, params } = error;
  switch (keyword) {
    case "type":
      return `must be ${typeWords(params.type)}, is ${quote(value)}`;
    case "enum":
      return `must be one of ${(params.allowedValues as unknown[]).join(", ")}, is ${quote(value)}`;
    case "minimum":
      return `must be at least ${params.limit}, is ${quote(value)}`;
    case "maximum":
      return `must be at most ${params.limit}, is ${quote(value)}`;
    case "minItems":
      return `must have at least ${params.limit} items, has ${(value as unknown[]).length}`;
    case "maxItems":
      return `must have at most ${params.limit} items, has ${(value as unknown[]).length}`;
    case "pattern":
      return `must be an ISO 8601 time with zone, is ${quote(value)}`;
    default:
      return `${error.message ?? "is not allowed"}, is ${quote(value)}`;
  }
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function typeWords(type: unknown): string {
  const types = Array.isArray(type) ? type : String(type).split(",");
  return types.map((name) => words[String(name)] ?? String(name)).join(" or ");
}

function child(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

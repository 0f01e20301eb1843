/** What a message may cost before anybody looks at its meaning: bytes, depth, numbers that are numbers. */

import type { Fault } from "./fault.ts";
import { namesIn, type ReadJson, readOddJson } from "./json.ts";

/** Largest message: what the broker lets through (REFERENCE: factsheets and zone sets are the large ones). */
export const messageBytesMax = 256 * 1024;

/** Deepest nesting: the standard's own messages need 8 levels, the rest is for vendors' parameter objects. */
export const messageDepthMax = 32;

/** Most nodes, edges or actions in a message: a day's drive in one order, and no more work than a millisecond. */
export const messageItemsMax = 2_000;

/** The path that means the message as a whole. */
export const wholeMessage = "$";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Bytes to a JSON value within the bounds above with what is odd about it as JSON, or the first fault. */
export function parseBytes(bytes: Uint8Array): ReadJson | Fault {
  if (bytes.byteLength === 0) return { field: wholeMessage, reason: "is empty" };
  if (bytes.byteLength > messageBytesMax) {
    return { field: wholeMessage, reason: `has ${bytes.byteLength} bytes, more than ${messageBytesMax}` };
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { field: wholeMessage, reason: "is not UTF-8 text" };
  }
  let why: string | undefined;
  try {
    const value = JSON.parse(text) as unknown;
    if (namesWithin(value, messageDepthMax) === namesIn(text)) return { value, flaws: plainJson };
    if (!isWithin(value, messageDepthMax) && isTooDeep(value, messageDepthMax))
      return boundsFault(value, wholeMessage, messageDepthMax);
  } catch (error) {
    why = (error as Error).message;
  }
  const odd = readOddJson(text, messageDepthMax);
  const fault = { field: wholeMessage, reason: `is not JSON: ${why}` };
  if (odd === undefined) return fault;
  return why === undefined ? odd : { ...odd, flaws: [fault, ...odd.flaws] };
}

const plainJson: readonly Fault[] = Object.freeze([]);

/** Names in a value and all that is in it; NaN where it nests too deep or holds a number that is not finite. */
function namesWithin(value: unknown, depth: number): number {
  if (typeof value === "number") return Number.isFinite(value) ? 0 : Number.NaN;
  if (typeof value !== "object" || value === null) return 0;
  if (depth === 0) return Number.NaN;
  let names = 0;
  if (Array.isArray(value)) {
    for (const item of value) names += namesWithin(item, depth - 1);
    return names;
  }
  for (const key in value) names += 1 + namesWithin((value as Record<string, unknown>)[key], depth - 1);
  return names;
}

function isTooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((child) => isTooDeep(child, depth - 1));
}

/** Whether the value nests no deeper than allowed and holds finite numbers only (`1e999` parses as Infinity). */
export function isWithin(value: unknown, depth: number): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isWithin(item, depth - 1)) return false;
    return true;
  }
  for (const key in value) if (!isWithin((value as Record<string, unknown>)[key], depth - 1)) return false;
  return true;
}

/** The same walk again with the path, for the message that failed it. */
export function boundsFault(value: unknown, path: string, depth: number): Fault {
  if (typeof value === "number") return { field: path, reason: "must be a finite number" };
  if (depth === 0 || typeof value !== "object" || value === null) {
    return { field: path, reason: `is nested deeper than ${messageDepthMax} levels` };
  }
  for (const [key, child] of Object.entries(value)) {
    if (isWithin(child, depth - 1)) continue;
    return boundsFault(
      child,
      Array.isArray(value) ? itemPath(path, Number(key)) : fieldPath(path, key),
      depth - 1,
    );
  }
  return { field: path, reason: "is out of bounds" };
}

export function fieldPath(path: string, key: string): string {
  return path === wholeMessage ? key : `${path}.${key}`;
}

export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** A value as a person would quote it in a sentence, never longer than a line. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

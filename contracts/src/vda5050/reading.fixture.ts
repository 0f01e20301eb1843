/** What tests of reading need of every VDA 5050 version. */
import { remarkInEnglish } from "../reasons/english/of-messages.ts";
import type { ReadResult } from "./codec.ts";

/** A message as somebody else would send it, schema or not. */
export function bytes(message: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

/** The bytes of a message with one field, named like `batteryState.charging`, set to anything; `undefined` removes it. */
export function bytesWith(message: object, path: string, value: unknown): Uint8Array {
  const copy = structuredClone(message) as Record<string, unknown>;
  const keys = path.split(".");
  const parent = keys.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, copy);
  parent[keys.at(-1)!] = value;
  return bytes(copy);
}

/** What was read, by a test that expects it to be readable. */
export function good<Message>(result: ReadResult<Message>): {
  message: Message;
  warnings: readonly string[];
} {
  if (!result.ok) throw new Error(`${result.field} ${result.reason}`);
  return { message: result.message, warnings: result.warnings.map(remarkInEnglish) };
}

/** The value at a path like `errors.0.errorLevel`. */
export const valueIn = (message: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], message);

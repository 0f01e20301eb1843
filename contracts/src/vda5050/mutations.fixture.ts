/** Every field of a message and every way in which a sender gets it wrong, from the schema: what the tests of reading and of driving go through. */
import type { JsonSchema } from "./schema-arbitrary.fixture.ts";

export interface Mutation {
  /** Path as a person reads it: `errors[0].errorLevel`. */
  readonly path: string;
  /** What was done to it. */
  readonly what: string;
  /** Made when asked for. */
  readonly bytes: Uint8Array;
}

class Made implements Mutation {
  readonly path: string;
  readonly what: string;
  readonly #make: () => unknown;

  constructor(path: string, what: string, make: () => unknown) {
    this.path = path;
    this.what = what;
    this.#make = make;
  }

  get bytes(): Uint8Array {
    return bytesOf(this.#make());
  }
}

type Step = string | number;

/** A message in which every field of the schema is said; `said` gives those whose values matter. */
export function fullMessage(schema: JsonSchema, said: unknown = undefined): unknown {
  if (schema.properties !== undefined) {
    const given = (said ?? {}) as Record<string, unknown>;
    const fields = Object.entries(schema.properties).map(([key, child]) => [
      key,
      fullMessage(child, given[key]),
    ]);
    return { ...given, ...Object.fromEntries(fields) };
  }
  if (schema.items !== undefined) {
    const items = (Array.isArray(said) && said.length > 0 ? said : [undefined]) as unknown[];
    return items.map((item) => fullMessage(schema.items!, item));
  }
  if (said !== undefined) return said;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === "string") return schema.format === "date-time" ? "2026-05-04T08:15:30.123Z" : "text";
  if (schema.type === "boolean") return true;
  if (schema.type === "object") return {};
  return schema.minimum ?? 1;
}

/** Text that stands for itself in the JSON, since no JSON value is it. */
const raw = (text: string): string => `@raw ${encodeURIComponent(text)} raw@`;
const encoder = new TextEncoder();
const bytesOf = (message: unknown): Uint8Array =>
  encoder.encode(
    JSON.stringify(message).replaceAll(/"@raw (\S*) raw@"/g, (_, text: string) => decodeURIComponent(text)),
  );

/** Each by its name and what it makes of the value that was there. */
const wrongValues: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ["null", () => null],
  ["an empty text", () => ""],
  ["a word", () => "whatever"],
  ["its text", (value) => String(value)],
  ["true as text", () => "true"],
  ["FALSE as text", () => "FALSE"],
  ["true", () => true],
  ["false", () => false],
  ["nought", () => 0],
  ["one", () => 1],
  ["minus one", () => -1],
  ["half", () => 0.5],
  ["many", () => 4_000],
  ["a huge number", () => raw("9007199254740993")],
  ["a number as text", () => "12.5"],
  ["beyond all numbers", () => raw("1e999")],
  ["NaN", () => raw("NaN")],
  ["a list", () => []],
  ["an object", () => ({})],
  ["a list of it", (value) => [value]],
  ["an object around it", (value) => ({ value })],
  ["a list of nulls", () => [null]],
  ["a list of words", () => ["whatever"]],
  ["a list by numbers", (value) => (Array.isArray(value) ? { ...value } : { 0: value })],
  ["the first of it", (value) => (Array.isArray(value) ? value[0] : value)],
  ["other letters", (value) => (typeof value === "string" ? value.toLowerCase() : value)],
  ["other separators", (value) => (typeof value === "string" ? value.replace(/(..)/, "$1_") : value)],
  ["time without zone", () => "2026-05-04T08:15:30"],
  ["local time", () => "2026-05-04 10:15:30 +02:00"],
  ["milliseconds since 1970", () => 1_777_882_530_123],
  ["seconds since 1970", () => 1_777_882_530],
];

/** Every place of the message, or one, with everything that can be wrong there, and some things that can be wrong with the whole. */
export function* mutationsOf(message: unknown, only?: string): Generator<Mutation> {
  for (const place of placesIn(message)) {
    const path = place.reduce<string>(
      (at, step) => (typeof step === "number" ? `${at}[${step}]` : at === "" ? step : `${at}.${step}`),
      "",
    );
    if (only !== undefined && path !== only) continue;
    const before = valueAt(message, place);
    yield new Made(path, "absent", () => changed(message, place, undefined));
    for (const [what, wrong] of wrongValues) {
      const after = wrong(structuredClone(before));
      if (JSON.stringify(after) === JSON.stringify(before)) continue;
      yield new Made(path, what, () => changed(message, place, after));
    }
    const key = place.at(-1)!;
    if (typeof key === "number") continue;
    const twice = `${JSON.stringify(before)},"${key}":null`;
    yield new Made(path, "said twice", () => changed(message, place, raw(twice)));
    const renamed = [...place.slice(0, -1), `${key}_`];
    yield new Made(path, "another spelling of its name", () =>
      changed(changed(message, place, undefined), renamed, before),
    );
  }
}

export function placesIn(value: unknown, at: readonly Step[] = []): Step[][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => deeper(item, [...at, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => deeper(child, [...at, key]));
}

const deeper = (value: unknown, at: Step[]): Step[][] => [at, ...placesIn(value, at)];

export const valueAt = (message: unknown, place: readonly Step[]): unknown =>
  place.reduce<unknown>((at, step) => (at as Record<Step, unknown>)?.[step], message);

function changed(message: unknown, place: readonly Step[], value: unknown): unknown {
  const copy = structuredClone(message);
  const parent = valueAt(copy, place.slice(0, -1)) as Record<Step, unknown>;
  const key = place.at(-1)!;
  if (value !== undefined) parent[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
}

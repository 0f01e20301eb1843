/** Parse at the door: one way from a TypeBox schema to a gate that returns the typed value or names the field that is wrong. */
import { Ajv, type ErrorObject } from "ajv";
import type { Static, TSchema } from "typebox";
import { FloorplaneError } from "./errors.ts";
import { instantMs, instantWords } from "./instant.ts";
import { doubledKey, doubledWords } from "./json-text.ts";

const ajv = new Ajv({ strict: false, allErrors: false, useDefaults: false, coerceTypes: false });
// A time is parsed here as it is read later, so that none is found out to be none behind the door.
ajv.addFormat("date-time", (text: string) => instantMs(text) !== undefined);
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Values are accepted as they stand, or refused with a `malformed-message` that names the field. */
export interface Gate<Value> {
  (value: unknown): Value;
  /** The same from UTF-8 JSON bytes. */
  bytes(bytes: Uint8Array): Value;
}

export function gateOf<Schema extends TSchema>(what: string, schema: Schema): Gate<Static<Schema>> {
  const validate = ajv.compile(schema);
  const gate = (value: unknown): Static<Schema> => {
    if (!validate(value)) throw refusal(what, validate.errors ?? []);
    return value as Static<Schema>;
  };
  return Object.assign(gate, {
    bytes(bytes: Uint8Array): Static<Schema> {
      let value: unknown;
      let doubled: string | undefined;
      try {
        const text = decoder.decode(bytes);
        value = JSON.parse(text);
        doubled = doubledKey(text);
      } catch (error) {
        throw new FloorplaneError({
          code: "malformed-message",
          message: `${what} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
        });
      }
      if (doubled !== undefined)
        throw new FloorplaneError({
          code: "malformed-message",
          message: `${what}: ${doubled} ${doubledWords}`,
          field: doubled,
        });
      return gate(value);
    },
  });
}

function refusal(what: string, errors: readonly ErrorObject[]): FloorplaneError {
  const field = fieldOf(errors[0]);
  return new FloorplaneError({
    code: "malformed-message",
    message: `${what}: ${field || "the whole message"} ${whyOf(errors)}`,
    field,
  });
}

/** Words that would have been right are named; a union of literals says so once for each of them. */
export function whyOf(errors: readonly ErrorObject[]): string {
  const [error] = errors;
  if (error?.keyword === "enum")
    return `${error.message}: ${(error.params as { allowedValues: unknown[] }).allowedValues.join(", ")}`;
  if (error?.keyword === "format") return instantWords;
  if (error?.keyword !== "const") return error?.message ?? "is wrong";
  const words = errors.flatMap(({ keyword, instancePath, params }) =>
    keyword === "const" && instancePath === error.instancePath
      ? [String((params as { allowedValue: unknown }).allowedValue)]
      : [],
  );
  return `must be ${words.length === 1 ? "" : "one of "}${words.join(", ")}`;
}

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

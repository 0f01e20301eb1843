/** Parse at the door: one way from a TypeBox schema to a gate that returns the typed value or names the field that is wrong. */
import { Ajv } from "ajv";
import type { Static, TSchema } from "typebox";
import { FloorplaneError } from "./errors.ts";
import { instantMs } from "./instant.ts";
import { doubledKey, doubledWords } from "./json-text.ts";
import { type SchemaFault, schemaFaults } from "./schema-faults.ts";

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
  // What is right is known at the first look; only what is wrong is looked through to its end.
  let faultsOf: ((value: unknown) => SchemaFault[]) | undefined;
  const gate = (value: unknown): Static<Schema> => {
    if (validate(value)) return value as Static<Schema>;
    faultsOf ??= schemaFaults(schema);
    throw refusal(what, faultsOf(value));
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

/** More than these of one message help nobody. */
const faultsMax = 100;

function refusal(what: string, found: readonly SchemaFault[]): FloorplaneError {
  const faults = found
    .slice(0, faultsMax)
    .map(({ field, reason }) => ({ field, detail: `${field || "the whole message"} ${reason}` }));
  const more = found.length > 1 ? ` (and ${found.length - 1} more: errors has them)` : "";
  return new FloorplaneError({
    code: "malformed-message",
    message: `${what}: ${faults[0]?.detail ?? "is wrong"}${more}`,
    field: faults[0]?.field ?? "",
    ...(faults.length > 1 ? { faults } : {}),
  });
}

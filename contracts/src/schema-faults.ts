/** Everything that a schema has against a value, each with its field: for files that people write, who want to mend all at once. */
import { Ajv, type ErrorObject } from "ajv";
import type { TSchema } from "typebox";
import { instantMs } from "./instant.ts";
import { fieldOf, whyOf } from "./schema-words.ts";

/** What is wrong with one field. */
export interface SchemaFault {
  /** `stations[2].kind`; empty for the whole value. */
  readonly field: string;
  readonly reason: string;
  readonly keyword: "unknown-key" | "missing" | "wrong-type" | "wrong-value";
}

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
ajv.addFormat("date-time", (text: string) => instantMs(text) !== undefined);

export function schemaFaults(schema: TSchema): (value: unknown) => SchemaFault[] {
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const byField = new Map<string, ErrorObject[]>();
    for (const error of validate.errors ?? []) {
      if (error.keyword === "anyOf") continue;
      const field = fieldOf(error);
      const known = byField.get(field);
      if (known) known.push(error);
      else byField.set(field, [error]);
    }
    return [...byField].map(([field, errors]) => ({
      field,
      reason: whyOf(errors),
      keyword: keywordOf(errors[0]!),
    }));
  };
}

function keywordOf({ keyword }: ErrorObject): SchemaFault["keyword"] {
  if (keyword === "additionalProperties") return "unknown-key";
  if (keyword === "required") return "missing";
  return keyword === "type" ? "wrong-type" : "wrong-value";
}

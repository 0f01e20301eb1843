/** Random messages from a JSON schema, ours or a published one, and the ways in which a sender gets them wrong. */
import fc from "fast-check";

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly const?: unknown;
  /** Cases: what else holds where one field has one value. */
  readonly allOf?: readonly { readonly if: JsonSchema; readonly then: JsonSchema }[];
}

/** What a reference points at, with the fields of all its cases. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref !== undefined)
    return resolved(root.definitions![schema.$ref.replace("#/definitions/", "")]!, root);
  if (schema.allOf === undefined) return schema;
  const ofCases = schema.allOf.map(({ then }) => then.properties ?? {});
  return { ...schema, properties: Object.assign({}, schema.properties, ...ofCases) };
}

/** Each field that one case alone must say: `zoneType=SPEED_LIMIT.maximumSpeed`. */
export function conditionsOf({ allOf = [] }: JsonSchema): readonly string[] {
  return allOf.flatMap(({ if: when, then }) => {
    const [[name, value]] = Object.entries(when.properties!) as [[string, JsonSchema]];
    return (then.required ?? []).map((field) => `${name}=${value.const}.${field}`);
  });
}

/** A list that must equal a single word: nothing satisfies it, so the field is left out. */
const isUnsatisfiable = (schema: JsonSchema): boolean => schema.type === "array" && schema.enum !== undefined;

export function messageOf(given: JsonSchema, root: JsonSchema = given): fc.Arbitrary<unknown> {
  const schema = resolved(given, root);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "object":
      return schema.properties === undefined ? anyObject : objectOf(schema, schema.properties, root);
    case "array":
      return fc.array(messageOf(schema.items!, root), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(3, schema.minItems ?? 0),
      });
    case "string":
      return schema.format === "date-time" ? someTime : fc.string({ maxLength: 8 });
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 5_000_000_000 });
    case "number":
      return numberOf(schema);
    default:
      return fc.oneof(
        fc.string(),
        numberOf({}),
        fc.boolean(),
        fc.array(jsonValue, { maxLength: 2 }),
        anyObject,
      );
  }
}

function objectOf(schema: JsonSchema, properties: Readonly<Record<string, JsonSchema>>, root: JsonSchema) {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, child] of Object.entries(properties)) {
    if (!isUnsatisfiable(resolved(child, root))) fields[key] = messageOf(child, root);
  }
  return fc.record(fields, { requiredKeys: [...(schema.required ?? [])] });
}

const wholeNumbers = [-1, 0, 1, 100];
function numberOf({ minimum = -1e6, maximum = 1e6 }: JsonSchema): fc.Arbitrary<number> {
  const somewhere = fc.double({ min: minimum, max: maximum, noNaN: true });
  const inRange = wholeNumbers.filter((number) => number >= minimum && number <= maximum);
  // JSON has no negative zero.
  return fc.oneof(somewhere, fc.constantFrom(...inRange)).map((number) => number + 0);
}

const someTime = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms).toISOString());
const jsonValue = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean());
const anyObject = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 6, unit: "grapheme-ascii" }),
  jsonValue,
  {
    maxKeys: 3,
    noNullPrototype: true,
  },
);

/** What senders put where something else belongs; `undefined` leaves the field out. */
const wrongValues: readonly unknown[] = [
  undefined,
  null,
  "",
  "text",
  "PAUSED",
  "NONE",
  0,
  -1,
  0.5,
  200,
  5_000_000_000,
  true,
  [],
  ["NONE"],
  ["odd"],
  {},
  { odd: 1 },
];

/** The message with one place changed; the same message where there is none. */
export function mutated(messages: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom(...wrongValues);
  return fc.tuple(messages, fc.nat(), wrong).map(([message, choice, value]) => {
    const copy = structuredClone(message);
    const places = placesIn(copy);
    const place = places[choice % Math.max(1, places.length)];
    if (place === undefined) return copy;
    const parent = place.parent as Record<string, unknown>;
    if (value !== undefined) parent[place.key] = structuredClone(value);
    else if (Array.isArray(parent)) parent.splice(Number(place.key), 1);
    else delete parent[place.key];
    return copy;
  });
}

function placesIn(value: unknown): { parent: object; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [{ parent: value, key }, ...placesIn(child)]);
}

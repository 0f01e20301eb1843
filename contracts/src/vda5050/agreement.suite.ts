/** Our schemas of one VDA 5050 version against the published files: equal, but for the differences of one table. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import type { ReadResult } from "./codec.ts";
import { conditionsOf, type JsonSchema, messageOf, mutated, resolved } from "./schema-arbitrary.fixture.ts";

/** A way in which ours is not the published schema: the field's path, the keyword, and why. */
export interface KnownDifference {
  readonly at: RegExp;
  readonly keyword: string;
  readonly reason: string;
}

export interface AgreedTopic {
  readonly topic: string;
  readonly schema: TSchema;
  readonly read: (bytes: Uint8Array) => ReadResult<unknown>;
  readonly write: (message: never) => Uint8Array;
  /** Of a random message, what its rules ask beyond the schema. */
  readonly sound?: (message: never) => unknown;
}

export interface Agreement {
  /** As in the folder's name and in each header. */
  readonly version: string;
  readonly seed: number;
  readonly differences: readonly KnownDifference[];
  readonly topics: readonly AgreedTopic[];
}

export function describeAgreement({ version, seed, differences, topics }: Agreement): void {
  const published = resolve(
    import.meta.dirname,
    "../../..",
    process.env.FLOORPLANE_DATA ?? "../shared",
    `standards/vda5050/${version}`,
  );
  const isThere = existsSync(published);
  const without = isThere ? "" : ` (skipped: no published schemas at ${published})`;
  const publishedSchema = (topic: string): JsonSchema =>
    JSON.parse(readFileSync(resolve(published, `${topic}.schema`), "utf8")) as JsonSchema;
  // Of a field that only one of the two knows, only that one complains, whatever about.
  const isDocumented = ({ at, keyword }: Difference): boolean =>
    differences.some((row) => [keyword, "properties"].includes(row.keyword) && row.at.test(at));

  describe.skipIf(!isThere).each(topics)(`VDA 5050 ${version} $topic${without}`, (subject) => {
    const { topic, read } = subject;
    const ours = subject.schema as unknown as JsonSchema;
    const theirs = isThere ? publishedSchema(topic) : {};
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    const byOurs = ajv.compile(ours);
    const byTheirs = ajv.compile(theirs);
    const write = subject.write as (message: unknown) => Uint8Array;
    // Theirs asks what they are in their own case, ours in all.
    const ofCases = [...fieldsOfCases(theirs, topic, theirs)];

    test("differs from the published schema only as the table says", () => {
      const found = [...schemaDifferences(ours, theirs, topic, theirs)];

      expect(found.filter((difference) => !isDocumented(difference))).toEqual([]);
    });

    test("says so in its own words", () => {
      const theirWords = new Set(descriptions(theirs));

      expect([...descriptions(ours)].filter((words) => theirWords.has(words))).toEqual([]);
    });

    test("agrees on messages made from either schema and on broken ones", () => {
      const messages = fc.oneof(messageOf(ours), messageOf(theirs));

      fc.assert(
        fc.property(fc.oneof(messages, mutated(messages)), (message) => {
          const { onlyOurs, onlyTheirs } = disagreements(topic, message, byOurs, byTheirs);
          const strict = onlyOurs.filter(({ at }) => !ofCases.some((field) => isWithin(at, field)));
          expect([...strict, ...onlyTheirs].filter((one) => !isDocumented(one))).toEqual([]);
        }),
        { numRuns: 300, seed },
      );
    });

    test("writes what the published schema takes, and reads it back unchanged", () => {
      const sound = (subject.sound ?? ((message) => message)) as (message: unknown) => unknown;
      const versioned = messageOf(ours).map((message) => ({ ...(sound(message) as object), version }));

      fc.assert(
        fc.property(versioned, (message) => {
          const bytes = write(message);

          byTheirs(JSON.parse(new TextDecoder().decode(bytes)));
          const faults = errorPlaces(topic, byTheirs);
          expect([...faults.values()].filter((fault) => !isDocumented(fault))).toEqual([]);
          expect(read(bytes)).toEqual({ ok: true, message, warnings: [] });
        }),
        { numRuns: 100, seed },
      );
    });

    const folder = resolve(published, "examples");
    const examples = isThere ? readdirSync(folder).filter((file) => file.split(".")[0] === topic) : [];
    test.skipIf(examples.length === 0).each(examples)("reads and writes the example %s unchanged", (file) => {
      const bytes = readFileSync(resolve(folder, file));
      const message = JSON.parse(bytes.toString()) as unknown;

      expect(read(bytes)).toEqual({ ok: true, message, warnings: [] });
      expect(JSON.parse(new TextDecoder().decode(write(message)))).toEqual(message);
    });
  });

  test.skipIf(!isThere)(`no row of the table of differences is stale${without}`, () => {
    const found = topics.flatMap(({ topic, schema }) => {
      const theirs = publishedSchema(topic);
      return [...schemaDifferences(schema as unknown as JsonSchema, theirs, topic, theirs)];
    });

    const stale = differences.filter(
      (row) => !found.some((one) => row.keyword === one.keyword && row.at.test(one.at)),
    );
    expect(stale).toEqual([]);
  });
}

interface Difference {
  readonly at: string;
  readonly keyword: string;
}

function* schemaDifferences(
  own: JsonSchema,
  theirs: JsonSchema,
  at: string,
  root: JsonSchema,
): Generator<Difference> {
  const other = resolved(theirs, root);
  const plain = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));
  for (const keyword of [
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "pattern",
    "enum",
    "format",
  ] as const) {
    if (plain(own[keyword]) !== plain(other[keyword])) yield { at, keyword };
  }
  if (plain(own.required ?? []) !== plain(other.required ?? [])) yield { at, keyword: "required" };
  const [mine, their] = [conditionsOf(own), conditionsOf(other)];
  for (const condition of new Set([...mine, ...their]))
    if (!mine.includes(condition) || !their.includes(condition))
      yield { at: `${at}.${condition}`, keyword: "required" };
  // A list of words says its type by itself.
  if (own.enum === undefined && plain(own.type) !== plain(other.type)) yield { at, keyword: "type" };
  if ((own.items === undefined) !== (other.items === undefined)) yield { at: `${at}[]`, keyword: "enum" };
  else if (own.items !== undefined) yield* schemaDifferences(own.items, other.items!, `${at}[]`, root);
  const names = new Set([...Object.keys(own.properties ?? {}), ...Object.keys(other.properties ?? {})]);
  for (const name of names) {
    const [mine, their] = [own.properties?.[name], other.properties?.[name]];
    if (mine === undefined || their === undefined) yield { at: `${at}.${name}`, keyword: "properties" };
    else yield* schemaDifferences(mine, their, `${at}.${name}`, root);
  }
}

/** Fields that the published schema knows in one case only. */
function* fieldsOfCases(given: JsonSchema, at: string, root: JsonSchema): Generator<string> {
  const schema = resolved(given, root);
  for (const { then } of schema.allOf ?? [])
    for (const name of Object.keys(then.properties ?? {})) yield `${at}.${name}`;
  for (const [name, child] of Object.entries(schema.properties ?? {}))
    yield* fieldsOfCases(child, `${at}.${name}`, root);
  if (schema.items !== undefined) yield* fieldsOfCases(schema.items, `${at}[]`, root);
}

const isWithin = (path: string, field: string): boolean =>
  path.startsWith(field) && /^$|^[.[]/.test(path.slice(field.length));

/** Complaints about the message that only one of the two has. */
function disagreements(
  topic: string,
  message: unknown,
  byOurs: ValidateFunction,
  byTheirs: ValidateFunction,
) {
  byOurs(message);
  const ours = errorPlaces(topic, byOurs);
  byTheirs(message);
  const theirs = errorPlaces(topic, byTheirs);
  const butNotIn = (these: Map<string, Difference>, those: Map<string, Difference>): Difference[] =>
    [...these].filter(([key]) => !those.has(key)).map(([, complaint]) => complaint);
  return { onlyOurs: butNotIn(ours, theirs), onlyTheirs: butNotIn(theirs, ours) };
}

function errorPlaces(topic: string, { errors }: ValidateFunction): Map<string, Difference> {
  // That a condition failed says nothing beside the complaint by which it did.
  const complaints = (errors ?? []).filter(({ keyword }) => keyword !== "if");
  const wordPlaces = new Set(
    complaints.filter((one) => one.keyword === "enum").map((one) => one.instancePath),
  );
  const places = new Map<string, Difference>();
  for (const error of complaints) {
    if (error.keyword === "type" && wordPlaces.has(error.instancePath)) continue;
    const missing = error.keyword === "required" ? `.${error.params.missingProperty}` : "";
    places.set(`${error.instancePath}${missing} ${error.keyword}`, {
      at: pathOf(topic, error) + (isConditional(error) ? missing : ""),
      keyword: error.keyword,
    });
  }
  return places;
}

/** Of what must be said in one case only, the row of the table names the field. */
const isConditional = ({ schemaPath }: ErrorObject): boolean => schemaPath.includes("/then/");

const pathOf = (topic: string, error: ErrorObject): string =>
  topic + error.instancePath.replaceAll(/\/\d+(?=\/|$)/g, "[]").replaceAll("/", ".");

function* descriptions(schema: JsonSchema): Generator<string> {
  if (schema.description !== undefined) yield schema.description;
  const children = { ...schema.properties, ...schema.definitions };
  for (const child of Object.values(children)) yield* descriptions(child);
  if (schema.items !== undefined) yield* descriptions(schema.items);
}

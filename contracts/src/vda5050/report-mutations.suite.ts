/** Every field of every report of one VDA 5050 version, wrong in every way: read on the safe side and told by its name, or refused by its name. */
import { Ajv } from "ajv";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { remarkInEnglish } from "../reasons/english/of-messages.ts";
import type { ReadResult } from "./codec.ts";
import { fullMessage, type Mutation, mutationsOf, valueAt } from "./mutations.fixture.ts";
import type { JsonSchema } from "./schema-arbitrary.fixture.ts";
import { outer, type Stands } from "./stands.ts";

export interface ReportTopic {
  readonly topic: string;
  readonly schema: TSchema;
  readonly read: (bytes: Uint8Array) => ReadResult<unknown>;
  readonly stands: Stands;
  /** Values that matter to the message in which every field is said. */
  readonly said: object;
}

const ajv = new Ajv({ strict: false, validateFormats: false });
const shown = ({ path, what }: Mutation): string => `${path}: ${what}`;

export function describeReports(topics: readonly ReportTopic[]): void {
  describe.each(topics)("$topic, wrong in one field", ({ schema, read, stands, said }) => {
    const node = schema as unknown as JsonSchema;
    const sound = fullMessage(node, said);
    const validate = ajv.compile(schema);
    const mutations = [...mutationsOf(sound)];

    test("is a message in which nothing is wrong before", () => {
      expect(read(new TextEncoder().encode(JSON.stringify(sound)))).toEqual({
        ok: true,
        message: sound,
        warnings: [],
      });
      expect(mutations.length).toBeGreaterThan(100);
    });

    test("is read as a sound message or refused, and either way its field is named, unless what is said is sound", () => {
      const silent = mutations.filter((mutation) => {
        const result = read(mutation.bytes);
        if (!result.ok) return !isNamed(mutation.path, result.field);
        if (!validate(result.message)) return true;
        if (result.warnings.length > 0)
          return !result.warnings.some((warning) => isNamed(mutation.path, remarkInEnglish(warning)));
        return !isSound(mutation);
      });

      expect(silent.map(shown)).toEqual([]);
    });

    /** What was sent fits the schema by itself: another sound value, or an optional field left out. */
    function isSound({ bytes }: Mutation): boolean {
      try {
        return validate(JSON.parse(new TextDecoder().decode(bytes))) as boolean;
      } catch {
        return false;
      }
    }

    test("is never refused for an optional field, nor for any that the table knows", () => {
      const refused = mutations.filter(({ bytes }) => !read(bytes).ok);

      // A connection that does not say how the line is says nothing at all.
      const empty = refused.filter(({ path }) => path !== "connectionState");
      expect(empty.map(shown)).toEqual([]);
    });

    test("has a row for every field that must be said, each with a value that fits and a reason", () => {
      const rows = new Map(rowsOf(node));

      expect((node.required ?? []).filter((name) => stands[name] === undefined)).toEqual([]);
      for (const [row, stand] of Object.entries(stands)) {
        const at = rows.get(row);
        expect(at, row).toBeDefined();
        expect(stand.why, row).not.toBe("");
        for (const value of [stand.missing, stand.unreadable])
          if (typeof value !== "symbol")
            expect(ajv.validate(at as object, value), `${row} ${JSON.stringify(value)}`).toBe(true);
          else if (value === outer) expect(row).toMatch(/[.[]/);
      }
    });
  });
}

/** What was sent at the place of the mutation; undefined where that is no JSON. */
export function sentOf({ path, bytes }: Mutation): { readonly value: unknown } | undefined {
  try {
    const place = path.split(/\.|\[|\]\.?/).filter((step) => step !== "");
    return { value: valueAt(JSON.parse(new TextDecoder().decode(bytes)), place) };
  } catch {
    return undefined;
  }
}

function* rowsOf(schema: JsonSchema, at = ""): Generator<[string, JsonSchema]> {
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    const row = at === "" ? key : `${at}.${key}`;
    yield [row, child];
    yield* rowsOf(child, row);
  }
  if (schema.items === undefined) return;
  yield [`${at}[]`, schema.items];
  yield* rowsOf(schema.items, `${at}[]`);
}

/** The words name the field, or what is around it. */
function isNamed(path: string, words: string): boolean {
  const steps = path.split(/(?=\.|\[)/);
  return steps.some((_, index) => words.startsWith(steps.slice(0, index + 1).join("")));
}

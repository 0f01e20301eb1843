/** Every field of every report, wrong in every way: read on the safe side and told by its name, or refused by its name. */

import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { remarkInEnglish } from "../../reasons/english/of-messages.ts";
import { outer, type Stands } from "../stands.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { aHeader, aState } from "./messages.fixture.ts";
import { fullMessage, type Mutation, mutationsOf, valueAt } from "./mutations.fixture.ts";
import { connectionStands, factsheetStands, stateStands, visualizationStands } from "./report-stands.ts";
import type { JsonSchema } from "./schema-arbitrary.fixture.ts";
import { type State, StateSchema } from "./state.schema.ts";
import { VisualizationSchema } from "./visualization.schema.ts";
import { type ReadResult, readConnection, readFactsheet, readState, readVisualization } from "./wire.ts";

const topics = [
  { topic: "state", schema: StateSchema, read: readState, stands: stateStands, said: stoppedState() },
  {
    topic: "connection",
    schema: ConnectionSchema,
    read: readConnection,
    stands: connectionStands,
    said: aHeader,
  },
  {
    topic: "visualization",
    schema: VisualizationSchema,
    read: readVisualization,
    stands: visualizationStands,
    said: aHeader,
  },
  {
    topic: "factsheet",
    schema: FactsheetSchema,
    read: readFactsheet,
    stands: factsheetStands,
    said: aHeader,
  },
] as const;

/** A robot that has a reason to stand for every field that can give one. */
function stoppedState(): State {
  return aState({
    paused: true,
    operatingMode: "MANUAL",
    errors: [
      {
        errorType: "drive",
        errorLevel: "FATAL",
        errorReferences: [{ referenceKey: "nodeId", referenceValue: "a" }],
      },
    ],
    safetyState: { eStop: "REMOTE", fieldViolation: true },
    actionStates: [{ actionId: "pick-1", actionStatus: "WAITING" }],
    agvPosition: { x: 1, y: 2, theta: 0.5, mapId: "hall", positionInitialized: false },
  });
}

const ajv = new Ajv({ strict: false, validateFormats: false });
const shown = ({ path, what }: Mutation): string => `${path}: ${what}`;

describe.each(topics)("$topic, wrong in one field", ({ schema, read, stands, said }) => {
  const node = schema as unknown as JsonSchema;
  const sound = fullMessage(node, said);
  const validate = ajv.compile(schema);
  const mutations = [...mutationsOf(sound)];
  const readAny = read as (bytes: Uint8Array) => ReadResult<unknown>;

  test("is a message in which nothing is wrong before", () => {
    expect(readAny(new TextEncoder().encode(JSON.stringify(sound)))).toEqual({
      ok: true,
      message: sound,
      warnings: [],
    });
    expect(mutations.length).toBeGreaterThan(100);
  });

  test("is read as a sound message or refused, and either way its field is named, unless what is said is sound", () => {
    const silent = mutations.filter((mutation) => {
      const result = readAny(mutation.bytes);
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
    const refused = mutations.filter(({ bytes }) => !readAny(bytes).ok);

    // A connection that does not say how the line is says nothing at all.
    const empty = refused.filter(({ path }) => path !== "connectionState");
    expect(empty.map(shown)).toEqual([]);
  });

  test("has a row for every field that must be said, each with a value that fits and a reason", () => {
    const rows = new Map(rowsOf(node));

    expect((node.required ?? []).filter((name) => stands[name] === undefined)).toEqual([]);
    for (const [row, stand] of Object.entries(stands as Stands)) {
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

test("no state becomes safer by what is wrong in it", () => {
  const sound = fullMessage(StateSchema as unknown as JsonSchema, stoppedState());
  const safer: string[] = [];
  for (const mutation of mutationsOf(sound)) {
    const result = readState(mutation.bytes);
    const said = sentOf(mutation);
    // A value that is right by itself is believed: what a robot says plainly is so.
    if (!result.ok || said === undefined || isPlain(said, mutation)) continue;
    const { message, stood } = result;
    const { safetyState, operatingMode, paused, errors, actionStates, loads, agvPosition } = message;
    if (safetyState.eStop === "NONE" || !safetyState.fieldViolation) safer.push(shown(mutation));
    if (operatingMode === "AUTOMATIC" || operatingMode === "SEMIAUTOMATIC") safer.push(shown(mutation));
    if (paused !== true) safer.push(shown(mutation));
    if (!errors.some(({ errorLevel }) => errorLevel === "FATAL") && !stood?.has("errors"))
      safer.push(shown(mutation));
    if (actionStates.some(({ actionStatus }) => actionStatus === "FINISHED")) safer.push(shown(mutation));
    if (loads?.length === 0) safer.push(shown(mutation));
    if (agvPosition?.positionInitialized) safer.push(shown(mutation));
  }

  expect(safer).toEqual([]);
});

/** What was sent at the place of the mutation; undefined where that is no JSON. */
function sentOf({ path, bytes }: Mutation): { readonly value: unknown } | undefined {
  try {
    const place = path.split(/\.|\[|\]\.?/).filter((step) => step !== "");
    return { value: valueAt(JSON.parse(new TextDecoder().decode(bytes)), place) };
  } catch {
    return undefined;
  }
}

/** What is right for its field, whatever its spelling, and what an optional field may leave out. */
function isPlain({ value }: { readonly value: unknown }, { path, what }: Mutation): boolean {
  if (what === "said twice") return false;
  if (/^paused|fieldViolation|positionInitialized/.test(path) && /^(true|false|0|1)$/i.test(String(value)))
    return true;
  if (path === "paused" && value == null) return true;
  return /^(loads|errors)/.test(path) && (what === "absent" || (Array.isArray(value) && value.length === 0));
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

/** Our VDA 5050 2.1.0 schemas against the published files: equal, but for the differences of one table. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { InstantActionsSchema } from "./instant-actions.schema.ts";
import { type Order, OrderSchema } from "./order.schema.ts";
import { type JsonSchema, messageOf, mutated, resolved } from "./schema-arbitrary.fixture.ts";
import { StateSchema } from "./state.schema.ts";
import { VisualizationSchema } from "./visualization.schema.ts";
import * as wire from "./wire.ts";

/** Every way in which ours is not the published schema: the field's path, the keyword, and why. */
const differences: readonly { at: RegExp; keyword: string; reason: string }[] = [
  {
    at: /(headerId|orderUpdateId|[sS]equenceId)$/,
    keyword: "maximum",
    reason: "the text calls them uint32, the files give no upper bound",
  },
  {
    at: /^(order|instantActions|state|connection|visualization)\.headerId$|^state.*(orderUpdateId|[sS]equenceId)$/,
    keyword: "minimum",
    reason: "the text calls them uint32, some files give no lower bound",
  },
  {
    at: /\.timestamp$/,
    keyword: "pattern",
    reason: "the files say format date-time, which validators do not check unless told to",
  },
  {
    at: /\.(nodes|edges|actions|nodeStates|edgeStates|actionStates|errors)$/,
    keyword: "maxItems",
    reason: "everything has a bound here; the files give none",
  },
  {
    at: /^state\.batteryState\.batteryCharge$/,
    keyword: "minimum",
    reason: "a percentage; readers move what is out of range to the bound",
  },
  { at: /^state\.batteryState\.batteryCharge$/, keyword: "maximum", reason: "see the lower bound" },
  {
    at: /^state\.actionStates\[\]\.actionStatus$/,
    keyword: "enum",
    reason: "the text defines PAUSED, the file forgets it: we read and write it",
  },
  {
    at: /^factsheet\.protocolFeatures\.agvActions\[\]\.blockingTypes(\[\])?$/,
    keyword: "enum",
    reason: "the file compares the list with single words, so that no list fits; we compare its items",
  },
  {
    at: /^factsheet\.agvGeometry\.envelopes3d\[\]\.description$/,
    keyword: "type",
    reason: "the file says integer where its own words say free text",
  },
];

const published = resolve(
  import.meta.dirname,
  "../../../..",
  process.env.FLOORPLANE_DATA ?? "../shared",
  "standards/vda5050/2.1.0",
);
const isThere = existsSync(published);
const without = isThere ? "" : ` (skipped: no published schemas at ${published})`;

const topics = [
  { topic: "order", schema: OrderSchema, read: wire.readOrder, write: wire.writeOrder },
  {
    topic: "instantActions",
    schema: InstantActionsSchema,
    read: wire.readInstantActions,
    write: wire.writeInstantActions,
  },
  { topic: "state", schema: StateSchema, read: wire.readState, write: wire.writeState },
  { topic: "connection", schema: ConnectionSchema, read: wire.readConnection, write: wire.writeConnection },
  {
    topic: "visualization",
    schema: VisualizationSchema,
    read: wire.readVisualization,
    write: wire.writeVisualization,
  },
  { topic: "factsheet", schema: FactsheetSchema, read: wire.readFactsheet, write: wire.writeFactsheet },
] as const;

describe.skipIf(!isThere).each(topics)(
  `VDA 5050 2.1.0 $topic${without}`,
  ({ topic, schema, read, write }) => {
    const ours = schema as unknown as JsonSchema;
    const theirs = isThere
      ? (JSON.parse(readFileSync(resolve(published, `${topic}.schema`), "utf8")) as JsonSchema)
      : {};
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    const byOurs = ajv.compile(ours);
    const byTheirs = ajv.compile(theirs);
    const writeAny = write as (message: unknown) => Uint8Array;

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
          const undocumented = disagreements(topic, message, byOurs, byTheirs).filter(
            (one) => !isDocumented(one),
          );
          expect(undocumented).toEqual([]);
        }),
        { numRuns: 300, seed: 2_105_050 },
      );
    });

    test("writes what the published schema takes, and reads it back unchanged", () => {
      const sound =
        topic === "order" ? messageOf(ours).map((order) => soundOrder(order as Order)) : messageOf(ours);
      const versioned = sound.map((message) => ({ ...(message as object), version: "2.1.0" }));

      fc.assert(
        fc.property(versioned, (message) => {
          const bytes = writeAny(message);

          byTheirs(JSON.parse(new TextDecoder().decode(bytes)));
          const faults = errorPlaces(topic, byTheirs);
          expect([...faults.values()].filter((fault) => !isDocumented(fault))).toEqual([]);
          expect(read(bytes)).toEqual({ ok: true, message, warnings: [] });
        }),
        { numRuns: 100, seed: 2_105_050 },
      );
    });

    const folder = resolve(published, "examples");
    const examples = isThere ? readdirSync(folder).filter((file) => file.split(".")[0] === topic) : [];
    test.skipIf(examples.length === 0).each(examples)("reads and writes the example %s unchanged", (file) => {
      const bytes = readFileSync(resolve(folder, file));
      const message = JSON.parse(bytes.toString()) as unknown;

      expect(read(bytes)).toEqual({ ok: true, message, warnings: [] });
      expect(JSON.parse(new TextDecoder().decode(writeAny(message)))).toEqual(message);
    });
  },
);

test.skipIf(!isThere)(`no row of the table of differences is stale${without}`, () => {
  const found = topics.flatMap(({ topic, schema }) => {
    const theirs = JSON.parse(readFileSync(resolve(published, `${topic}.schema`), "utf8")) as JsonSchema;
    return [...schemaDifferences(schema as unknown as JsonSchema, theirs, topic, theirs)];
  });

  const stale = differences.filter(
    (row) => !found.some((one) => row.keyword === one.keyword && row.at.test(one.at)),
  );
  expect(stale).toEqual([]);
});

interface Difference {
  readonly at: string;
  readonly keyword: string;
}

function isDocumented({ at, keyword }: Difference): boolean {
  return differences.some((row) => row.keyword === keyword && row.at.test(at));
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
  for (const keyword of ["minimum", "maximum", "maxItems", "pattern", "enum", "format"] as const) {
    if (plain(own[keyword]) !== plain(other[keyword])) yield { at, keyword };
  }
  if (plain(own.required ?? []) !== plain(other.required ?? [])) yield { at, keyword: "required" };
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
  return [...ours.keys()]
    .filter((key) => !theirs.has(key))
    .map((key) => ours.get(key)!)
    .concat([...theirs.keys()].filter((key) => !ours.has(key)).map((key) => theirs.get(key)!));
}

function errorPlaces(topic: string, { errors }: ValidateFunction): Map<string, Difference> {
  const complaints = errors ?? [];
  const wordPlaces = new Set(
    complaints.filter((one) => one.keyword === "enum").map((one) => one.instancePath),
  );
  const places = new Map<string, Difference>();
  for (const error of complaints) {
    if (error.keyword === "type" && wordPlaces.has(error.instancePath)) continue;
    const missing = error.keyword === "required" ? `.${error.params.missingProperty}` : "";
    places.set(`${error.instancePath}${missing} ${error.keyword}`, {
      at: pathOf(topic, error),
      keyword: error.keyword,
    });
  }
  return places;
}

const pathOf = (topic: string, error: ErrorObject): string =>
  topic + error.instancePath.replaceAll(/\/\d+(?=\/|$)/g, "[]").replaceAll("/", ".");

function* descriptions(schema: JsonSchema): Generator<string> {
  if (schema.description !== undefined) yield schema.description;
  const children = { ...schema.properties, ...schema.definitions };
  for (const child of Object.values(children)) yield* descriptions(child);
  if (schema.items !== undefined) yield* descriptions(schema.items);
}

/** Joins the random nodes and edges of an order as its rules ask. */
function soundOrder(order: Order): Order {
  const nodes =
    order.nodes.length > 0 ? order.nodes : [{ nodeId: "n", sequenceId: 0, released: true, actions: [] }];
  let actions = 0;
  const renamed = <Element extends Order["nodes"][number] | Order["edges"][number]>(
    element: Element,
  ): Element => ({
    ...element,
    actions: element.actions.map((action) => ({ ...action, actionId: `a${actions++}` })),
  });
  const numbered = nodes.map((node, index) => ({ ...renamed(node), sequenceId: 2 * index, released: true }));
  const edges = numbered.slice(1).map((end, index) => {
    const { trajectory: _, ...edge } = order.edges[index] ?? { edgeId: `e${index}`, actions: [] };
    return {
      ...renamed({ ...edge, sequenceId: 0, released: true, startNodeId: "", endNodeId: "" }),
      sequenceId: 2 * index + 1,
      startNodeId: numbered[index]!.nodeId,
      endNodeId: end.nodeId,
    };
  });
  return { ...order, orderId: `order ${order.orderId}`, nodes: numbered, edges };
}

/** Our schemas of EPCIS 2.0 against samples of others and a schema that was written apart from them: the same verdict on all, and on thousands of spoilt ones. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { FloorplaneError } from "../errors.ts";
import { judgeEvents, parseEpcisDocument } from "./document.ts";

const folder = resolve(process.env.FLOORPLANE_DATA ?? "../shared", "standards/epcis");
const isAbsent = !existsSync(folder);
const reason = isAbsent ? ` (skipped: there is no ${folder})` : "";
const filesOf = (part: string): string[] =>
  isAbsent ? [] : readdirSync(`${folder}/${part}`).map((file) => `${part}/${file}`);
const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));

/** The fields that are wrong; none: it is taken. */
function faultsOf(document: unknown): string[] {
  try {
    const { "@context": context, epcisBody } = parseEpcisDocument(document);
    return judgeEvents(context, epcisBody.eventList, "epcisBody.eventList").flatMap(({ faults = [] }) =>
      faults.map(({ field }) => field),
    );
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    return error.faults.length > 0 ? error.faults.map(({ field }) => field) : [error.field ?? ""];
  }
}

const good = (event: object, context: unknown[] = []): object => ({
  "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", ...context],
  type: "EPCISDocument",
  schemaVersion: "2.0",
  creationDate: "2026-07-22T10:30:00Z",
  epcisBody: { eventList: [event] },
});
const seen = {
  type: "ObjectEvent",
  action: "OBSERVE",
  eventTime: "2026-07-22T06:45:00+02:00",
  eventTimeZoneOffset: "+02:00",
  epcList: ["https://id.gs1.org/01/09521141012345/21/2017"],
};

describe(`documents of others${reason}`, () => {
  it.skipIf(isAbsent).each(filesOf("valid"))("%s is taken", (file) => {
    expect(faultsOf(read(file))).toEqual([]);
  });

  it.skipIf(isAbsent).each([
    ["EPCISDocument_without_context", ["@context"]],
    ["ObjectEvent_with_invalid_action", ["epcisBody.eventList[0].action"]],
    ["ObjectEvent_with_invalid_eventTime_format", ["epcisBody.eventList[0].eventTime"]],
    ["ObjectEvent_with_quantity_as_text", ["epcisBody.eventList[0].quantityList[0].quantity"]],
    [
      "ObjectEvent_without_action_and_eventTime",
      [
        "epcisBody.eventList[0].eventTime",
        "epcisBody.eventList[0].eventTimeZoneOffset",
        "epcisBody.eventList[0].action",
      ],
    ],
    ["ObjectEvent_without_identifier_list", ["epcisBody.eventList[0].epcList"]],
  ])("%s is refused with every field that is wrong", (file, fields) => {
    expect(faultsOf(read(`invalid/${file}.json`)).sort()).toEqual([...fields].sort());
  });

  it.skipIf(isAbsent)("spoilt in any one place get the verdict of the other schema", () => {
    const other = new Ajv2020({ strict: false }).compile(read("epcis-2.0.own.schema.json"));
    const split: unknown[] = [];
    let count = 0;
    for (const file of filesOf("valid"))
      for (const [path, spoilt] of spoiltInOnePlace(read(file))) {
        count++;
        const isOurs = faultsOf(spoilt).length === 0;
        if (isOurs === (other(spoilt) as boolean) || isStricter(path)) continue;
        split.push([file, path, isOurs ? "taken by ours alone" : "refused by ours alone"]);
      }

    expect(split).toEqual([]);
    expect(count).toBeGreaterThan(1_000);
  });
});

/** What ours asks for beyond the other: a context that is the standard's and declares what is used, and times that are times. */
const isStricter = (path: string): boolean =>
  /^id ->|@context|declarationTime ->|sensorMetadata|correctiveEventIDs|reason ->|creationDate ->/.test(path);

/** Each value in turn left out, or put in the place of something else. */
function* spoiltInOnePlace(document: object): Iterable<[path: string, spoilt: object]> {
  for (const path of pathsIn(document))
    for (const value of [undefined, "wrong", 7, null, {}]) {
      const spoilt = structuredClone(document);
      let inside = spoilt as Record<string, unknown>;
      for (const key of path.slice(0, -1)) inside = inside[key] as Record<string, unknown>;
      const last = path.at(-1)!;
      if (JSON.stringify(inside[last]) === JSON.stringify(value)) continue;
      if (value === undefined && Array.isArray(inside)) continue;
      if (value === undefined) delete inside[last];
      else inside[last] = value;
      yield [`${path.join(".")} -> ${JSON.stringify(value)}`, spoilt];
    }
}

function* pathsIn(value: unknown, path: readonly string[] = []): Iterable<readonly string[]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    yield [...path, key];
    yield* pathsIn(inside, [...path, key]);
  }
}

describe("a document", () => {
  it("is taken with the standard's context at whichever address it had, and no other is fetched", () => {
    const at = (address: unknown) => ({ ...good(seen), "@context": address });

    expect(faultsOf(at("https://ref.gs1.org/standards/epcis/epcis-context.jsonld"))).toEqual([]);
    expect(faultsOf(at(["https://gs1.github.io/EPCIS/epcis-context.jsonld"]))).toEqual([]);
    expect(faultsOf(at(["https://example.org/own-context.jsonld"]))).toEqual(["@context"]);
    expect(faultsOf(at([7, "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"]))).toEqual([
      "@context[0]",
    ]);
  });

  it.each([
    [{ ...seen, "example:note": 1 }, ["epcisBody.eventList[0].example:note"]],
    [{ ...seen, bizStep: "example:polishing" }, ["epcisBody.eventList[0].bizStep"]],
    [
      { ...seen, ilmd: { "example:lot": { "other:deep": 1 } } },
      ["epcisBody.eventList[0].ilmd.example:lot", "epcisBody.eventList[0].ilmd.example:lot.other:deep"],
    ],
    [{ ...seen, note: 1 }, ["epcisBody.eventList[0].note"]],
    [{ ...seen, bizStep: "polishing" }, ["epcisBody.eventList[0].bizStep"]],
    [{ ...seen, eventTime: "2026-07-22T06:45:00" }, ["epcisBody.eventList[0].eventTime"]],
    [{ ...seen, eventTime: "2026-02-30T06:45:00Z" }, ["epcisBody.eventList[0].eventTime"]],
    [{ ...seen, eventTimeZoneOffset: "+14:30" }, ["epcisBody.eventList[0].eventTimeZoneOffset"]],
    [{ ...seen, type: "SubjectEvent" }, ["epcisBody.eventList[0].type"]],
    [{ ...seen, "cbv:note": "a".repeat(40_000) }, ["epcisBody.eventList[0]"]],
  ])("with %j is refused by the field", (event, fields) => {
    expect(faultsOf(good(event))).toEqual(fields);
  });

  it("may use the prefixes that it declares", () => {
    const event = { ...seen, "example:note": 1, bizStep: "example:polishing" };

    expect(faultsOf(good(event, [{ example: "http://ns.example.com/" }]))).toEqual([]);
  });

  it.each([[[]], [Array(1_001).fill(seen)]])("of no event, or of too many, is refused", (eventList) => {
    expect(faultsOf({ ...good(seen), epcisBody: { eventList } })).toEqual(["epcisBody.eventList"]);
  });
});

/** What this house tells of goods as EPCIS 2.0, and what others tell it of them: one list, asked by query. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { epcisContext } from "@floorplane/contracts/epcis/context";
import { judgeEvents, parseEpcisDocument } from "@floorplane/contracts/epcis/document";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor, order } from "../../floor/shared-floor.fixture.ts";
import { gtinOf } from "../../floor/small-site.fixture.ts";

type Event = Record<string, unknown> & { readonly eventID: string; readonly eventTime: string };

const folder = resolve(process.env.FLOORPLANE_DATA ?? "../shared", "standards/epcis");
const isAbsent = !existsSync(folder);
const reason = isAbsent ? ` (skipped: there is no ${folder})` : "";
const samples = isAbsent ? [] : readdirSync(`${folder}/valid`).sort();
/** Of times that have come on the floor of a test. */
const sample = (file: string): Sample =>
  JSON.parse(readFileSync(`${folder}/valid/${file}`, "utf8").replaceAll(/"20\d\d-(?=\d\d-\d\dT)/g, '"2005-'));
interface Sample {
  readonly "@context": unknown;
  readonly epcisBody: { readonly eventList: Event[] };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function send(floor: Floor, url: string, body: unknown, headers: Record<string, string> = {}) {
  const bytes = encoder.encode(JSON.stringify(body));
  const {
    status,
    headers: answered,
    body: text,
  } = floor.answerTo({ method: "POST", url, headers, body: bytes });
  const said = decoder.decode(text);
  return {
    status,
    headers: answered,
    body: said ? (JSON.parse(said) as Record<string, unknown>) : undefined,
  };
}

interface QueryAnswer {
  readonly document: Record<string, unknown>;
  readonly events: Event[];
  readonly link: string | undefined;
}

function ask(floor: Floor, url: string): QueryAnswer {
  const { status, headers, body } = floor.answerTo({
    method: "GET",
    url,
    headers: {},
    body: new Uint8Array(),
  });
  const document = JSON.parse(decoder.decode(body));
  expect([status, document.detail]).toEqual([200, undefined]);
  const events = document.epcisBody.queryResults.resultsBody.eventList as Event[];
  return { document, events, link: headers.link };
}

/** All that a query answers, page by page, as its links lead. */
function query(floor: Floor, asked: Record<string, string> = {}): Event[] {
  const all: Event[] = [];
  let url: string | undefined = `/epcis/events?${new URLSearchParams(asked)}`;
  while (url) {
    const { events, link } = ask(floor, url);
    all.push(...events);
    url = link && /^<([^>]+)>; rel="next"$/.exec(link)?.[1];
  }
  return all;
}

const asDocument = (events: readonly object[]): object => ({
  "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
  type: "EPCISDocument",
  schemaVersion: "2.0",
  creationDate: "2026-07-22T10:30:00Z",
  epcisBody: { eventList: events },
});
const seen = (epc: string, more: object = {}): object => ({
  type: "ObjectEvent",
  action: "OBSERVE",
  eventTime: "2010-12-01T06:45:00+02:00",
  eventTimeZoneOffset: "+02:00",
  epcList: [epc],
  ...more,
});

/** Faults of events by our schema, all together. */
function faultsOf(events: readonly object[]): unknown[] {
  return events.flatMap((event) => {
    const { "@context": context, epcisBody } = parseEpcisDocument(asDocument([event]));
    return judgeEvents(context, epcisBody.eventList, "eventList").flatMap(({ faults = [] }) => faults);
  });
}

/** A day with everything in it: orders, refills, bins that lie, returns, write-offs, decisions. */
async function aBusyDay(): Promise<Floor> {
  const luck = { missedTag: 0.1, strayTag: 0.05, shortPick: 0.1, failedTransport: 0.1, deafWebhook: 0 };
  const floor = await aStockedFloor({ seed: 3, luck, settings: { waveOrders: 2 } });
  floor.stock("P15", "D", 60, 41);
  floor.lies.set("P01", 5);
  for (let n = 1; n <= 12; n++) {
    floor.order(`O${n}`, { A: 2 + n, B: 1, ...(n % 3 === 0 ? { D: 4 } : {}) });
    floor.run(300);
  }
  floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: "B", quantity: 2 }] });
  floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "C", quantity: 3, reason: "broken" });
  floor.run(3_600);
  return floor;
}

describe("events of this house", () => {
  it("follow an order from the bin to the dock", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3 });
    floor.run(1_200);
    const [{ sscc }] = (floor.get(wmsPaths.order("O1")).body.parcels ?? []) as [{ sscc: string }];

    const events = query(floor, { EQ_bizTransaction: "urn:floorplane:site:test:client:house:order:O1" });

    const children = [{ epcClass: `https://id.gs1.org/01/${gtinOf("A")}/10/L1`, quantity: 3 }];
    const tote = expect.stringMatching(/^https:\/\/id\.gs1\.org\/8003\/0952132100001\d+$/);
    const parcel = `https://id.gs1.org/00/${sscc}`;
    const place = (id: unknown) => ({ id });
    expect(events).toMatchObject([
      {
        type: "AggregationEvent",
        action: "ADD",
        bizStep: "picking",
        parentID: tote,
        childQuantityList: children,
        readPoint: place("urn:floorplane:site:test:place:P01"),
      },
      { type: "ObjectEvent", action: "OBSERVE", bizStep: "transporting", epcList: [tote] },
      { type: "AggregationEvent", action: "DELETE", bizStep: "unpacking", parentID: tote },
      {
        type: "AggregationEvent",
        action: "ADD",
        bizStep: "packing",
        parentID: parcel,
        childQuantityList: children,
      },
      {
        type: "ObjectEvent",
        action: "OBSERVE",
        bizStep: "shipping",
        disposition: "in_transit",
        epcList: [parcel],
        readPoint: place("urn:floorplane:site:test:place:PORTAL1"),
      },
    ]);
  });

  it("are valid, each with an id of its own that stays, also over a restart", async () => {
    const floor = await aBusyDay();
    const events = query(floor);
    await floor.reopen();
    const again = query(floor, { perPage: "1" });

    expect(faultsOf(events)).toEqual([]);
    expect(again).toEqual(events);
    expect(new Set(events.map(({ eventID }) => eventID)).size).toBe(events.length);
    for (const { eventID } of events)
      expect(eventID).toMatch(
        /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    const steps = new Set(events.map(({ bizStep }) => bizStep));
    for (const step of ["receiving", "picking", "transporting", "packing", "shipping", "cycle_counting"])
      expect(steps).toContain(step);
  });

  it("name places under the site's GLN where it has one, and its local time", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    await floor.house.stop();
    floor.site = { ...floor.site, gln: "9521321000001", timezone: "America/New_York" };
    await floor.open();

    const [first] = query(floor);

    expect(first).toMatchObject({
      bizLocation: { id: "https://id.gs1.org/414/9521321000001/254/P01" },
      eventTimeZoneOffset: "-05:00",
    });
  });

  it("are each client's own", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    order(floor, acme, "O1", { A: 3 });
    floor.run(1_800);

    expect(JSON.stringify(query(floor))).not.toContain("O1");
    const picked = query(floor, { client: acme, EQ_bizStep: "picking" });
    expect(picked).toMatchObject([
      {
        bizTransactionList: [{ type: "po", bizTransaction: "urn:floorplane:site:test:client:acme:order:O1" }],
      },
    ]);
  });
});

describe(`documents of others${reason}`, () => {
  it.skipIf(isAbsent).each(samples)(
    "%s is captured, and answered as it came beside our own",
    async (file) => {
      const floor = await aStockedFloor();
      const own = query(floor);
      const { epcisBody } = sample(file);

      const { status, headers } = send(floor, "/epcis/capture", sample(file));
      const job = floor.get(headers.location!);
      await floor.reopen();
      const after = query(floor).slice(own.length);

      expect(status).toBe(202);
      expect(job).toMatchObject({
        status: 200,
        body: { running: false, success: true, captureErrorBehaviour: "rollback", errors: [] },
      });
      // When it was recorded is for whoever records it to say.
      expect(after).toMatchObject(epcisBody.eventList.map(({ recordTime: _recordTime, ...event }) => event));
      expect(faultsOf(after)).toEqual([]);
      for (const event of after) expect(event.recordTime).toBe("2010-12-01T08:00:00.000Z");
      const types = new Set(epcisBody.eventList.map(({ type }) => type as string));
      for (const eventType of types)
        expect(query(floor, { eventType, LT_eventTime: "2020-01-01T00:00:00Z" }).length).toBeGreaterThan(0);
    },
  );

  it.skipIf(isAbsent)("captured twice are there once, and under a key as under none", async () => {
    const floor = await aStockedFloor();
    const before = query(floor).length;

    const first = send(floor, "/epcis/capture", sample("ObjectEvent.json"));
    const again = send(floor, "/epcis/capture", sample("ObjectEvent.json"));
    const keyed = send(floor, "/epcis/capture", sample("AggregationEvent.json"), { "idempotency-key": "k1" });
    const other = send(floor, "/epcis/capture", sample("ObjectEvent.json"), { "idempotency-key": "k1" });

    // What is left of its minute is another each time.
    const told = ({ status, headers }: typeof first) => [status, headers.location];
    expect(told(again)).toEqual(told(first));
    expect(keyed.status).toBe(202);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
    const events = ["ObjectEvent.json", "AggregationEvent.json"].flatMap(
      (file) => sample(file).epcisBody.eventList,
    );
    expect(query(floor).length).toBe(before + events.length);
  });
});

describe("a capture", () => {
  const epc = (n: number): string => `urn:epc:id:sgtin:0614141.107346.${n}`;

  it("with a wrong event takes none, and says every field; with `proceed` it takes the right ones", async () => {
    const floor = await aStockedFloor();
    const before = query(floor).length;
    const document = asDocument([
      seen(epc(1)),
      seen(epc(2), { action: "SEE", eventTime: "yesterday" }),
      seen(epc(3), { "example:note": 1 }),
    ]);

    const refused = send(floor, "/epcis/capture", document);
    const nothing = query(floor).length;
    const taken = send(floor, "/epcis/capture", document, { "gs1-capture-error-behaviour": "proceed" });

    const fields = ["eventList[1].eventTime", "eventList[1].action", "eventList[2].example:note"];
    expect(refused.status).toBe(422);
    const { errors } = refused.body as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field.replace("epcisBody.", "")).sort()).toEqual([...fields].sort());
    expect(nothing).toBe(before);
    expect(taken.status).toBe(202);
    expect(query(floor).slice(before)).toMatchObject([{ epcList: [epc(1)] }]);
    const { body } = floor.get(taken.headers.location!);
    expect(body).toMatchObject({ success: false, captureErrorBehaviour: "proceed", events: 1 });
    expect(body.errors).toHaveLength(3);
  });

  it("under one id are one event: the same again is nothing, another content is refused, a declaration of its error is taken", async () => {
    const floor = await aStockedFloor();
    const eventID = "urn:uuid:11111111-2222-4333-8444-555555555555";
    const first = { ...seen(epc(1)), eventID };
    const at = { declarationTime: "2010-12-01T07:00:00Z" };
    const capture = (events: object[], headers = {}) =>
      send(floor, "/epcis/capture", asDocument(events), headers);

    const answers = [
      capture([first]),
      capture([{ ...first, recordTime: "2010-12-01T05:00:00Z" }]),
      capture([{ ...seen(epc(2)), eventID }]),
      capture([
        { ...seen(epc(3)), eventID: `${eventID}1` },
        { ...seen(epc(4)), eventID: `${eventID}1` },
      ]),
      capture([{ ...first, errorDeclaration: at }]),
    ];
    await floor.reopen();
    const late = capture([{ ...seen(epc(2)), eventID }, seen(epc(5))], {
      "gs1-capture-error-behaviour": "proceed",
    });

    const field = "epcisBody.eventList[0].eventID";
    expect(answers).toMatchObject([
      { status: 202 },
      { status: 202 },
      { status: 422, body: { field } },
      { status: 422, body: { field: "epcisBody.eventList[1].eventID" } },
      { status: 202 },
    ]);
    expect(floor.get(answers[1]!.headers.location!).body).toMatchObject({ success: true, events: 1 });
    expect(floor.get(late.headers.location!).body).toMatchObject({ events: 1, errors: [{ field }] });
    expect(query(floor, { EQ_eventID: eventID })).toMatchObject([first, { ...first, errorDeclaration: at }]);
  });

  it.each([
    ["eventTime", { eventTime: "2010-12-01T10:06:00+02:00" }],
    ["eventTime", { eventTime: "2098-01-01T00:00:00Z" }],
    ["errorDeclaration.declarationTime", { errorDeclaration: { declarationTime: "2010-12-01T10:00:00Z" } }],
  ])("of a time that has not come is refused: %s %j", async (field, more) => {
    const floor = await aStockedFloor();
    const before = query(floor).length;

    const one = send(floor, "/epcis/events", { "@context": epcisContext, ...seen(epc(1), more) });
    const all = send(floor, "/epcis/capture", asDocument([seen(epc(1)), seen(epc(2), more)]));

    expect(one).toMatchObject({ status: 422, body: { field } });
    expect(all).toMatchObject({ status: 422, body: { field: `epcisBody.eventList[1].${field}` } });
    expect(query(floor).length).toBe(before);
  });

  it("under the id of an event of this house is refused, as its error too", async () => {
    const floor = await aStockedFloor();
    send(floor, "/epcis/capture", asDocument([seen(epc(1))]));
    const own = query(floor);
    const declared = { errorDeclaration: { declarationTime: "2010-12-01T07:00:00Z" } };

    for (const { eventID } of own)
      for (const more of [
        { eventID },
        { eventID: eventID.toUpperCase().replace("URN:UUID", "urn:uuid") },
        { eventID, ...declared },
      ])
        expect(
          send(floor, "/epcis/events", { "@context": epcisContext, ...seen(epc(2), more) }),
        ).toMatchObject({
          status: 422,
          body: { field: "eventID" },
        });

    expect(query(floor)).toEqual(own);
    const strange = { eventID: `${own[0]!.eventID.slice(0, -1)}${own[0]!.eventID.endsWith("0") ? 1 : 0}` };
    expect(send(floor, "/epcis/events", { "@context": epcisContext, ...seen(epc(2), strange) }).status).toBe(
      201,
    );
  });

  it("of one event answers with the id under which it is found", async () => {
    const floor = await aStockedFloor();
    const event = { "@context": "https://ref.gs1.org/standards/epcis/epcis-context.jsonld", ...seen(epc(7)) };

    const { status, headers, body } = send(floor, "/epcis/events", event);
    const found = ask(floor, headers.location!).events;

    expect(status).toBe(201);
    expect(found).toMatchObject([{ eventID: body!.eventID, epcList: [epc(7)] }]);
  });

  it("is its client's, and asked for by nobody else", async () => {
    const floor = await aSharedFloor();
    const { headers } = send(floor, "/epcis/capture?client=acme", asDocument([seen(epc(9))]));

    expect(headers.location).toMatch(/\?client=acme$/);
    expect(floor.get(headers.location!).status).toBe(200);
    expect(floor.get(headers.location!.replace("?client=acme", "")).status).toBe(404);
    expect(query(floor, { MATCH_epc: epc(9) })).toEqual([]);
    expect(query(floor, { MATCH_epc: epc(9), client: acme })).toHaveLength(1);
  });

  it.each([
    ["/epcis/capture", "no JSON at all", 400],
    ["/epcis/capture", "{}", 422],
    ["/epcis/capture", '{"@context":1,"@context":2}', 422],
    ["/epcis/events", "[]", 422],
  ])("at %s of %s is refused", async (url, text, status) => {
    const floor = await aStockedFloor();

    const answer = floor.answerTo({ method: "POST", url, headers: {}, body: encoder.encode(text) });

    expect(answer.status).toBe(status);
  });
});

describe("a query", () => {
  it.each<[Record<string, string>, (event: Event) => boolean]>([
    [{ eventType: "ObjectEvent" }, ({ type }) => type === "ObjectEvent"],
    [{ EQ_bizStep: "picking|shipping" }, ({ bizStep }) => bizStep === "picking" || bizStep === "shipping"],
    [{ EQ_bizStep: "urn:epcglobal:cbv:bizstep:packing" }, ({ bizStep }) => bizStep === "packing"],
    [{ EQ_action: "DELETE" }, ({ action }) => action === "DELETE"],
    [{ EQ_bizTransaction_recadv: "urn:floorplane:site:test:client:house:receipt:none" }, () => false],
    [
      { EQ_readPoint: "urn:floorplane:site:test:place:P01" },
      ({ readPoint }) => JSON.stringify(readPoint ?? "").includes('place:P01"'),
    ],
    [
      { MATCH_epcClass: `https://id.gs1.org/01/${gtinOf("A")}/10/L1` },
      (event) => JSON.stringify(event).includes(`${gtinOf("A")}/10/L1`),
    ],
    [
      { GE_eventTime: "2010-12-01T08:20:00Z", LT_eventTime: "2010-12-01T10:00:00+01:00" },
      ({ eventTime }) => eventTime >= "2010-12-01T08:20" && eventTime < "2010-12-01T09:00",
    ],
    [
      {
        GE_recordTime: "2010-12-01T08:20:00Z",
        LT_recordTime: "2010-12-01T09:00:00Z",
        eventType: "AggregationEvent",
      },
      ({ eventTime, type }) =>
        eventTime >= "2010-12-01T08:20" && eventTime < "2010-12-01T09:00" && type === "AggregationEvent",
    ],
  ])("with %j answers those and no others", async (asked, isMeant) => {
    const floor = await aBusyDay();
    const all = query(floor);

    const found = query(floor, asked);

    expect(found).toEqual(all.filter(isMeant));
  });

  it("finds a parcel under each of its names", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3 });
    floor.run(1_200);
    const [{ sscc }] = (floor.get(wmsPaths.order("O1")).body.parcels ?? []) as [{ sscc: string }];
    const urn = `urn:epc:id:sscc:${sscc.slice(1, 8)}.${sscc[0]}${sscc.slice(8, 17)}`;

    for (const name of [`https://id.gs1.org/00/${sscc}`, urn, `https://example.org/x/00/${sscc}`])
      expect(query(floor, { MATCH_anyEPC: name }).map(({ bizStep }) => bizStep)).toEqual([
        "packing",
        "shipping",
      ]);
  });

  it("finds an event of another clock by its own time, some minutes ahead of ours", async () => {
    const floor = await aStockedFloor();
    const later = { eventTime: "2010-12-01T10:04:00+02:00" };
    send(floor, "/epcis/capture", asDocument([seen("urn:epc:id:sgtin:0614141.107346.1", later)]));
    floor.run(60);
    floor.stock("P05", "C", 1);

    expect(query(floor, { GE_eventTime: "2010-12-01T08:03:00Z" })).toMatchObject([later]);
  });

  it.each([
    ["eq_bizStep", "picking"],
    ["EQ_quantity", "3"],
    ["GE_eventTime", "2010"],
    ["perPage", "501"],
    ["nextPageToken", "x"],
  ])("with %s=%s is refused by name", async (field, value) => {
    const floor = await aStockedFloor();

    const answer = floor.get(`/epcis/events?${new URLSearchParams({ [field]: value })}`);

    expect(answer).toMatchObject({ status: 422, body: { field } });
  });

  it("says the versions of the standard that it speaks", async () => {
    const floor = await aStockedFloor();

    const { headers } = floor.answerTo({
      method: "GET",
      url: "/epcis/events",
      headers: {},
      body: new Uint8Array(),
    });

    expect(headers).toMatchObject({ "gs1-epcis-version": "2.0.0", "gs1-cbv-version": "2.0.0" });
  });
});

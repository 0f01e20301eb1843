/**
 * A client that is generated from the door's description walks every operation on a real floor: each is there, answers what is described, and is described by an example that was answered once.
 * `WRITE_EXAMPLES=1 npx vitest run openapi-client` writes the examples anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { setImmediate as soon } from "node:timers/promises";
import { LoadId, StationId } from "@floorplane/contracts/ids";
import { problemMediaType } from "@floorplane/contracts/problem";
import { isoTime } from "@floorplane/contracts/units";
import { expect, it, onTestFinished } from "vitest";
import { anOperator, Floor } from "../../floor/floor.fixture.ts";
import { anItem, handsAt } from "../../floor/small-site.fixture.ts";
import { statusByCode } from "../answering/refusal.ts";
import { openHttpShell } from "../http/http-shell.ts";
import { type Called, type Client, clientOf, type Said } from "./openapi-client.fixture.ts";
import { type Example, examplesFile, type Operation } from "./openapi-finish.ts";
import { problemExamples } from "./problem-examples.ts";

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
}

async function aServer() {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  handsAt(floor, "P14");
  await floor.open();
  const server = await openHttpShell({
    door: floor.bridge.door,
    host: "127.0.0.1",
    port: 0,
    requestsPerMinute: 60_000,
  });
  onTestFinished(() => server.close());
  const document = (await (await fetch(`${server.url}/docs/json`)).json()) as Document;
  return { floor, document, client: clientOf(document, { url: server.url, token: anOperator.token }) };
}

/** Answers wait for the floor's clock, and the floor's clock for nobody. */
async function whileTimePasses(floor: Floor, asked: Promise<Said>): Promise<Said> {
  let said: Said | undefined;
  void asked.then((answer) => {
    said = answer;
  });
  while (!said) {
    floor.run(0.01);
    await soon();
  }
  return said;
}

type Step = readonly [operation: string, what?: Called | ((of: Found) => Called)] | ((floor: Floor) => void);
/** What earlier answers named. */
interface Found {
  readonly now: string;
  readonly said: ReadonlyMap<string, Said>;
}
const bodyOf = ({ said }: Found, operation: string) => said.get(operation)!.body as Record<string, unknown>;
/** The smallest PNG that there is. */
const aPhoto =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const line = { sku: "A", quantity: 1 };
const later = (seconds: number) => (floor: Floor) => floor.run(seconds);
const event = {
  type: "ObjectEvent",
  eventTime: "2010-12-01T08:00:00.000Z",
  eventTimeZoneOffset: "+00:00",
  epcList: ["urn:epc:id:sgtin:4012345.012345.1"],
  action: "OBSERVE",
  bizStep: "shipping",
};
const context = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"];
const parcel = (of: Found): string => (bodyOf(of, "getParcels").parcels as { sscc: string }[])[0]!.sscc;
const palletOf = (of: Found): string => String(bodyOf(of, "postPallets").sscc);
/** One that was not broken up. */
const keptPallet = (of: Found): string => (bodyOf(of, "getPallets").pallets as { sscc: string }[])[0]!.sscc;
const toteOf = (of: Found): string => {
  const rows = bodyOf(of, "getActivity").activities as { tote?: string }[];
  return rows.find(({ tote }) => tote)!.tote!;
};

/** In an order in which each finds what it needs. */
const walk: readonly Step[] = [
  ["getHealth"],
  ["getLimits"],
  [
    "postPrograms",
    { body: { program: "acme-erp", name: "the ERP", scopes: ["orders:read", "orders:write"] } },
  ],
  ["getPrograms"],
  ["postProgramsProgramRotate", { params: { program: "acme-erp" }, body: { overlapMinutes: 60 } }],
  ["postProgramsProgramRevoke", { params: { program: "acme-erp" } }],
  [
    "postItems",
    {
      body: {
        items: [
          ...["A", "B", "C"].map((sku) => anItem(sku)),
          anItem("L", { lotKept: true, shelfLifeDays: 90 }),
        ],
      },
    },
  ],
  ["getItems"],
  [
    "postStockOpening",
    {
      body: {
        rows: [
          ...["A", "B", "C"].map((sku, n) => ({ location: `P0${n + 1}`, sku, lot: "L1", units: 50 })),
          { location: "P12", sku: "L", lot: "L7", units: 5, expires: "2010-12-31" },
        ],
      },
    },
  ],
  ["postLots", { body: { sku: "L", lot: "L7", expires: "2010-12-24" } }],
  ["getWarnings"],
  ["getStock"],
  ["getSerials"],
  [
    "postWebhooks",
    { body: { webhook: "erp", url: "https://erp.example.com/hook", types: ["order.accepted"] } },
  ],
  ["getWebhooks"],
  ["postWebhooksWebhookTest", { params: { webhook: "erp" } }],
  ["postWebhooksWebhookRotate", { params: { webhook: "erp" }, body: { overlapMinutes: 60 } }],
  ["postExpectedReceipts", ({ now }) => ({ body: { receipt: "PO-77", expectedAt: now, lines: [line] } })],
  ["getExpectedReceipts"],
  ["postExpectedReceiptsReceiptArrival", { params: { receipt: "PO-77" } }],
  (floor) => {
    floor.portalBlind = true;
    for (const [n, sku] of ["A", "B", "C"].entries()) floor.bins.set(`P0${n + 1}`, new Map([[sku, 50]]));
  },
  ["postOrders", { body: { order: "WH/OUT/00001", country: "France", lines: [{ line: "1", ...line }] } }],
  ["getOrdersOrder", { params: { order: "WH/OUT/00001" } }],
  later(900),
  ["getOrders", { query: { state: "packed", perPage: "10" } }],
  ["getParcels"],
  [
    "postParcelsSsccLabel",
    (of) => ({ params: { sscc: parcel(of) }, body: { format: "zpl", content: btoa("^XA^FDHELLO^FS^XZ") } }),
  ],
  ["getLabelsCarrierSscc", (of) => ({ params: { sscc: parcel(of) } })],
  ["getLabelsParcelSscc", (of) => ({ params: { sscc: parcel(of) }, query: { format: "zpl" } })],
  ["getLabelsToteTote", { params: { tote: "T1" }, query: { format: "zpl" } }],
  ["getLabelsBinBin", { params: { bin: "P01" }, query: { format: "zpl" } }],
  ["getPrinters"],
  (floor) => {
    floor.paper.answers = () => ({ outcome: "unknown", why: "cut" });
  },
  ["postPrints", (of) => ({ body: { label: "parcel", of: parcel(of), printer: "OFFICE" } })],
  later(10),
  ["getPrints", { query: { state: "unknown" } }],
  ["postPrintsPrintOutcome", { params: { print: "L1" }, body: { outcome: "again", by: "Ada" } }],
  ["getPrintsPrint", { params: { print: "L2" } }],
  ["getLabelsItemSku", { params: { sku: "A" }, query: { format: "zpl" } }],
  ["postPallets"],
  [
    "postPalletsSsccParcels",
    (of) => ({ params: { sscc: palletOf(of) }, body: { parcels: [parcel(of)], by: "Ada" } }),
  ],
  ["getPalletsSscc", (of) => ({ params: { sscc: palletOf(of) } })],
  [
    "postPalletsSsccRemoval",
    (of) => ({ params: { sscc: palletOf(of) }, body: { parcels: [parcel(of)], by: "Ada" } }),
  ],
  ["postPalletsSsccBreakUp", (of) => ({ params: { sscc: palletOf(of) } })],
  ["getManifests"],
  [
    "postManifestsManifestClosing",
    (of) => ({
      params: { manifest: (bodyOf(of, "getManifests").manifests as { manifest: string }[])[0]!.manifest },
    }),
  ],
  ["postParcelsSsccStay", (of) => ({ params: { sscc: parcel(of) } })],
  ["postParcelsSsccDeparture", (of) => ({ params: { sscc: parcel(of) } })],
  later(10),
  ["getActivity", { query: { perPage: "5" } }],
  ["getEvents", { query: { perPage: "2" } }],
  ["getPassportOrderId", { params: { id: "WH/OUT/00001" } }],
  ["getPassportToteId", (of) => ({ params: { id: toteOf(of) } })],
  ["getPassportParcelId", (of) => ({ params: { id: parcel(of) } })],
  ["getPassportPalletId", (of) => ({ params: { id: palletOf(of) } })],
  ["getPassportItemId", { params: { id: "A" } }],
  ["getPassportLotId", { params: { id: "L1" } }],
  ["getEpcisEvents", { query: { perPage: "1" } }],
  ["postEpcisEvents", { body: { "@context": context, ...event } }],
  [
    "postEpcisCapture",
    {
      body: {
        "@context": context,
        type: "EPCISDocument",
        schemaVersion: "2.0",
        creationDate: "2010-12-01T08:00:00.000Z",
        epcisBody: { eventList: [{ ...event, bizStep: "receiving" }] },
      },
    },
  ],
  [
    "getEpcisCaptureCapture",
    ({ said }) => ({
      params: { capture: said.get("postEpcisCapture")!.headers.get("location")!.split("/").at(-1)! },
    }),
  ],
  ["getWebhooksWebhookDeliveries", { params: { webhook: "erp" } }],
  [
    "postWebhooksWebhookReplay",
    (of) => ({
      params: { webhook: "erp" },
      body: { delivery: (bodyOf(of, "getWebhooksWebhookDeliveries").deliveries as { id: string }[])[0]!.id },
    }),
  ],
  ["postWebhooksWebhookPause", { params: { webhook: "erp" } }],
  ["postWebhooksWebhookResume", { params: { webhook: "erp" } }],
  ["deleteWebhooksWebhook", { params: { webhook: "erp" } }],
  (floor) => {
    floor.portalBlind = false;
  },
  [
    "postOrders",
    {
      body: {
        order: "TR-1",
        country: "France",
        transferTo: "WAREHOUSE-2",
        lines: [{ line: "1", sku: "B", quantity: 2 }],
      },
    },
  ],
  later(900),
  ["getTransfers", { query: { state: "between-sites" } }],
  [
    "postTransfersTransferArrival",
    { params: { transfer: "TR-1" }, body: { lines: [{ sku: "B", quantity: 1 }] } },
  ],
  ["getTransfersTransfer", { params: { transfer: "TR-1" } }],
  [
    "postTransfersTransferDecision",
    { params: { transfer: "TR-1" }, body: { person: "Ada", reason: "the carrier lost it" } },
  ],
  (floor) => {
    floor.portalBlind = true;
    floor.order("WH/OUT/00002", { C: 2 });
    floor.run(900);
    const { parcels } = floor.get("/v1/parcels?state=packed").body as { parcels: { sscc: string }[] };
    floor.post("/v1/pallets", { parcels: parcels.map(({ sscc }) => sscc) });
  },
  ["getPallets", { query: { state: "open" } }],
  ["postPalletsSsccClosing", (of) => ({ params: { sscc: keptPallet(of) }, body: { by: "Ada" } })],
  ["getLabelsPalletSscc", (of) => ({ params: { sscc: keptPallet(of) }, query: { format: "zpl" } })],
  (floor) => {
    const open = (floor.get("/v1/manifests?open=true").body.manifests as { manifest: string }[])[0]!;
    floor.post(`/v1/manifests/${open.manifest}/closing`, {});
  },
  ["postPalletsSsccStay", (of) => ({ params: { sscc: keptPallet(of) } })],
  ["postPalletsSsccDeparture", (of) => ({ params: { sscc: keptPallet(of) }, body: { by: "Ada" } })],
  ["getDeadLetters"],
  ["postDeadLettersRedelivery"],
  (floor) => {
    floor.peopleAtWork = false;
    floor.order("WH/OUT/00003", { C: 1 });
  },
  [
    "postOrders",
    { body: { order: "#1002", country: "France", lines: [{ line: "1", ...line }], after: ["WH/OUT/00003"] } },
  ],
  ["postOrdersOrderChange", { params: { order: "#1002" }, body: { notes: "leave at the door" } }],
  ["postOrdersOrderRelease", { params: { order: "#1002" } }],
  ["postOrdersOrderCancellation", { params: { order: "#1002" } }],
  [
    "postReturns",
    ({ now }) => ({
      body: {
        return: "RMA-1",
        order: "WH/OUT/00001",
        expectedAt: now,
        shippedBefore: true,
        lines: [{ sku: "B", quantity: 1, reason: "too-small" }],
      },
    }),
  ],
  ["postReturnsReturnCancellation", { params: { return: "RMA-1" } }],
  [
    "postReturns",
    ({ now }) => ({
      body: {
        return: "RMA-2",
        expectedAt: now,
        shippedBefore: true,
        lines: [{ sku: "B", quantity: 2, reason: "too-small" }],
      },
    }),
  ],
  ["postReturnsReturnArrival", { params: { return: "RMA-2" } }],
  [
    "postDispositions",
    { body: { disposition: "D-1", location: "RECV", sku: "B", quantity: 1, to: "condemned" } },
  ],
  ["getReturns", { query: { state: "received", perPage: "10" } }],
  ["getReturnsReturn", { params: { return: "RMA-2" } }],
  ["postWriteOffs", { body: { writeOff: "WO-1", ...line, reason: "broken" } }],
  ["getTasks"],
  [
    "postTasksTaskPhotos",
    (of) => {
      const tasks = bodyOf(of, "getTasks").tasks as { task: string; kind: string }[];
      const { task } = tasks.find(({ kind }) => kind === "inspect")!;
      return { params: { task }, body: { content: aPhoto, by: "HH1" } };
    },
  ],
  ["getPhotosPhoto", (of) => ({ params: { photo: String(bodyOf(of, "postTasksTaskPhotos").photo) } })],
  [
    "postTasksTaskOutcome",
    (of) => {
      const tasks = bodyOf(of, "getTasks").tasks as { task: string; kind: string }[];
      const { task } = tasks.find(({ kind }) => kind === "write-off")!;
      return { params: { task }, body: { task, device: "WMS", at: of.now, found: [line] } };
    },
  ],
  (floor) => {
    floor.items("H");
    floor.stock("P14", "H", 5);
    floor.order("HAND", { H: 1 });
    floor.order("FETCHED", { A: 1 });
    floor.run(1);
  },
  ["postPicksNext", { body: { device: "HH1", near: "P10" } }],
  [
    "postTasksTaskRelease",
    (of) => ({ params: { task: String(bodyOf(of, "postPicksNext").task) }, body: { device: "HH1" } }),
  ],
  ["postPicks", { body: { device: "HH1", place: "P01", ...line, order: "FETCHED" } }],
  ["postHolds", { body: { hold: "H-1", reason: "recalled", sku: "C" } }],
  ["getHolds"],
  [
    "postStockSnapshots",
    { body: { snapshot: "2010-12-01", rows: [{ sku: "A", location: "P01", units: 90 }] } },
  ],
  ["getStockSnapshots"],
  ["getStockSnapshotsSnapshot", { params: { snapshot: "2010-12-01" } }],
  [
    "postStockSnapshotsSnapshotApprove",
    { params: { snapshot: "2010-12-01" }, body: { person: "ada", lines: [1] } },
  ],
  ["getHoldsHold", { params: { hold: "H-1" } }],
  ["postHoldsHoldRelease", { params: { hold: "H-1" } }],
  ["postCounts", { body: { count: "C-1", scope: { locations: ["P01", "P02"] }, by: "reads" } }],
  ["getCounts"],
  ["getCountsCount", { params: { count: "C-1" } }],
  [
    "postCountsCountPasses",
    { params: { count: "C-1" }, body: { pass: 1, reader: "HH1", location: "P01", reads: [] } },
  ],
  ["getCountsCountTags", { params: { count: "C-1" } }],
  ["getCountsCountBins", { params: { count: "C-1" }, query: { perPage: "2" } }],
  ["postCountsCountEnd", { params: { count: "C-1" } }],
  ["postCountsCountCancellation", { params: { count: "C-1" } }],
  ["getCountCoverage", { query: { perPage: "2" } }],
  (floor) => {
    floor.loads.set(LoadId("P-17"), StationId("P01"));
  },
  [
    "postTransports",
    {
      body: {
        transport: "MOVE-1",
        stops: [
          { action: "pick", stations: ["P01"], load: "P-17", loadType: "EPAL" },
          { action: "drop", stations: ["P02", "P03"] },
        ],
        priority: "high",
      },
    },
  ],
  later(25),
  ["postTransportsTransportTarget", { params: { transport: "MOVE-1" }, body: { stations: ["P09"] } }],
  ["getTransportsTransport", { params: { transport: "MOVE-1" } }],
  ["postTransportsTransportWithdrawal", { params: { transport: "MOVE-1" } }],
  later(25),
  ["getTransports", { query: { load: "P-17" } }],
];

async function walked(floor: Floor, client: Client) {
  const said = new Map<string, Said>();
  const examples: Record<string, Example> = {};
  const faults: string[] = [];
  for (const step of walk) {
    if (typeof step === "function") {
      step(floor);
      continue;
    }
    const [operation, what = {}] = step;
    const found = { now: isoTime(floor.clock.now()), said };
    const { params, query, body } = typeof what === "function" ? what(found) : what;
    const called = {
      ...(params && { params }),
      ...(query && { query }),
      ...(body === undefined ? {} : { body }),
    };
    const answer = await whileTimePasses(floor, client.call(operation, called));
    const fault = answer.status >= 300 ? JSON.stringify(answer.body) : client.faultOf(operation, answer);
    if (fault !== undefined) faults.push(`${operation} ${answer.status}: ${fault}`);
    if (said.has(operation)) continue;
    said.set(operation, answer);
    examples[operation] = {
      ...(params && { params }),
      ...(body === undefined ? {} : { body }),
      status: answer.status,
      ...(typeof answer.body === "string" && answer.media ? { media: answer.media } : {}),
      ...(answer.body === undefined ? {} : { answer: answer.body }),
    };
  }
  return { examples, faults };
}

it("a client that is made of the description walks every operation, and each answers what is described", async () => {
  const { floor, client } = await aServer();

  const { examples, faults } = await walked(floor, client);

  if (process.env.WRITE_EXAMPLES) writeFileSync(examplesFile, `${JSON.stringify(examples, null, 2)}\n`);
  expect(faults).toEqual([]);
  expect(Object.keys(examples).sort()).toEqual(client.operations.toSorted());
});

it("every operation has an example of what it takes and answers, and they are what is described", async () => {
  const { client, document } = await aServer();
  const examples = JSON.parse(readFileSync(examplesFile, "utf8")) as Record<string, Example>;
  const lacking: string[] = [];
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { operationId = "", responses }] of Object.entries(methods)) {
      const example = examples[operationId];
      const { media = "application/json" } = example ?? {};
      const answer = responses[example?.status ?? 0]?.content?.[media];
      if (!example || (answer && answer.example === undefined)) lacking.push(`${method} ${path}`);
      else {
        const fault = client.faultOf(operationId, { status: example.status, media, body: example.answer });
        if (fault) lacking.push(`${method} ${path}: ${fault}`);
      }
      for (const [status, { content }] of Object.entries(responses)) {
        const refusal = content?.[problemMediaType];
        if (refusal && Object.keys(refusal.examples ?? {}).length === 0)
          lacking.push(`${method} ${path} ${status}`);
      }
    }

  expect(lacking).toEqual([]);
});

it("every code has an example under its status", () => {
  const shown = [400, 401, 403, 404, 405, 409, 413, 422, 429, 503].flatMap((status) =>
    Object.keys(problemExamples(status)),
  );

  expect(Object.keys(statusByCode).filter((code) => !shown.includes(code))).toEqual([]);
});

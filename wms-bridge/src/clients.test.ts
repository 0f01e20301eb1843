/** Whose each thing is stands in the key and the body of its row; a ledger of before clients were named opens, and goes on under keys that name one. */
import { ClientId } from "@floorplane/contracts/ids";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor, webhook } from "./floor/floor.fixture.ts";
import { wmsBridgeKinds } from "./kinds.ts";

/** Of the site and of nobody in it. */
const ofTheSite = [
  "bench",
  "closed-place",
  "counters",
  "hearer",
  "house-name",
  "known-hearer",
  "ledger-owner",
  "numbers",
  "packing-desk",
  "printer",
  "program",
  "reader",
  "removed-place",
  "restoration",
  "unknown-name",
];
const ofClients = wmsBridgeKinds.map(({ name }) => name).filter((name) => !ofTheSite.includes(name));

/** No house ever wrote one without its client. */
const bornNamed = [
  "hearer-acts",
  "delivery",
  "webhook",
  "capture",
  "capture-lead",
  "carrier-label",
  "count-tags",
  "count-tour",
  "expected-receipt",
  "handling",
  "hold",
  "lot",
  "manifest",
  "pallet",
  "parcel",
  "packing-work",
  "print",
  "return",
  "serials",
  "photo",
  "transfer",
  "moved",
  "stock-snapshot",
  "stocktake",
  "told",
  "warning",
];

/** Kinds that counted up since: the last version that named none. */
const lastUnnamed: Readonly<Record<string, number>> = {
  confirmation: 3,
  counted: 1,
  "dead-letter": 3,
  item: 1,
  outside: 1,
  stock: 2,
  task: 3,
  tote: 2,
};

type Change = Row["change"]["documents"][number];

async function rowsOf(floor: Floor): Promise<(Change & { readonly body: { readonly client?: string } })[]> {
  const rows = await Promise.all(
    ofClients.map(async (kind) => (await floor.ledger.documents(kind)).map((row) => ({ kind, ...row }))),
  );
  return rows.flat() as (Change & { readonly body: { readonly client?: string } })[];
}

/** As the house before wrote them: no client in the key, and in no body but an order's. */
async function forgetClients(floor: Floor): Promise<void> {
  await floor.house.stop();
  const rows = (await rowsOf(floor)).filter(({ kind }) => !bornNamed.includes(kind));
  const documents = rows.flatMap(({ kind, id, version, body }): Change[] => {
    const { client: _client, ...rest } = body;
    const earlier =
      kind === "order" ? { version, body } : { version: lastUnnamed[kind] ?? version - 1, body: rest };
    return [
      { kind, id: id.slice("house/".length), ...earlier },
      { kind, id, version, body: null },
    ];
  });
  await floor.openOver(documents);
}

async function aBusyFloor(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.hears = () => 500;
  floor.lies.set("P01", 1);
  floor.order("O1", { A: 3, B: 2 });
  floor.order("O2", { C: 1 });
  floor.order("O3", { D: 1 });
  floor.run(45);
  return floor;
}

describe("a client", () => {
  it("stands in the key and the body of every row that is a client's", async () => {
    const floor = await aBusyFloor();

    const rows = await rowsOf(floor);

    expect(rows.filter(({ id, body }) => !id.startsWith("house/") || body.client !== "house")).toEqual([]);
    expect([...new Set(rows.map(({ kind }) => kind))]).toEqual(
      expect.arrayContaining(["order", "tote", "stock", "wave", "item", "confirmation", "answer"]),
    );
  });

  it("is given to a ledger that named none: every row once, under its new key, and the day goes on", async () => {
    const floor = await aBusyFloor();
    const before = (await rowsOf(floor)).map(({ kind, id }) => `${kind} ${id}`);

    await forgetClients(floor);
    const after = (await rowsOf(floor)).map(({ kind, id }) => `${kind} ${id}`);
    floor.hears = () => undefined;
    floor.stock("P04", "D", 1);
    floor.run(1_800);
    await floor.reopen();

    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.filter((row) => !row.includes(" house/"))).toEqual([]);
    for (const order of ["O1", "O2", "O3"]) expect([order, floor.stateOf(order)]).toEqual([order, "shipped"]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("hears of its own orders and goods, and of nobody else's", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    const stranger = { ...webhook, name: "OTHER", url: "https://other.test/hook", client: ClientId("other") };
    const named = { ...webhook, name: "OWN", url: "https://own.test/hook", client: ClientId("house") };
    floor.hearers = [webhook, named, stranger];
    await floor.reopen();

    floor.order("O1", { A: 1 });
    floor.run(300);

    const heard = floor.webhooks.map(({ request }) => request.url);
    expect(new Set(heard)).toEqual(new Set([webhook.url, named.url]));
    expect(heard.filter((url) => url === named.url)).toHaveLength(4);
  });
});

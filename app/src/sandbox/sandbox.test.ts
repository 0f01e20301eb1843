/** An integrator's hour: he orders over HTTP, moves time, and has things go wrong, each as it would in a warehouse. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenSandbox, openSandbox } from "./run-sandbox.ts";

let open: OpenSandbox;
let keys = 0;
beforeAll(async () => {
  open = await openSandbox({ wmsPort: 0, speed: 0 });
});
afterAll(() => open.close());
beforeEach(async () => {
  await post("/sandbox/reset");
});

/** What is answered, to be looked into. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
type Loose = Record<string, any>;
type Answer = { readonly status: number; readonly body: Loose };

async function ask(
  method: string,
  path: string,
  body?: object,
  token = open.token,
  key = `k${++keys}`,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, "idempotency-key": key };
  const answer = await fetch(open.url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
}
const world = () => open.sandbox.life.floor.world;
const get = (path: string): Promise<Answer> => ask("GET", path);
const post = (path: string, body?: object): Promise<Answer> => ask("POST", path, body);
const fault = (body: object): Promise<Answer> => post("/sandbox/faults", body);
const advance = (seconds: number): Promise<Answer> => post("/sandbox/clock", { seconds });
const until = (order: string, state: string, withinSeconds = 6 * 3_600): Promise<Answer> =>
  post("/sandbox/clock", { until: { order, state }, withinSeconds });
const order = (number: string, sku = "LAMP", quantity = 2): Promise<Answer> =>
  post("/v1/orders", { order: number, country: "DE", lines: [{ line: "1", sku, quantity }] });
const shown = async (number: string): Promise<Answer["body"]> => (await get(`/v1/orders/${number}`)).body;
const events = async (type: string): Promise<Loose[]> =>
  (await get(`/v1/events?after=0&type=${type}`)).body.events as Loose[];

const serialsOf = async (state: string): Promise<string[]> =>
  ((await get(`/v1/serials?sku=CAM&state=${state}`)).body.serials as { serial: string }[])
    .map(({ serial }) => serial)
    .sort();

it("packs a whole order of another client, whose goods bear that client's name on the machine's wire", async () => {
  const asAcme = (path: string, body: object): Promise<Answer> =>
    ask("POST", path, body, `${open.token}_acme`);
  const soap = { kind: "goods", name: "soap", litres: 0.5, kilograms: 0.2, class: "A" };
  await asAcme("/v1/items", { items: [{ sku: "SOAP", ...soap, gtin: "04012345123456" }] });
  await asAcme("/v1/stock/opening", { rows: [{ location: "A01-01R-3", sku: "SOAP", lot: "L", units: 20 }] });
  const lines = [{ line: "1", sku: "SOAP", quantity: 1 }];
  const taken = await asAcme("/v1/orders", { order: "X1", country: "DE", allocation: "whole", lines });
  await advance(3_600);

  const after = await ask("GET", "/v1/orders/X1", undefined, `${open.token}_acme`);
  expect([taken.status, after.body.state]).toEqual([201, "shipped"]);
});

it("has a bin counted where goods of two clients lie that bear one code", async () => {
  const asAcme = (path: string, body: object): Promise<Answer> =>
    ask("POST", path, body, `${open.token}_acme`);
  const { shelves } = world();
  const location = [...shelves.locations()].find((bin) => shelves.bin(bin).has("LAMP"))!;
  const lamp = { kind: "goods", name: "lamp", litres: 0.5, kilograms: 0.2, class: "A" };
  await asAcme("/v1/items", { items: [{ sku: "LAMP", ...lamp, gtin: "04012345123456" }] });
  await asAcme("/v1/stock/opening", { rows: [{ location, sku: "LAMP", lot: "L", units: 7 }] });

  const asked = await post("/v1/counts", { count: "C1", scope: { locations: [location] } });
  await advance(3_600);

  const { state, bins, differences } = (await get("/v1/counts/C1")).body;
  expect(asked).toMatchObject({ status: 201 });
  expect({ state, bins, differences }).toMatchObject({
    state: "done",
    bins: { counted: 1, differing: 0 },
    differences: { more: 0, fewer: 0 },
  });
});

it("gives no event an id a second time, also after a reset", async () => {
  const ids = async (): Promise<string[]> => {
    await order("O1");
    await until("O1", "shipped");
    const told = (await get("/v1/events?after=0")).body.events as Loose[];
    const traced = (await get("/epcis/events?perPage=100")).body.epcisBody.queryResults.resultsBody;
    return [
      ...told.map(({ id }) => id),
      ...traced.eventList.map(({ eventID }: Loose) => eventID),
    ] as string[];
  };

  const before = await ids();
  await post("/sandbox/reset");
  const after = await ids();

  expect(before.length).toBeGreaterThan(2);
  expect(after.length).toBe(before.length);
  expect(new Set([...before, ...after]).size).toBe(before.length + after.length);
});

describe("time", () => {
  it("stands until it is moved, stops where an order comes to a state, and is the same after each reset", async () => {
    const days: unknown[] = [];
    for (let time = 1; time <= 2; time++) {
      await post("/sandbox/reset");
      await order("O1");
      await new Promise((soon) => setTimeout(soon, 50));
      const before = (await get("/sandbox/clock")).body;
      const reached = await until("O1", "shipped");
      days.push([before, reached.body, await shown("O1")]);
    }

    expect(days[0]).toMatchObject([
      { now: "2026-03-02T08:00:00.000Z", speed: 0 },
      { reached: true, state: "shipped" },
      { state: "shipped", lines: [{ shipped: 2 }] },
    ]);
    expect(days[1]).toEqual(days[0]);
  });

  it("says where it got to when an order did not come there", async () => {
    await order("O1");

    const answer = await until("O1", "shipped", 30);

    expect(answer.body).toMatchObject({ reached: false, now: "2026-03-02T08:00:30.000Z" });
  });

  it("goes by itself at a speed, and stands again", async () => {
    await order("O1");
    await post("/sandbox/clock", { speed: 1_000 });
    while ((await shown("O1")).state !== "shipped") await new Promise((soon) => setTimeout(soon, 20));
    await post("/sandbox/clock", { speed: 0 });
    await new Promise((soon) => setTimeout(soon, 150));

    const [one, other] = [await get("/sandbox/clock"), await get("/sandbox/clock")];

    expect(other.body).toEqual(one.body);
  });

  it.each([
    [{}, "seconds"],
    [{ seconds: 1, speed: 1 }, "seconds"],
    [{ seconds: -1 }, "seconds"],
    [{ minutes: 1 }, "minutes"],
    [{ seconds: 1, withinSeconds: 1 }, "withinSeconds"],
    [{ until: { order: "NOBODYS", state: "shipped" } }, "until.order"],
    [{ until: { order: "O1", state: "gone" } }, "until.state"],
  ])("does not move by %j, and says what is wrong with it", async (body, field) => {
    await order("O1");

    const { status, body: said } = await post("/sandbox/clock", body);

    expect([status >= 400 && status < 500, said.field]).toEqual([true, field]);
    expect((await get("/sandbox/clock")).body.now).toBe("2026-03-02T08:00:00.000Z");
  });
});

describe("on the floor", () => {
  it("goods that are kept by serial number are read by whoever has them in hand: they ship, come back and ship again", async () => {
    const cam = {
      kind: "goods",
      name: "Cam",
      litres: 0.5,
      kilograms: 0.2,
      class: "A",
      gtin: "04006381333931",
    };
    await post("/v1/items", { items: [{ sku: "CAM", ...cam, serialKept: true }] });
    const booked = await post("/v1/stock/opening", {
      rows: [{ location: "A02-01L-1", sku: "CAM", lot: "L1", units: 3, serials: ["S1", "S2", "1003"] }],
    });
    await order("C1", "CAM", 2);
    await until("C1", "shipped");
    const left = await serialsOf("left");
    await post("/v1/returns", {
      return: "R1",
      order: "C1",
      lines: [{ sku: "CAM", quantity: 1, serials: ["S1"] }],
    });
    await advance(3_600);
    const back = await serialsOf("here");
    await order("C2", "CAM", 2);
    await until("C2", "shipped");

    expect(booked.status).toBe(200);
    expect(left).toEqual(["S1", "S2"]);
    expect(back).toEqual(["1003", "S1"]);
    expect(await shown("C2")).toMatchObject({ state: "shipped", lines: [{ shipped: 2 }] });
    expect(await serialsOf("left")).toEqual(["1003", "S1", "S2"]);
    expect((await get("/v1/stock?sku=CAM")).body.stock).toEqual([]);
  });

  it("a short pick is made good, and what was short is counted", async () => {
    await fault({ fault: "pick.short", sku: "LAMP", units: 1 });
    await order("O1");

    await until("O1", "shipped");

    expect((await shown("O1")).lines).toMatchObject([{ shipped: 2 }]);
    expect(open.sandbox.life.floor.composed.wmsBridge.figures().lines.short).toBe(1);
    expect((await get("/sandbox/faults")).body.faults).toMatchObject([
      { happened: 1, left: 0, isOver: true },
    ]);
  });

  it("a shelf that differs is counted, and its difference told", async () => {
    const bin = world()
      .shelves.locations()
      .find((one) => world().shelves.bin(one).has("MUG"));
    const { status } = await fault({ fault: "stock.different", location: bin, sku: "MUG", units: -3 });

    await advance(1_800);

    expect(status).toBe(201);
    expect((await events("stock.adjusted")).map(({ data }) => data.lines)).toEqual([
      [expect.objectContaining({ sku: "MUG", quantity: -3 })],
    ]);
  });

  it("damaged goods of a return are found by who looks at them", async () => {
    await fault({ fault: "goods.damaged", sku: "MUG", units: 2 });
    await post("/v1/returns", { return: "R1", shippedBefore: true, lines: [{ sku: "MUG", quantity: 3 }] });

    await advance(3_600);

    const graded = (await events("stock.graded")).flatMap(({ data }) => data.lines as object[]);
    expect(graded).toContainEqual(expect.objectContaining({ sku: "MUG", quantity: 2, state: "defective" }));
  });

  it("a return is found where it stands, also one that was announced and came", async () => {
    const lines = [{ sku: "LAMP", quantity: 2 }];
    await post("/v1/returns", { return: "R1", shippedBefore: true, lines });
    await post("/v1/returns", {
      return: "R2",
      shippedBefore: true,
      expectedAt: "2026-03-02T12:00:00Z",
      lines: [{ sku: "MUG", quantity: 3 }],
    });
    await post("/v1/returns/R2/arrival", {});

    await advance(2 * 3_600);

    const graded = await events("return.graded");
    expect(graded.map(({ data }) => [data.return, data.lines])).toEqual(
      expect.arrayContaining([
        ["R1", [expect.objectContaining({ sku: "LAMP", quantity: 2, state: "available" })]],
        ["R2", [expect.objectContaining({ sku: "MUG", quantity: 3, state: "available" })]],
      ]),
    );
    expect(await events("stock.adjusted")).toEqual([]);
  });

  it("a parcel that no reader saw waits for the WMS to say that it left", async () => {
    await fault({ fault: "parcel.unseen" });
    await order("O1");
    await until("O1", "packed");
    const waited = await until("O1", "shipped", 3_600);
    const [parcel] = (await shown("O1")).parcels as { sscc: string }[];

    await post(`/v1/parcels/${parcel!.sscc}/departure`, {});

    expect(waited.body).toMatchObject({ reached: false, state: "packed" });
    expect((await shown("O1")).state).toBe("shipped");
  });

  it("an order for a pallet waits at the dock for the one that a program builds, and leaves on it once that is closed", async () => {
    await post("/v1/orders", {
      order: "P1",
      country: "DE",
      shipOn: "pallet",
      lines: [{ line: "1", sku: "LAMP", quantity: 2 }],
    });
    await until("P1", "packed");
    const waited = await until("P1", "shipped", 3_600);
    const waiting = await shown("P1");
    const { body: pallet } = await post("/v1/pallets", { parcels: [waiting.parcels[0].sscc] });
    const open = await until("P1", "shipped", 600);
    await post(`/v1/pallets/${pallet.sscc}/closing`, {});
    const left = await until("P1", "shipped", 600);

    expect(waited.body).toMatchObject({ reached: false, state: "packed" });
    expect(waiting.reason).toEqual({ code: "pallet.awaited", parcels: 1 });
    expect([open.body.reached, left.body.reached]).toEqual([false, true]);
    expect((await events("parcel.shipped")).map(({ data }) => data.pallet)).toEqual([{ sscc: pallet.sscc }]);
    expect((await events("pallet.shipped")).map(({ data }) => data.pallet.sscc)).toEqual([pallet.sscc]);
    expect(world().portal.standing.size).toBe(0);
  });

  it("a pallet that no reader saw waits for somebody to say that it left", async () => {
    await post("/v1/orders", {
      order: "P1",
      country: "DE",
      shipOn: "pallet",
      lines: [{ line: "1", sku: "LAMP", quantity: 2 }],
    });
    await until("P1", "packed");
    await advance(120);
    const { parcels } = await shown("P1");
    await fault({ fault: "parcel.unseen" });
    const { body: pallet } = await post("/v1/pallets", { parcels: [parcels[0].sscc] });
    await post(`/v1/pallets/${pallet.sscc}/closing`, {});
    const waited = await until("P1", "shipped", 3_600);
    await post(`/v1/pallets/${pallet.sscc}/departure`, {});

    expect(waited.body.reached).toBe(false);
    expect((await shown("P1")).state).toBe("shipped");
  });

  it("a late parcel comes to the gate so much later", async () => {
    await fault({ fault: "parcel.late", minutes: 45 });
    await order("O1");

    await until("O1", "shipped");

    const [parcel] = (await shown("O1")).parcels as { packedAt: string; shippedAt: string }[];
    const minutes = (Date.parse(parcel!.shippedAt) - Date.parse(parcel!.packedAt)) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(45);
    expect(minutes).toBeLessThan(46);
  });

  it.each(["station.down", "robots.stopped"])(
    "%s holds orders up until it is ended, and no longer",
    async (name) => {
      const { body } = await fault({ fault: name });
      await order("O1");
      const held = await until("O1", "shipped", 1_200);

      await ask("DELETE", `/sandbox/faults/${body.id}`);
      const after = await until("O1", "shipped", 3_600);

      expect([held.body.reached, after.body.reached]).toEqual([false, true]);
    },
  );

  it("stopped robots go on by themselves when their minutes are over", async () => {
    await fault({ fault: "robots.stopped", robots: world().robots.map(({ id }) => id), minutes: 20 });
    await order("O1");

    const { body } = await until("O1", "shipped");

    expect(body.reached).toBe(true);
    expect(Date.parse(body.now) - Date.parse("2026-03-02T08:20:00Z")).toBeGreaterThan(0);
  });

  it("takes in what the integrator brings: items, stock, and a delivery that is counted", async () => {
    const item = { kind: "goods", litres: 0.5, kilograms: 0.2, class: "A" };
    const bins = world().options.locations.filter(({ kind }) => kind === "face");
    await post("/v1/items", { items: [{ ...item, sku: "VASE", name: "vase", gtin: "04012345123456" }] });
    const rows = [{ location: bins.at(-1)!.location, sku: "VASE", lot: "L1", units: 5 }];
    await ask("POST", "/v1/stock/opening", { rows }, open.token, "stock");
    await ask("POST", "/v1/stock/opening", { rows }, open.token, "stock");
    await order("O1", "VASE", 5);
    await until("O1", "shipped");
    await post("/v1/expected-receipts", {
      receipt: "G1",
      expectedAt: "2026-03-02T12:00:00Z",
      lines: [{ sku: "VASE", quantity: 4 }],
    });
    await post("/v1/expected-receipts/G1/arrival", {});
    await advance(2 * 3_600);
    await order("O2", "VASE", 4);
    const second = await until("O2", "shipped");

    expect((await shown("O1")).lines).toMatchObject([{ shipped: 5 }]);
    expect((await events("receipt.received")).map(({ data }) => data)).toMatchObject([
      { receipt: "G1", lines: [{ sku: "VASE", quantity: 4 }] },
    ]);
    expect(second.body).toMatchObject({ reached: true });
    expect(await events("stock.adjusted")).toEqual([]);
  });
});

it("begins anew once for each time that it is asked to, and is busy meanwhile", async () => {
  const resets = [post("/sandbox/reset"), post("/sandbox/reset"), get("/sandbox/clock"), get("/v1/orders")];

  const statuses = (await Promise.all(resets)).map(({ status }) => status);

  expect(statuses.slice(0, 2)).toEqual([200, 200]);
  for (const status of statuses.slice(2)) expect([200, 503]).toContain(status);
  expect((await get("/sandbox/clock")).body.now).toBe("2026-03-02T08:00:00.000Z");
});

it.each([
  ["GET", "/sandbox/reset", "POST"],
  ["DELETE", "/sandbox/clock", "GET, POST"],
  ["PUT", "/sandbox/faults", "GET, POST"],
  ["GET", "/sandbox/faults/F-1", "DELETE"],
])("says of %s %s which methods there are", async (method, path, allow) => {
  const answer = await fetch(open.url + path, { method });

  expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  expect(await answer.json()).toMatchObject({ code: "method-not-allowed" });
});

it("says of a fault that nobody asked for that there is none", async () => {
  const { status, body } = await ask("DELETE", "/sandbox/faults/F-99");

  expect([status, body.detail]).toEqual([
    404,
    "no fault was asked for as F-99; GET /sandbox/faults lists them",
  ]);
});

it.each([
  ["DELETE", "/sandbox/faults/%E0"],
  ["DELETE", "/sandbox/faults/F-99"],
  ["GET", "/sandbox/nothing"],
  ["POST", "/sandbox/clock?x=1"],
])("answers %s %s, which is nothing", async (method, path) => {
  const { status } = await ask(method, path, method === "POST" ? {} : undefined);

  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect((await get("/sandbox/clock")).status).toBe(200);
});

describe("at the door", () => {
  it.each([
    [503, "deadline-passed"],
    [429, "too-busy"],
  ])("is busy with %i as often as was asked, and does nothing", async (status, code) => {
    await fault({ fault: "door.busy", status, times: 2, path: "/v1/orders" });

    const answers = [await order("O1"), await order("O1"), await order("O1")];

    expect(answers.map((one) => one.status)).toEqual([status, status, 201]);
    expect(answers[0]!.body.code).toBe(code);
  });

  it.each([
    [false, 201],
    [true, 201],
  ])("cuts the connection (done: %s), and the same key is answered the same", async (done, status) => {
    await fault({ fault: "door.cut", done, path: "/v1/orders" });
    const body = { order: "O1", country: "DE", lines: [{ line: "1", sku: "LAMP", quantity: 1 }] };

    await expect(ask("POST", "/v1/orders", body, open.token, "k")).rejects.toThrow();
    const stood = (await get("/v1/orders/O1")).status;
    const again = await ask("POST", "/v1/orders", body, open.token, "k");

    expect([stood, again.status]).toEqual([done ? 200 : 404, status]);
    expect((await events("order.accepted")).length).toBe(1);
  });

  it("is slow", async () => {
    await fault({ fault: "door.slow", milliseconds: 300 });
    const startedAt = performance.now();

    await order("O1");

    expect(performance.now() - startedAt).toBeGreaterThan(290);
  });

  it("lets the second client's program do its own alone", async () => {
    const body = {
      client: "house",
      order: "O1",
      country: "DE",
      lines: [{ line: "1", sku: "LAMP", quantity: 1 }],
    };

    const answer = await ask("POST", "/v1/orders", body, open.otherToken);

    expect(answer).toMatchObject({ status: 403, body: { code: "not-your-client", field: "client" } });
  });

  it.each([
    [{ fault: "pick.shrot" }, "fault"],
    [{ fault: "pick.short" }, "sku"],
    [{ fault: "pick.short", sku: "LAMP", minutes: 3 }, "minutes"],
    [{ fault: "station.down", station: "PACK99" }, "station"],
    [{ fault: "robots.stopped", robots: ["R99"] }, "robots"],
    [{ fault: "stock.different", location: "NOWHERE", sku: "LAMP", units: 1 }, "location"],
    [{ fault: "pick.short", sku: "NOPE" }, "sku"],
    [{ fault: "pick.short", sku: "LAMP", units: -1 }, "units"],
    [{ fault: "goods.damaged", sku: "LAMPS" }, "sku"],
    [{ fault: "goods.damaged", sku: "LAMP", units: -2 }, "units"],
    [{ fault: "stock.different", location: "A01-01L-1", sku: "NOPE", units: 1 }, "sku"],
    [{ fault: "webhook.twice", type: "order.shiped" }, "type"],
    [{ fault: "door.busy", path: "/orders" }, "path"],
  ])("refuses %j by its field", async (body, field) => {
    const { status, body: said } = await fault(body);

    expect([status >= 400 && status < 500, said.field]).toEqual([true, field]);
    expect((await get("/sandbox/faults")).body.faults).toEqual([]);
  });

  it("is documented with the door's own addresses", async () => {
    const { paths } = (await get("/docs/json")).body;

    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(["/v1/orders", "/sandbox/clock", "/sandbox/faults"]),
    );
  });
});

describe("webhooks", () => {
  const heard: { id: string; type: string; at: string }[] = [];
  const receiver = createServer((request, response) => {
    let text = "";
    request.on("data", (piece) => (text += piece));
    request.on("end", () => {
      heard.push({
        id: String(request.headers["webhook-id"]),
        type: JSON.parse(text).type,
        at: new Date(open.sandbox.life.clock.now).toISOString(),
      });
      response.end();
    });
  });
  beforeAll(() => new Promise<void>((ready) => receiver.listen(0, "127.0.0.1", ready)));
  afterAll(() => void receiver.close());
  beforeEach(async () => {
    heard.length = 0;
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    await post("/v1/webhooks", { webhook: "erp", url });
  });
  const types = (): string[] => heard.map(({ type }) => type);
  const ship = async (): Promise<void> => {
    await order("O1");
    await until("O1", "shipped");
    await advance(120);
  };

  it("come as they happen, at their time", async () => {
    await ship();

    expect(types()).toEqual(["order.accepted", "order.packed", "parcel.shipped", "order.shipped"]);
    expect(heard.at(-1)!.at < (await get("/sandbox/clock")).body.now).toBe(true);
  });

  it("come twice under one id", async () => {
    await fault({ fault: "webhook.twice", type: "order.packed" });

    await ship();

    expect(types().filter((type) => type === "order.packed")).toHaveLength(2);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(4);
  });

  it("come late by the sandbox's time, and those of their order behind them", async () => {
    await fault({ fault: "webhook.late", type: "order.packed", minutes: 10 });
    await order("O1");
    await until("O1", "shipped");
    const before = types();

    await advance(900);

    expect(before).toEqual(["order.accepted"]);
    expect(types()).toEqual(["order.accepted", "order.packed", "parcel.shipped", "order.shipped"]);
  });

  it("come behind the next", async () => {
    await fault({ fault: "webhook.out-of-order", type: "order.packed" });

    await ship();

    expect(types()).toEqual(["order.accepted", "parcel.shipped", "order.packed", "order.shipped"]);
  });
});

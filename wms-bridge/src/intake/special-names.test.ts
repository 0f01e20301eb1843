/** Names that every object of a program has by itself: taken like any other, or refused in words that say why. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const line = { line: "1", sku: "A", quantity: 1 };

async function anOrderOf(name: string) {
  const floor = new Floor();
  await floor.open();
  floor.post(wmsPaths.items, { items: [anItem(name)] });
  floor.stock("P01", name.toUpperCase(), 10);
  const request = { order: name, country: "France", lines: [{ line: name, sku: name, quantity: 2 }] };
  const answer = floor.post(wmsPaths.orders, request);
  floor.run(3 * 3600);
  return { floor, answer };
}

it.each(["toString", "valueOf", "hasOwnProperty", "__defineGetter__"])(
  "ships goods called %s on an order of that number, also after a restart",
  async (name) => {
    const { floor, answer } = await anOrderOf(name);
    await floor.reopen();

    const shown = floor.request({
      method: "GET",
      url: wmsPaths.order(name),
      headers: {},
      body: new Uint8Array(),
    });

    expect(answer.status).toBe(201);
    expect(shown.body).toMatchObject({ order: name, state: "shipped", lines: [{ line: name, shipped: 2 }] });
    expect(await floor.house.differences()).toEqual([]);
  },
);

it.each(["constructor", "prototype", "__proto__"])(
  "refuses an order called %s, and says why",
  async (name) => {
    const { answer } = await anOrderOf(name);

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-id", field: "order" } });
    expect(answer.body.detail).toContain("programs keep for themselves");
  },
);

it.each([".", ".."])("refuses an order called %s: no address could ask for it", async (name) => {
  const floor = await aStockedFloor();

  const answer = floor.post(wmsPaths.orders, { order: name, country: "France", lines: [line] });

  expect(answer).toMatchObject({ status: 422, body: { code: "malformed-id", field: "order" } });
  expect(answer.body.detail).toContain("is a step in a path");
});

describe.each([".", ".."])("a number %s, which no address names", (number) => {
  it.each<[string, string, object]>([
    ["hold", wmsPaths.holds, { hold: number, sku: "A", reason: "recall" }],
    ["count", wmsPaths.counts, { count: number, scope: { locations: ["P01"] } }],
    ["snapshot", wmsPaths.snapshots, { snapshot: number, rows: [{ sku: "A", units: 1 }] }],
    [
      "receipt",
      wmsPaths.expectedReceipts,
      { receipt: number, expectedAt: "2010-12-02T08:00:00Z", lines: [] },
    ],
    ["writeOff", wmsPaths.writeOffs, { writeOff: number, sku: "A", quantity: 1, reason: "broken" }],
    ["webhook", wmsPaths.webhooks, { webhook: number, url: "https://wms.test/hook" }],
    ["program", wmsPaths.programs, { program: number, scopes: ["orders:read"] }],
    ["return", wmsPaths.returns, { return: number, lines: [{ sku: "A", quantity: 1 }] }],
  ])("is refused of a %s", async (field, path, body) => {
    const floor = await aStockedFloor();

    const answer = floor.post(path, body);

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-id", field } });
    expect(answer.body.detail).toContain("is a step in a path");
  });
});

it.each(["...", ".A", "A..B"])("takes one called %s", async (name) => {
  const floor = await aStockedFloor();

  expect(floor.post(wmsPaths.orders, { order: name, country: "France", lines: [line] }).status).toBe(201);
});

it.each(["   ", "\t", "\u00a0", "\u200b", "-", "..."])(
  "refuses an order to no country: %j",
  async (country) => {
    const floor = await aStockedFloor();

    const answer = floor.post(wmsPaths.orders, { order: "O1", country, lines: [line] });

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-message", field: "country" } });
  },
);

describe("what says two things is refused, naming the key", () => {
  it.each<[string, string, string, string]>([
    [
      "a quantity",
      wmsPaths.orders,
      '{"order":"O1","country":"FR","lines":[{"line":"1","sku":"A","quantity":1,"quantity":5}]}',
      "lines[0].quantity",
    ],
    ["an order number", wmsPaths.orders, '{"order":"O1","country":"FR","lines":[],"order":"O2"}', "order"],
    [
      "a key in another spelling",
      wmsPaths.orders,
      '{"order":"O1","country":"FR","lines":[],"\\u006frder":"O2"}',
      "order",
    ],
    [
      "units in opening stock",
      wmsPaths.openingStock,
      '{"rows":[{"location":"P09","sku":"A","lot":"L","units":1,"units":9}]}',
      "rows[0].units",
    ],
    [
      "a write-off",
      wmsPaths.writeOffs,
      '{"writeOff":"X1","sku":"A","quantity":1,"quantity":9,"reason":"broken"}',
      "quantity",
    ],
    [
      "an answer to a task",
      wmsPaths.taskOutcome("TASK-1"),
      '{"task":"TASK-1","device":"WMS","at":"2010-12-01T08:00:00Z","found":[],"found":[]}',
      "found",
    ],
  ])("%s", async (_what, url, text, field) => {
    const floor = await aStockedFloor();
    const body = new TextEncoder().encode(text);

    const answer = floor.request({ method: "POST", url, headers: { "idempotency-key": "k" }, body });

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-message", field } });
    expect(answer.body.detail).toContain("stands twice");
  });

  it("and a body that nests for ever is no message", async () => {
    const floor = await aStockedFloor();
    const body = new TextEncoder().encode(`{"order":${"[".repeat(200_000)}${"]".repeat(200_000)}}`);

    const answer = floor.request({
      method: "POST",
      url: wmsPaths.orders,
      headers: { "idempotency-key": "k" },
      body,
    });

    expect(answer.status).toBe(400);
  });
});

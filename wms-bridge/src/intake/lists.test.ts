/** Orders, items and stock as lists: one client's, filtered, counted, and read page by page to the end. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { aSharedFloor, clients, order, query, skus } from "../floor/shared-floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly [rows: string]: unknown;
}

/** All rows, page by page. */
function readAll(floor: Floor, path: string, name: string, perPage = 3): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const cursor = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
    const separator = path.includes("?") ? "&" : "?";
    const { status, body } = floor.get(`${path}${separator}perPage=${perPage}${cursor}`);
    expect(status).toBe(200);
    const page = body as unknown as Page;
    const found = page[name] as Record<string, unknown>[];
    expect(found.length).toBeLessThanOrEqual(perPage);
    rows.push(...found);
    after = page.next;
    if (after === null) expect(page.count).toBe(rows.length);
  }
  return rows;
}
const numbers = ["O10", "O2", "WH/OUT/1", "#7", "注文-1", "a b", "O1"];

describe("GET /v1/orders", () => {
  it.each([1, 2, 3, 7, 100])("gives each order once, %i to a page, also over a restart", async (perPage) => {
    const floor = await aStockedFloor();
    for (const number of numbers) floor.order(number, { A: 1 });
    const before = readAll(floor, wmsPaths.orders, "orders", perPage).map((row) => row.order);
    await floor.reopen();

    const after = readAll(floor, wmsPaths.orders, "orders", perPage).map((row) => row.order);

    expect(before).toEqual([...numbers].sort());
    expect(after).toEqual(before);
  });

  it("filters by state, carrier, time and whether it has ended", async () => {
    const floor = await aStockedFloor();
    floor.order("SHIPPED", { A: 1 });
    floor.run(3 * 3600);
    const noon = new Date(floor.clock.now()).toISOString();
    floor.order("LACKING", { D: 5 });
    floor.order("FAR", { A: 1 }, { country: "Kenya" });
    const found = (filter: string) =>
      readAll(floor, `${wmsPaths.orders}?${filter}`, "orders").map((row) => row.order);

    expect(found("state=shipped")).toEqual(["SHIPPED"]);
    expect(found("state=backordered,shipped")).toEqual(["LACKING", "SHIPPED"]);
    expect(found("carrier=world-air")).toEqual(["FAR"]);
    expect(found(`from=${noon}`)).toEqual(["FAR", "LACKING"]);
    expect(found(`to=${noon}`)).toEqual(["SHIPPED"]);
    expect(found("open=true")).toEqual(["FAR", "LACKING"]);
    expect(found("open=false")).toEqual(["SHIPPED"]);
    expect(found("shipBefore=2001-01-02T00:00:00Z")).toEqual([]);
  });

  it.each([
    ["state=gone", "state"],
    ["open=yes", "open"],
    ["from=yesterday", "from"],
    ["after=%25", "after"],
    ["after=zzz", "after"],
    ["after=", "after"],
    ["carrier=world-aire", "carrier"],
    ["perPage=0", "perPage"],
    ["perPage=501", "perPage"],
    ["colour=red", "colour"],
  ])("refuses %s", async (filter, field) => {
    const floor = await aStockedFloor();

    const answer = floor.get(`${wmsPaths.orders}?${filter}`);

    expect(answer).toMatchObject({ status: 422, body: { field } });
  });
});

it("refuses the cursor of another list, a place that nobody knows, and says what became of a plus", async () => {
  const floor = await aStockedFloor();
  const { next } = floor.get(`${wmsPaths.stock}?perPage=1`).body;
  const of = (path: string) => floor.get(path);

  expect(of(`${wmsPaths.items}?after=${encodeURIComponent(String(next))}`)).toMatchObject({
    status: 422,
    body: { field: "after" },
  });
  expect(of(`${wmsPaths.stock}?by=place&after=${encodeURIComponent(String(next))}`).status).toBe(422);
  expect(of(`${wmsPaths.stock}?location=P0l`)).toMatchObject({
    status: 422,
    body: { field: "location", detail: expect.stringMatching(/did you mean P01/) },
  });
  expect(of(`${wmsPaths.stock}?location=P20`).status).toBe(200);
  expect(of(`${wmsPaths.stock}?location=RECV`).status).toBe(200);
  expect(of(`${wmsPaths.countCoverage}?zone=Z77`)).toMatchObject({ status: 422, body: { field: "zone" } });
  expect(of(`${wmsPaths.returns}?sku=NOBODY`)).toMatchObject({ status: 422, body: { field: "sku" } });
  expect(of(`${wmsPaths.prints}?printer=NOBODY`)).toMatchObject({ status: 422, body: { field: "printer" } });
  expect(of(`${wmsPaths.parcels}?carrier=nobody`)).toMatchObject({ status: 422, body: { field: "carrier" } });
  expect(of(`/v1/manifests?carrier=nobody`)).toMatchObject({
    status: 422,
    body: { field: "carrier" },
  });
  expect(of(`${wmsPaths.orders}?from=2001-01-02T00:00:00+01:00`)).toMatchObject({
    status: 422,
    body: { field: "from", detail: expect.stringMatching(/%2B/) },
  });
  expect(of(`${wmsPaths.orders}?from=2001-01-02T00:00:00%2B01:00`).status).toBe(200);
});

it("GET /v1/items gives the catalogue as it was sent", async () => {
  const floor = await aStockedFloor();
  floor.post(wmsPaths.items, { items: [anItem("small-x", { class: "C", aliases: ["old"] })] });

  const all = readAll(floor, wmsPaths.items, "items");
  const [small] = readAll(floor, `${wmsPaths.items}?class=C`, "items");

  expect(all.map(({ sku }) => sku)).toEqual(["A", "B", "C", "D", "small-x"]);
  expect(small).toMatchObject({ ...anItem("small-x"), class: "C", aliases: ["old"] });
});

describe("GET /v1/stock", () => {
  it("sums each SKU in each state, and goods in totes are in transit", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.post(wmsPaths.returns, {
      return: "R1",
      shippedBefore: true,
      lines: [{ sku: "B", quantity: 4 }],
    });
    floor.order("O1", { A: 7 });
    const held = floor.get(`${wmsPaths.stock}?sku=A`).body.stock;
    floor.run(3 * 3600);

    expect(held).toMatchObject([{ sku: "A", available: 93, allocated: 7, inTransit: 0 }]);
    expect(readAll(floor, wmsPaths.stock, "stock")).toMatchObject([
      { sku: "A", available: 93, allocated: 0 },
      { sku: "B", available: 100, frozen: 4 },
      { sku: "C", available: 100 },
    ]);
  });

  it("has a row for each place, and filters", async () => {
    const floor = await aStockedFloor();
    floor.stock("P05", "A", 20);
    const found = (filter: string) =>
      readAll(floor, `${wmsPaths.stock}?by=place&${filter}`, "stock").map((row) => row.location);

    expect(found("sku=a")).toEqual(["P01", "P05"]);
    expect(found("location=P05")).toEqual(["P05"]);
    expect(found("state=frozen")).toEqual([]);
    expect(floor.get(`${wmsPaths.stock}?sku=NOBODY`)).toMatchObject({ status: 422, body: { field: "sku" } });
  });
});

it("each client sees its own alone", async () => {
  const floor = await aSharedFloor();
  for (const client of clients) order(floor, client, `O-${client}`, { A: 2 });

  for (const client of clients) {
    const mine = query(client);
    const orders = readAll(floor, `${wmsPaths.orders}${mine}`, "orders").map((row) => row.order);
    const stock = readAll(floor, `${wmsPaths.stock}${mine}`, "stock");
    const items = readAll(floor, `${wmsPaths.items}${mine}`, "items");

    expect(orders).toEqual([`O-${client}`]);
    expect(stock.map(({ sku, available, allocated }) => [sku, available, allocated])).toEqual([
      ["A", 58, 2],
      ["B", 60, 0],
      ["C", 60, 0],
    ]);
    expect(items.map(({ sku }) => sku)).toEqual(skus);
  }
});

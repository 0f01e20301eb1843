/** What every dialect does between its WMS and the door, on the door of a small floor; then what each has of its own. */
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { gtinOf } from "../floor/small-site.fixture.ts";
import { type Bookmarks, Connector } from "./connector.ts";
import { Away, type Dialect } from "./dialect.ts";
import { DoorClient } from "./door-client.ts";
import type { JsonWay } from "./json-way.ts";
import { FakeOdoo } from "./odoo/odoo.fixture.ts";
import { OdooDialect } from "./odoo/odoo-dialect.ts";
import { OdooRpc } from "./odoo/odoo-rpc.ts";
import { FakeRestWms } from "./rest.fixture.ts";
import { RestDialect } from "./rest-dialect.ts";

/** A WMS as a test of any dialect uses it. */
interface SomeWms {
  readonly dialect: Dialect;
  isDown: boolean;
  /** Units of goods by code; the house knows A to D. */
  wants(order: string, units: Readonly<Record<string, number>>): void;
  takesBack(order: string): void;
  /** Units that it knows to have left. */
  left(order: string): number | undefined;
  /** How often it was told of that. */
  refusals(order: string): readonly string[];
}

const encoder = new TextEncoder();
/** Two worlds on two clocks: the door answers in its own time, which a request turns. */
const doorWay =
  (floor: Floor, wire: { isCut: boolean }): JsonWay =>
  async ({ method, url, headers = {}, body }) => {
    if (wire.isCut) throw new Away("door: ECONNREFUSED");
    const { pathname, search } = new URL(url);
    const asked = {
      method,
      url: `${pathname}${search}`,
      headers,
      body: encoder.encode(body === undefined ? "" : JSON.stringify(body)),
    };
    return floor.request(asked);
  };

async function aHouse() {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  await floor.open();
  floor.items("A", "B", "C");
  for (const [index, sku] of ["A", "B", "C"].entries()) floor.stock(`P0${index + 1}`, sku, 50);
  const wire = { isCut: false };
  const door = new DoorClient({
    url: "http://door.test",
    token: undefined,
    client: undefined,
    way: doorWay(floor, wire),
  });
  return { floor, door, wire };
}

class Shelf {
  text = JSON.stringify({ decided: {} } satisfies Bookmarks);
  /** The process ends before it can write. */
  isGone = false;
  load = (): Bookmarks => JSON.parse(this.text);
  save = (bookmarks: Bookmarks): void => {
    if (!this.isGone) this.text = JSON.stringify(bookmarks);
  };
}

function anOdoo(): SomeWms & { readonly odoo: FakeOdoo } {
  const odoo = new FakeOdoo();
  const products = new Map<string, number>();
  const product = (code: string): number => {
    const id = products.get(code) ?? odoo.product(code, { barcode: gtinOf(code) });
    products.set(code, id);
    return id;
  };
  const rpc = new OdooRpc({
    url: "https://odoo.test",
    database: "db",
    login: "floor",
    key: "key",
    way: odoo.way,
  });
  return {
    odoo,
    dialect: new OdooDialect({ rpc, warehouse: undefined, backorders: "create" }),
    get isDown() {
      return odoo.isDown;
    },
    set isDown(isDown) {
      odoo.isDown = isDown;
    },
    wants: (order, units) => {
      odoo.delivery(
        order,
        Object.fromEntries(Object.entries(units).map(([code, count]) => [product(code), count])),
      );
    },
    takesBack: (order) => odoo.write(order, { state: "cancel" }),
    left: (order) =>
      odoo.picking(order).state === "done"
        ? odoo.moves(order).reduce((sum, { quantity }) => sum + (quantity as number), 0)
        : undefined,
    refusals: (order) =>
      odoo.notes
        .filter(({ picking, body }) => picking === odoo.picking(order).id && body.includes("does not take"))
        .map(({ body }) => body),
  };
}

function aRestWms(): SomeWms & { readonly rest: FakeRestWms } {
  const rest = new FakeRestWms();
  return {
    rest,
    dialect: new RestDialect({ url: "http://wms.test/wms/", key: undefined, way: rest.way }),
    get isDown() {
      return rest.isDown;
    },
    set isDown(isDown) {
      rest.isDown = isDown;
    },
    wants: (order, units) => {
      const lines = Object.entries(units).map(([sku, quantity], index) => ({
        line: String(index + 1),
        sku,
        quantity,
      }));
      rest.orders.set(order, { order, country: "PT", lines });
      for (const { sku } of lines)
        if (sku === "D")
          rest.items.push({
            sku,
            kind: "goods",
            name: "d",
            gtin: gtinOf(sku),
            litres: 0.5,
            kilograms: 0.2,
            class: "C",
          });
    },
    takesBack: (order) => {
      rest.cancellations.push(order);
    },
    left: (order) => {
      const shipped = [...rest.events.values()].find(
        ({ type, data }) => type === "order.shipped" && data.order === order,
      );
      return shipped?.data.lines?.reduce((sum, { quantity }) => sum + quantity, 0);
    },
    refusals: (order) => rest.refusals.filter((each) => each.order === order).map(({ why }) => why),
  };
}

describe.each<[string, () => SomeWms]>([
  ["plain JSON", aRestWms],
  ["Odoo", anOdoo],
])("a WMS that speaks %s", (_name, aWms) => {
  async function connected() {
    const house = await aHouse();
    const wms = aWms();
    const shelf = new Shelf();
    const said: string[] = [];
    const connect = () =>
      new Connector({ dialect: wms.dialect, door: house.door, shelf, said: (line) => said.push(line) });
    return { ...house, wms, shelf, said, connect, connector: connect() };
  }

  it("has its order shipped, and knows what left", async () => {
    const { floor, wms, connector } = await connected();
    wms.wants("WH/OUT/00001", { A: 2, B: 3 });

    const first = await connector.round();
    floor.run(3_600);
    await connector.round();

    expect(first).toMatchObject({ taken: 1, refused: 0 });
    expect(wms.left("WH/OUT/00001")).toBe(5);
    expect(floor.toldOf("WH/OUT/00001")).toEqual(["order.accepted", "order.shipped"]);
  });

  it("is asked again and again, and its order is sent once", async () => {
    const { floor, wms, connector } = await connected();
    wms.wants("O1", { A: 1 });

    const rounds = [await connector.round(), await connector.round(), await connector.round()];
    floor.run(3_600);
    rounds.push(await connector.round(), await connector.round());

    expect(rounds.map(({ taken }) => taken)).toEqual([1, 0, 0, 0, 0]);
    expect(floor.allToldOf("O1").filter((type) => type === "order.shipped")).toHaveLength(1);
  });

  it("hears why an order is not taken, once", async () => {
    const { wms, connector } = await connected();
    wms.wants("O1", { A: 2_000_000 });

    await connector.round();
    await connector.round();
    await connector.round();

    expect(wms.refusals("O1")).toHaveLength(1);
    expect(wms.refusals("O1")[0]).toMatch(/quantity/);
  });

  it("tells of goods that the house does not know, when an order names them", async () => {
    const { floor, wms, connector } = await connected();
    wms.wants("O1", { D: 1 });

    const round = await connector.round();

    expect(round).toMatchObject({ taken: 1, refused: 0 });
    expect(floor.get("/v1/items").body.items).toContainEqual(
      expect.objectContaining({ sku: "D", gtin: gtinOf("D") }),
    );
  });

  it("takes an order back before it is packed", async () => {
    const { floor, wms, connector } = await connected();
    wms.wants("O1", { A: 1 });
    await connector.round();
    wms.takesBack("O1");

    await connector.round();
    floor.run(7_200);
    await connector.round();

    expect(floor.get("/v1/orders/O1").body.state).toBe("cancelled");
    expect(wms.left("O1")).toBeUndefined();
  });

  it("was away while its order was shipped, and hears it on its return", async () => {
    const { floor, wms, connector } = await connected();
    wms.wants("O1", { A: 1 });
    await connector.round();
    wms.isDown = true;
    floor.run(3_600);

    const away = await connector.round();
    wms.isDown = false;
    await connector.round();

    expect(away.away).toMatch(/ECONNREFUSED/);
    expect(wms.left("O1")).toBe(1);
  });

  it("is asked on while the door is away, and nothing is taken for decided", async () => {
    const { floor, wms, connector, wire } = await connected();
    wms.wants("O1", { A: 1 });
    wire.isCut = true;

    const away = await connector.round();
    wire.isCut = false;
    const back = await connector.round();
    floor.run(3_600);
    await connector.round();

    expect(away).toMatchObject({ taken: 0, away: "door: ECONNREFUSED" });
    expect(back).toMatchObject({ taken: 1 });
    expect(wms.left("O1")).toBe(1);
  });

  it("loses nothing and has nothing twice when the connector ended before it could write", async () => {
    const { floor, wms, shelf, connect } = await connected();
    wms.wants("O1", { A: 2 });
    shelf.isGone = true;
    await connect().round();
    floor.run(3_600);
    await connect().round();
    shelf.isGone = false;

    await connect().round();
    await connect().round();

    expect(wms.left("O1")).toBe(2);
    expect(floor.allToldOf("O1").filter((type) => type === "order.shipped")).toHaveLength(1);
    expect(wms.refusals("O1")).toEqual([]);
  });

  it("is not remembered for longer than it wants something", async () => {
    const { floor, wms, shelf, connector } = await connected();
    wms.wants("O1", { A: 1 });
    await connector.round();
    floor.run(3_600);
    await connector.round();
    if ("rest" in wms) (wms as ReturnType<typeof aRestWms>).rest.orders.clear();

    await connector.round();

    expect(shelf.load().decided).toEqual({});
  });
});

describe("Odoo", () => {
  async function connected(more: { readonly backorders?: "create" | "cancel" } = {}) {
    const house = await aHouse();
    const { odoo, ...wms } = anOdoo();
    const rpc = new OdooRpc({
      url: "https://odoo.test",
      database: "db",
      login: "floor",
      key: "key",
      way: odoo.way,
    });
    const leaves = { shipOn: "x_on", consolidation: "batch_id" };
    const dialect = new OdooDialect({
      ...{ rpc, leaves, warehouse: undefined },
      backorders: more.backorders ?? "create",
    });
    const connector = new Connector({ dialect, door: house.door, shelf: new Shelf(), said: () => {} });
    return { ...house, odoo, wms, connector };
  }

  it("gives address, country and note of its delivery", async () => {
    const { floor, odoo, connector } = await connected();
    odoo.delivery("O1", { [odoo.product("a")]: 1 }, { note: "<p>fragile &amp; <b>dear</b></p>" });

    await connector.round();

    expect(floor.get("/v1/orders/O1").body).toMatchObject({
      countryCode: "PT",
      consignee: { name: "Ana Silva", email: "ana@example.com" },
      address: { lines: ["Rua 1"], postcode: "1000-001", city: "Lisboa" },
      notes: "fragile & dear",
    });
  });

  it("gives its note without what nobody sees in it", async () => {
    const { floor, odoo, connector } = await connected();
    odoo.delivery("O1", { [odoo.product("a")]: 1 }, { note: "<p>fra\u0007gile\u202e\ufeff</p>" });

    await connector.round();

    expect(floor.get("/v1/orders/O1").body).toMatchObject({ notes: "fragile" });
  });

  it.each<[object, object]>([
    [
      { x_on: "Pallet", batch_id: [3, "BATCH/00003"] },
      { shipOn: "pallet", consolidation: "BATCH/00003" },
    ],
    [
      { x_on: true, batch_id: "tour 7" },
      { shipOn: "pallet", consolidation: "tour 7" },
    ],
    [{ x_on: "parcel", batch_id: false }, { shipOn: "parcel" }],
    [{ x_on: false, batch_id: false }, {}],
  ])("says how it leaves in the fields that the site names: %j", async (fields, leaves) => {
    const { floor, odoo, connector } = await connected();
    odoo.delivery("O1", { [odoo.product("a")]: 1 }, fields);

    await connector.round();

    const { shipOn, consolidation } = floor.get("/v1/orders/O1").body;
    expect(JSON.parse(JSON.stringify({ shipOn, consolidation }))).toEqual(leaves);
  });

  it.each<[string, (odoo: FakeOdoo) => void, RegExp]>([
    [
      "that is to leave on what there is not",
      (odoo) => odoo.delivery("O1", { [odoo.product("A")]: 1 }, { x_on: "palette" }),
      /x_on is "palette": it is pallet, parcel or empty/,
    ],
    [
      "without an internal reference",
      (odoo) => odoo.delivery("O1", { [odoo.product(false)]: 1 }),
      /no internal reference/,
    ],
    [
      "in half units",
      (odoo) => odoo.delivery("O1", { [odoo.product("A")]: 1.5 }),
      /1\.5 of product A \(A\) are no whole units/,
    ],
    [
      "to no country",
      (odoo) => odoo.delivery("O1", { [odoo.product("A")]: 1 }, { partner_id: false }),
      /no country/,
    ],
    [
      "of unknown goods without a barcode",
      (odoo) => odoo.delivery("O1", { [odoo.product("Z")]: 1 }),
      /Z\) has no barcode/,
    ],
    [
      "of unknown goods with a barcode that is no GTIN",
      (odoo) => odoo.delivery("O1", { [odoo.product("Z", { barcode: "123" })]: 1 }),
      /123, which is no GTIN/,
    ],
    ["without anything to do", (odoo) => odoo.delivery("O1", {}), /no operation/],
  ])("hears at its delivery %s what to do, and nothing is guessed", async (_what, make, note) => {
    const { odoo, connector } = await connected();
    make(odoo);

    const round = await connector.round();
    await connector.round();

    expect(round).toMatchObject({ taken: 0, refused: 1 });
    expect(odoo.notes.map(({ body }) => body)).toEqual([expect.stringMatching(note)]);
  });

  it("is heard again once somebody has mended the delivery", async () => {
    const { odoo, connector } = await connected();
    odoo.delivery("O1", { [odoo.product("A")]: 1 }, { partner_id: false });
    await connector.round();
    odoo.write("O1", { partner_id: [7, "Ana Silva"] });

    expect(await connector.round()).toMatchObject({ taken: 1 });
  });

  it("hears that a delivery which was changed on its way goes as it was, and may still take it back", async () => {
    const { floor, odoo, wms, connector } = await connected();
    const a = odoo.product("A");
    odoo.delivery("O1", { [a]: 1 });
    await connector.round();
    odoo.moves("O1")[0]!.product_qty = 4;
    odoo.write("O1", {});

    const changed = await connector.round();
    wms.takesBack("O1");
    const back = await connector.round();
    floor.run(7_200);

    expect(changed).toMatchObject({ refused: 1 });
    expect(back).toMatchObject({ taken: 1 });
    expect(floor.get("/v1/orders/O1").body.state).toBe("cancelled");
  });

  it.each([
    [17, { quantity: 2, picked: true }],
    [16, { quantity_done: 2 }],
  ])("of version %i has what left written as it keeps it", async (version, written) => {
    const { floor, odoo, connector } = await connected();
    odoo.version = version;
    odoo.delivery("O1", { [odoo.product("A")]: 2 });
    await connector.round();
    floor.run(3_600);
    await connector.round();

    const writes = odoo.calls.filter(({ args }) => args[3] === "stock.move" && args[4] === "write");
    expect(writes.map(({ args }) => (args[5] as unknown[])[1])).toEqual([written]);
    expect(odoo.picking("O1").state).toBe("done");
    expect(odoo.notes.map(({ body }) => body)).toEqual([expect.stringMatching(/^Left as \d{18}$/)]);
  });

  it.each([
    ["create", "process"],
    ["cancel", "process_cancel_backorder"],
  ] as const)("that asks back is answered as the site wants it: %s", async (backorders, process) => {
    const { floor, odoo, connector } = await connected({ backorders });
    odoo.asksBack = true;
    odoo.delivery("O1", { [odoo.product("A")]: 1 });
    await connector.round();
    floor.run(3_600);
    await connector.round();

    expect(odoo.wizards).toMatchObject([{ model: "stock.backorder.confirmation", process }]);
    expect(odoo.picking("O1").state).toBe("done");
  });

  it("that lets nobody in is away, with what to correct", async () => {
    const { odoo, door } = await connected();
    const rpc = new OdooRpc({
      url: "https://odoo.test",
      database: "db",
      login: "floor",
      key: "old",
      way: odoo.way,
    });
    const dialect = new OdooDialect({ rpc, warehouse: undefined, backorders: "create" });

    const round = await new Connector({ dialect, door, shelf: new Shelf(), said: () => {} }).round();

    expect(round.away).toMatch(/does not let floor into database db: correct the login or its key/);
  });

  it("of a thousand deliveries is read to its end, page by page", async () => {
    const { odoo } = await connected();
    const product = odoo.product("A");
    for (let i = 0; i < 450; i++) odoo.delivery(`O${i}`, { [product]: 1 });
    const rpc = new OdooRpc({
      url: "https://odoo.test",
      database: "db",
      login: "floor",
      key: "key",
      way: odoo.way,
    });

    const { wishes } = await new OdooDialect({ rpc, warehouse: undefined, backorders: "create" }).wishes(
      new Map(),
    );

    expect(new Set(wishes.map(({ key }) => key)).size).toBe(450);
  });
});

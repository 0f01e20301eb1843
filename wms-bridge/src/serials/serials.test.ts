/** Serial numbers come in with a delivery or an opening stock: each at one place, each once, each client's its own. */
import { encodeSgtin96 } from "@floorplane/contracts/epc";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { aSharedFloor, named } from "../floor/shared-floor.fixture.ts";
import { anItem, gtinOf } from "../floor/small-site.fixture.ts";
import { answerTask, arriveAt, unload } from "../receiving/delivery.fixture.ts";

const item = (serialKept = true) => anItem("S", { serialKept });
const known = (floor: Floor, query = "") => floor.get(`${wmsPaths.serials}${query}`).body.serials as object[];
const open = (floor: Floor, rows: readonly object[], more: object = {}) =>
  floor.post(wmsPaths.openingStock, { rows, ...more });
const row = (location: string, units: number, serials: readonly string[]) => ({
  location,
  sku: "S",
  lot: "L1",
  units,
  serials,
});

async function aFloor(): Promise<Floor> {
  const floor = await aStockedFloor();
  floor.robotsStand = true;
  floor.peopleAtWork = false;
  floor.post(wmsPaths.items, { items: [item()] });
  return floor;
}

describe("serial numbers of an opening stock", () => {
  it("are known at their places, found one by one, and after a restart", async () => {
    const floor = await aFloor();

    const { status } = open(floor, [row("P05", 3, ["S1", "S2"]), row("P06", 1, ["s1"])]);
    await floor.reopen();

    expect(status).toBe(200);
    expect(known(floor, "?sku=s")).toMatchObject([
      { sku: "S", serial: "S1", state: "here", location: "P05" },
      { serial: "S2", location: "P05" },
      { serial: "s1", location: "P06" },
    ]);
    expect(floor.get(`${wmsPaths.stock}?by=place&serial=S2`).body.stock).toMatchObject([
      { sku: "S", location: "P05", available: 3 },
    ]);
    expect(known(floor, "?serial=S2")).toHaveLength(1);
    expect(known(floor, "?location=P06")).toMatchObject([{ serial: "s1" }]);
  });

  it("are many documents of few, and all of them are found again", async () => {
    const floor = await aFloor();
    const all = Array.from({ length: 100 }, (_, n) => `N${n}`);
    open(floor, [row("P05", 100, all)]);
    await floor.reopen();
    open(floor, [row("P05", 1, ["N100"])], { receipt: "R2" });

    const rows = await floor.ledger.documents("serials");

    expect(rows.map(({ body }) => (body as { serials: object[] }).serials.length).sort()).toEqual([
      32, 32, 32, 5,
    ]);
    expect(floor.get(`${wmsPaths.serials}?perPage=1`).body).toMatchObject({ count: 101 });
  });

  it.each<[string, readonly object[], string, RegExp]>([
    [
      "two rows",
      [row("P05", 1, ["S1"]), row("P06", 1, ["S1"])],
      "rows[1].serials[0]",
      /at P05 by rows\[0\].serials\[0\] and at P06/,
    ],
    [
      "another place of the book",
      [row("P06", 1, ["S9"])],
      "rows[0].serials[0]",
      /was seen at P07 .*has it at P06/,
    ],
    [
      "more of them than units",
      [row("P05", 1, ["S1", "S2"])],
      "rows[0].serials",
      /2 serial numbers for 1 unit/,
    ],
    [
      "goods that are not kept by them",
      [{ ...row("P05", 1, ["S1"]), sku: "D" }],
      "rows[0].serials",
      /serialKept first/,
    ],
  ])("are refused of %s, with the path, and nothing is booked", async (_of, rows, field, detail) => {
    const floor = await aFloor();
    open(floor, [row("P07", 1, ["S9"])]);

    const refused = open(floor, rows);

    expect(refused.body).toMatchObject({ field, detail: expect.stringMatching(detail) });
    expect(known(floor)).toHaveLength(1);
    expect(floor.get(`${wmsPaths.stock}?sku=S`).body.stock).toMatchObject([{ available: 1 }]);
  });

  it("cannot be asked for while units are here that came in without, and can be given up", async () => {
    const floor = await aFloor();
    floor.post(wmsPaths.items, { items: [anItem("T")] });
    open(floor, [{ location: "P05", sku: "T", lot: "L1", units: 1 }]);

    const refused = floor.post(wmsPaths.items, { items: [anItem("T", { serialKept: true })] });

    expect(refused).toMatchObject({ status: 409, body: { field: "items[0].serialKept" } });
    open(floor, [row("P06", 1, ["S1"])]);
    expect(floor.post(wmsPaths.items, { items: [item(false)] }).status).toBe(200);
  });
});

describe("serial numbers of a delivery", () => {
  const label = (serial: string): string => `(01)${gtinOf("S").padStart(14, "0")}(21)${serial}`;
  const arrived = (floor: Floor, receipt = "D1", quantity = 3): string => {
    const lines = [{ sku: "S", quantity }];
    const task = arriveAt(floor, receipt, lines);
    unload(floor, lines);
    return task;
  };

  it("are read off labels and tags, and typed", async () => {
    const floor = await aFloor();
    const tag = encodeSgtin96({ gtin: gtinOf("S"), companyPrefixLength: 7, serial: "4711" });

    const { status } = answerTask(floor, arrived(floor), [
      { sku: label("AB/1"), quantity: 1 },
      { sku: tag, quantity: 1 },
      { sku: "S", quantity: 1, serials: ["X"] },
    ]);

    expect(status).toBe(200);
    expect(known(floor)).toMatchObject([
      { serial: "4711", location: "RECV" },
      { serial: "AB/1", location: "RECV" },
      { serial: "X", location: "RECV" },
    ]);
  });

  it("that are here already, or stand twice in the answer, keep it from being booked", async () => {
    const floor = await aFloor();
    open(floor, [row("P05", 1, ["S1"])]);
    const task = arrived(floor);

    const here = answerTask(floor, task, [
      { sku: label("S1"), quantity: 1 },
      { sku: "S", quantity: 2 },
    ]);
    const twice = answerTask(floor, task, [{ sku: "S", quantity: 3, serials: ["S2", "S2"] }]);

    expect(here).toMatchObject({
      status: 422,
      body: { field: "found[0].sku", detail: expect.stringMatching(/S1 was seen at P05/) },
    });
    expect(twice).toMatchObject({ status: 422, body: { field: "found[0].serials[1]" } });
    expect(known(floor)).toHaveLength(1);
  });

  it("of an answer that comes twice are known once", async () => {
    const floor = await aFloor();
    const task = arrived(floor, "D1", 1);
    const found = [{ sku: label("S1"), quantity: 1 }];

    expect(answerTask(floor, task, found).status).toBe(200);
    expect(answerTask(floor, task, found).status).toBe(200);
    expect(known(floor)).toHaveLength(1);
  });
});

it("of two clients are two, though they and their goods are called alike", async () => {
  const floor = await aSharedFloor();
  for (const client of ["house", "acme"] as const) {
    floor.post(wmsPaths.items, { ...named(client), items: [item()] });
    const place = client === "house" ? "P05" : "P06";
    expect(open(floor, [row(place, 1, ["S1"])], named(client)).status).toBe(200);
  }

  expect(known(floor)).toMatchObject([{ sku: "S", serial: "S1", location: "P05" }]);
  expect(known(floor, "?client=acme")).toMatchObject([{ sku: "S", serial: "S1", location: "P06" }]);
});

/** Stock is booked once: an opening under a new key, a row listed twice, more than a bin holds. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";
import { anItem, gtinOf } from "../../floor/small-site.fixture.ts";

const row = (location: string, sku: string, units: number, lot = "L1") => ({ location, sku, lot, units });
const open = (floor: Floor, rows: object[], more: object = {}) =>
  floor.post(wmsPaths.openingStock, { rows, ...more });
const inBook = (floor: Floor, location: string, sku = "A"): number =>
  floor.bridge.book.units(location as never, sku as never);

describe("opening stock sent again under a new key", () => {
  it.each<[string, object]>([
    ["as it was", row("P01", "A", 100)],
    ["in another spelling", row("P01", "a", 100)],
    ["by GTIN", row("P01", gtinOf("A"), 100)],
    ["with another lot", row("P01", "A", 100, "L2")],
    ["with another number of units", row("P01", "A", 20)],
  ])("is refused and books nothing: %s", async (_what, again) => {
    const floor = await aStockedFloor();

    const answer = open(floor, [row("P06", "B", 5), again]);

    expect(answer).toMatchObject({ status: 409, body: { code: "already-opened", field: "rows[1]" } });
    expect(String(answer.body.detail)).toContain("P01 was opened with A before and holds 100");
    expect([inBook(floor, "P01"), inBook(floor, "P06", "B")]).toEqual([100, 0]);
  });

  it("is refused too when all of it has left meanwhile, and after a restart", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 100 });
    floor.run(1_800);
    await floor.reopen();

    expect(inBook(floor, "P01")).toBe(0);
    expect(open(floor, [row("P01", "A", 100)])).toMatchObject({ status: 409 });
  });

  it("comes in as a receipt, whose number counts once", async () => {
    const floor = await aStockedFloor();

    const first = open(floor, [row("P01", "A", 30)], { receipt: "PO-1" });
    const again = open(floor, [row("P01", "A", 30)], { receipt: "PO-1" });
    const other = open(floor, [row("P01", "A", 31)], { receipt: "PO-1" });

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(other).toMatchObject({ status: 409, body: { code: "conflict", field: "receipt" } });
    expect(inBook(floor, "P01")).toBe(130);
  });
});

it("refuses one row listed twice in two spellings, naming both", async () => {
  const floor = await aStockedFloor();

  const answer = open(floor, [row("P05", "D", 5), row("P05", gtinOf("D"), 5)]);

  expect(answer).toMatchObject({ status: 422, body: { field: "rows[1]" } });
  expect(String(answer.body.detail)).toContain("rows[0] and rows[1] are both D");
  expect(inBook(floor, "P05", "D")).toBe(0);
});

describe("a bin takes no more than it holds", () => {
  it.each<[string, object[], number, string]>([
    ["by litres", [row("P05", "D", 501)], 500, "rows[0].units"],
    ["beside what is there", [row("P01", "B", 401)], 400, "rows[0].units"],
    [
      "beside what came before in the list",
      [row("P05", "D", 300), row("P05", "B", 201)],
      200,
      "rows[1].units",
    ],
    ["by kilograms", [row("P05", "HEAVY", 16)], 15, "rows[0].units"],
    ["a million", [row("P05", "D", 1_000_000)], 500, "rows[0].units"],
  ])("%s", async (_what, rows, room, field) => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.items, { items: [anItem("HEAVY", { kilograms: 10 })] });

    const answer = open(floor, rows);

    expect(answer).toMatchObject({ status: 409, body: { code: "no-room", field } });
    expect(String(answer.body.detail)).toContain(`room for ${room}`);
    expect(floor.bridge.figures().units.conserved).toBe(true);
    expect(open(floor, rows.slice(0, -1).concat({ ...rows.at(-1), units: room })).status).toBe(200);
  });

  it("but a single unit that is larger than its place", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.items, { items: [anItem("SOFA", { litres: 900 })] });

    expect(open(floor, [row("P05", "SOFA", 1)]).status).toBe(200);
    expect(open(floor, [row("P06", "SOFA", 2)]).status).toBe(409);
  });

  it("nor does a refill put more there", async () => {
    const floor = await aStockedFloor();
    floor.stock("P15", "A", 200);
    floor.order("O1", { A: 80 });
    floor.post(wmsPaths.items, { items: [anItem("A", { litres: 6 })] });
    floor.run(1_800);

    expect(inBook(floor, "P01") * 6).toBeLessThanOrEqual(250);
  });
});

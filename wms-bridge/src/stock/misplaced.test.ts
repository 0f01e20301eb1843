/** Batteries, liquids and restricted goods stand where their zone admits them: at every door, in every transport, and after the site's file or the goods changed. */
import type { GoodsClass } from "@floorplane/contracts/goods-class";
import type { Site } from "@floorplane/contracts/site";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const zone = (name: string, admits?: GoodsClass[]): Site["zones"][number] => ({
  zone: name,
  temperatureC: { min: 5, max: 30 },
  humidityPercent: { min: 20, max: 70 },
  area: { x: 0, y: 0, width: 10, height: 10 },
  ...(admits ? { admits } : {}),
});

/** P01 to P05 admit what is named; the rest says nothing. Batteries are X, liquids Y, and A to D general. */
async function aZonedFloor(admits: GoodsClass[] | null = ["battery"]): Promise<Floor> {
  const floor = new Floor();
  zoned(floor, admits);
  await floor.open();
  floor.items("A", "B");
  floor.post(wmsPaths.items, {
    items: [anItem("X", { goodsClass: "battery" }), anItem("Y", { goodsClass: "liquid" })],
  });
  return floor;
}

function zoned(floor: Floor, admits: GoodsClass[] | null): void {
  floor.site = { ...floor.site, zones: [zone("Z1"), zone("Z2", admits ?? undefined)] };
  floor.locations = floor.locations.map((row) => ({ ...row, zone: row.location <= "P05" ? "Z2" : "Z1" }));
}
const receive = (floor: Floor, location: string, sku: string, units = 10) =>
  floor.post(wmsPaths.openingStock, { rows: [{ location, sku, lot: "L1", units }] });

describe("goods that come in", () => {
  it.each([
    ["X", "P01", 200],
    ["X", "P10", 409],
    ["A", "P01", 409],
    ["A", "P10", 200],
    ["Y", "P01", 409],
    ["Y", "P10", 409],
  ])("%s at %s: %i", async (sku, location, status) => {
    const floor = await aZonedFloor();

    const answer = receive(floor, location, sku);

    expect(answer.status).toBe(status);
    if (status === 409)
      expect(answer.body).toMatchObject({ code: "not-admitted", field: "rows[0].location" });
  });

  it("stand everywhere in a site whose zones say nothing", async () => {
    const floor = await aZonedFloor(null);

    expect(["A", "X", "Y"].map((sku, i) => receive(floor, `P0${i + 1}`, sku).status)).toEqual([
      200, 200, 200,
    ]);
  });
});

it("what came back and is good is brought to a place that admits it, however near another is", async () => {
  const floor = await aZonedFloor();
  receive(floor, "P10", "A");
  floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "X", quantity: 2 }] });
  floor.run(10);

  const [task] = [...floor.asked.values()];

  expect(task).toMatchObject({ kind: "inspect", sku: "X", to: "P01" });
  const decided = floor.post(wmsPaths.dispositions, {
    disposition: "D1",
    location: "RECV",
    sku: "X",
    quantity: 2,
    to: "available",
    place: "P12",
  });
  expect(decided).toMatchObject({ status: 409, body: { code: "not-admitted", field: "place" } });
});

it("goods do not change their class while they stand where it is not admitted", async () => {
  const floor = await aZonedFloor();
  floor.stock("P10", "A", 10);
  const change = () =>
    floor.post(wmsPaths.items, {
      items: [anItem("B", { goodsClass: "battery" }), anItem("A", { goodsClass: "battery" })],
    });

  const refused = change();
  floor.order("O1", { A: 10 });
  floor.run(3 * 3600);

  expect(refused).toMatchObject({ status: 409, body: { field: "items[1].goodsClass" } });
  expect(floor.get(`${wmsPaths.items}?perPage=1`).body.items).toMatchObject([{ sku: "A" }]);
  expect(floor.stateOf("O1")).toBe("shipped");
  expect(change().status).toBe(200);
});

describe("goods whose zone does not admit them any more at a start", () => {
  it("stand frozen under an alarm, orders let go of them, and both end when somebody has brought them away", async () => {
    const floor = await aZonedFloor(["battery", "general"]);
    floor.stock("P01", "A", 10);
    floor.order("O1", { A: 3 });
    zoned(floor, ["battery"]);
    floor.peopleAtWork = false;

    await floor.reopen();
    floor.run(10);
    const stood = [...floor.alarms.values()];
    const why = await floor.whyOf("O1");
    const stock = floor.get(`${wmsPaths.stock}?by=place`).body.stock;
    floor.peopleAtWork = true;
    await floor.reopen();
    floor.run(6 * 3600);

    expect(stood).toContain("stock.misplaced");
    expect(why).toMatchObject({ code: "units.kept" });
    expect(stock).toMatchObject([{ location: "P01", frozen: 10, available: 0, allocated: 0 }]);
    expect([...floor.alarms.values()]).not.toContain("stock.misplaced");
    expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
    expect(await floor.house.differences()).toEqual([]);
  });

  it("may be a thousand and more: the house starts, and tells of them a few hundred at a time", async () => {
    const floor = new Floor();
    zoned(floor, ["general"]);
    const bin = floor.locations[0]!;
    const names = Array.from({ length: 1_100 }, (_, i) => `Q${String(i).padStart(4, "0")}`);
    floor.locations = names.map((location) => ({ ...bin, location }));
    await floor.open();
    floor.items("A");
    for (let from = 0; from < names.length; from += 500)
      floor.post(wmsPaths.openingStock, {
        rows: names.slice(from, from + 500).map((location) => ({ location, sku: "A", lot: "L1", units: 1 })),
      });
    floor.site = { ...floor.site, zones: [zone("Z2", ["battery"])] };
    floor.peopleAtWork = false;

    await floor.reopen();
    const open = () => [...floor.alarms.values()].filter((one) => one === "stock.misplaced").length;
    floor.run(0.5);
    const first = open();
    floor.run(10);

    expect([first, open()]).toEqual([400, 1_100]);
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([{ available: 0, frozen: 1_100 }]);
  });
});

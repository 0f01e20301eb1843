/** Lots and their days: what comes in says them where its item asks, what expires first goes first, and nobody is promised what expires before he ships. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { add } from "../floor/world.fixture.ts";

const day = 24 * 3_600;
const kept = { lotKept: true, shelfLifeDays: 365 };

async function aFloor(more: object = kept): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  await floor.open();
  floor.post(wmsPaths.items, { items: [anItem("A", more), anItem("B")] });
  return floor;
}
let receipts = 0;
/** In the book and on the shelf. */
function receive(floor: Floor, location: string, lot: string, units: number, expires?: string) {
  const rows = [{ location, sku: "A", lot, units, ...(expires ? { expires } : {}) }];
  const answer = floor.post(wmsPaths.openingStock, { receipt: `R${++receipts}`, rows });
  if (answer.status === 200) {
    const bin = floor.bins.get(location) ?? new Map();
    floor.bins.set(location, bin);
    add(bin, "A", units);
  }
  return answer;
}
interface LotLine {
  readonly lot: string;
  readonly expires?: string;
  readonly available: number;
  readonly frozen: number;
  readonly pendingDestruction: number;
}
const lotsOf = (floor: Floor) =>
  (floor.get(`${wmsPaths.stock}?by=lot&sku=A`).body as { stock: LotLine[] }).stock;
const lotOf = (floor: Floor, lot: string) => lotsOf(floor).find((one) => one.lot === lot);
const told = (floor: Floor, type: string) =>
  floor.confirmations.flatMap((one) => (one.type === type ? [one.data] : []));
const inBin = (floor: Floor, place: string): number => floor.bins.get(place)?.get("A") ?? 0;

describe("goods that are kept by lot", () => {
  it.each<[string, object, object, string]>([
    ["without the day of their lot", { lot: "L1" }, {}, "rows[0].expires"],
    ["with a day that no calendar has", { lot: "L1", expires: "2011-02-30" }, {}, "rows[0].expires"],
    ["with a day of a year typed wrong", { lot: "L1", expires: "2051-01-31" }, {}, "rows[0].expires"],
    ["whose lot nobody read", { lot: "FOUND", expires: "2011-01-31" }, {}, "rows[0].lot"],
    [
      "with a day, of an item that has none",
      { lot: "L1", expires: "2011-01-31" },
      { sku: "B" },
      "rows[0].expires",
    ],
  ])("come in %s: refused with the field", async (_what, row, more, field) => {
    const floor = await aFloor();

    const answer = floor.post(wmsPaths.openingStock, {
      rows: [{ location: "P01", sku: "A", units: 5, ...row, ...more }],
    });

    expect(answer).toMatchObject({ status: 422, body: { field } });
    expect(lotsOf(floor)).toEqual([]);
  });

  it("say the day of a lot once, and no other one later", async () => {
    const floor = await aFloor();

    const first = receive(floor, "P01", "L1", 5, "2011-01-31");
    const again = receive(floor, "P02", "L1", 5);
    const other = receive(floor, "P03", "L1", 5, "2011-02-01");

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(other).toMatchObject({ status: 409, body: { field: "rows[0].expires" } });
    expect(lotsOf(floor)).toMatchObject([{ lot: "L1", expires: "2011-01-31", available: 10 }]);
  });

  it("stand one lot at a place, in the book and in one list", async () => {
    const floor = await aFloor();
    receive(floor, "P01", "L1", 5, "2011-01-31");

    const beside = receive(floor, "P01", "L2", 5, "2011-02-28");
    const both = floor.post(wmsPaths.openingStock, {
      receipt: "both",
      rows: [
        { location: "P02", sku: "A", lot: "L2", units: 1, expires: "2011-02-28" },
        { location: "P02", sku: "A", lot: "L3", units: 1, expires: "2011-03-31" },
      ],
    });

    expect(beside).toMatchObject({ status: 409, body: { code: "other-lot", field: "rows[0].lot" } });
    expect(both).toMatchObject({ status: 409, body: { code: "other-lot", field: "rows[1].lot" } });
    expect(receive(floor, "P01", "L1", 5).status).toBe(200);
  });

  it("are not made of units that came in otherwise, nor without lots kept", async () => {
    const floor = await aFloor();
    floor.post(wmsPaths.openingStock, { rows: [{ location: "P01", sku: "B", lot: "L1", units: 5 }] });
    const send = (sku: string, more: object) => floor.post(wmsPaths.items, { items: [anItem(sku, more)] });

    expect(send("B", kept)).toMatchObject({ status: 409, body: { field: "items[0].lotKept" } });
    expect(send("C", { shelfLifeDays: 9 })).toMatchObject({
      status: 422,
      body: { field: "items[0].lotKept" },
    });
    expect(send("C", { ...kept, minRemainingDays: 365 })).toMatchObject({
      status: 422,
      body: { field: "items[0].minRemainingDays" },
    });
    expect(send("C", kept).status).toBe(200);
  });

  it("come back in the lot that their label says, and no more of it than was shipped", async () => {
    const floor = await aFloor();
    floor.peopleInspect = false;
    receive(floor, "P01", "L1", 5, "2011-01-31");
    floor.order("O1", { A: 2 });
    floor.run(3_600);
    const back = (lines: object[]) => floor.post(wmsPaths.returns, { return: `B${++receipts}`, lines });

    const unnamed = back([{ sku: "A", quantity: 1 }]);
    const other = back([{ sku: "A", quantity: 1, lot: "L2", expires: "2011-02-28" }]);
    const right = back([{ sku: "A", quantity: 2, lot: "L1" }]);
    const more = back([{ sku: "A", quantity: 1, lot: "L1" }]);

    expect(unnamed).toMatchObject({ status: 422, body: { field: "lines[0].lot" } });
    expect(other).toMatchObject({ status: 409, body: { code: "never-shipped" } });
    expect(right.status).toBe(201);
    expect(more).toMatchObject({ status: 409, body: { code: "never-shipped" } });
    expect(lotOf(floor, "L1")).toMatchObject({ available: 3, frozen: 2 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });
});

describe("an order", () => {
  it("gets what expires first, wherever it lies, and is told lot and units of what left", async () => {
    const floor = await aFloor();
    receive(floor, "P01", "L-LATE", 10, "2011-06-30");
    receive(floor, "P15", "L-SOON", 4, "2011-01-31");

    floor.order("O1", { A: 6 });
    floor.run(3_600);

    expect([inBin(floor, "P01"), inBin(floor, "P15")]).toEqual([8, 0]);
    const lots = told(floor, "parcel.shipped").flatMap(({ lines = [] }) => lines);
    expect(lots.map(({ lot, quantity }) => [lot, quantity]).sort()).toEqual([
      ["L-LATE", 2],
      ["L-SOON", 4],
    ]);
  });

  it("is promised nothing that expires before its ship-by, and says what lies there", async () => {
    const floor = await aFloor();
    receive(floor, "P01", "L1", 10, "2010-12-02");

    floor.order("O1", { A: 1 }, { shipBy: "2010-12-03T12:00:00Z" });
    floor.order("O2", { A: 1 }, { shipBy: "2010-12-02T12:00:00Z" });
    floor.run(3_600);

    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({
      state: "backordered",
      kept: [{ location: "P01", units: 9, why: "short-lived", lot: "L1" }],
    });
    expect(floor.stateOf("O2")).toBe("shipped");
  });

  it("is promised nothing with fewer days left than its item asks", async () => {
    const floor = await aFloor({ ...kept, minRemainingDays: 30 });
    receive(floor, "P01", "L1", 10, "2010-12-30");
    receive(floor, "P02", "L2", 10, "2011-01-31");

    floor.order("O1", { A: 12 }, { allocation: "partial" });
    floor.run(3_600);

    expect([inBin(floor, "P01"), inBin(floor, "P02")]).toEqual([10, 0]);
    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({ backordered: [{ sku: "A", units: 2 }] });
  });

  it("gets what expires too soon for a more urgent one that waits", async () => {
    const floor = await aFloor();
    receive(floor, "P01", "L1", 3, "2010-12-02");
    receive(floor, "P02", "L2", 2, "2011-01-31");
    const late = { shipBy: "2010-12-20T12:00:00Z", priority: "urgent" } as const;

    floor.order("U1", { A: 5 }, late);
    floor.order("U2", { A: 5 }, late);
    floor.order("O1", { A: 3 }, { shipBy: "2010-12-02T12:00:00Z" });
    floor.run(3_600);

    expect(["U1", "U2", "O1"].map((order) => floor.stateOf(order))).toEqual([
      "backordered",
      "backordered",
      "shipped",
    ]);
    expect(await floor.shippedOf("U1")).toEqual({ A: 2 });
  });

  it("looks for other units when it is to leave later than what it holds may", async () => {
    const floor = await aFloor();
    await floor.reopenWith({ waveOrders: 8 });
    receive(floor, "P01", "L1", 10, "2010-12-02");
    floor.order("O1", { A: 1 }, { shipBy: "2010-12-02T12:00:00Z" });
    const before = floor.stateOf("O1");

    floor.post(wmsPaths.change("O1"), { shipBy: "2010-12-03T12:00:00Z" });

    expect([before, floor.stateOf("O1")]).toEqual(["allocated", "backordered"]);
  });
});

describe("a face", () => {
  it("is filled with another lot when the one that it held is gone, and not before", async () => {
    const floor = await aFloor();
    receive(floor, "P01", "L1", 20, "2011-01-31");
    receive(floor, "P15", "L2", 20, "2011-02-28");

    floor.order("O1", { A: 17 });
    floor.run(2 * 3_600);
    const low = [inBin(floor, "P01"), inBin(floor, "P15")];
    floor.order("O2", { A: 3 });
    floor.run(4 * 3_600);

    expect(low).toEqual([3, 20]);
    expect(inBin(floor, "P01")).toBeGreaterThan(3);
    expect(inBin(floor, "P01") + inBin(floor, "P15")).toBe(20);
  });
});

describe("the last day of a lot", () => {
  it("condemns what is there, tells it once, and calls back what its wave sent for meanwhile, also over a restart", async () => {
    const floor = await aFloor();
    await floor.reopenWith({ waveOrders: 8, waveWaitMs: 9 * day * 1_000, waveLeadMs: 0 });
    receive(floor, "P01", "L1", 10, "2010-12-01");
    floor.order("O1", { A: 2 }, { shipBy: "2010-12-01T23:30:00Z" });
    const before = [floor.stateOf("O1"), lotOf(floor, "L1")];

    await floor.house.stop();
    const later = Date.UTC(2010, 11, 2, 0, 0, 5);
    floor.clock.at(later, () => {});
    floor.clock.run(() => false, later);
    await floor.open();
    floor.run(60);
    receive(floor, "P02", "L1", 5);
    floor.run(60);

    expect(before).toMatchObject(["allocated", { available: 8 }]);
    expect(floor.stateOf("O1")).toBe("backordered");
    expect(lotOf(floor, "L1")).toMatchObject({ available: 0, pendingDestruction: 15 });
    expect(told(floor, "stock.graded")).toEqual(
      [8, 2, 5].map((quantity) => ({
        lines: [{ sku: "A", quantity, lot: "L1", state: "condemned" }],
        cause: { kind: "expired", lot: "L1" },
      })),
    );
    expect(floor.bridge.figures().units.conserved).toBe(true);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is a midnight of the site's calendar", async () => {
    const floor = new Floor();
    floor.site = { ...floor.site, timezone: "Asia/Tokyo" };
    await floor.open();
    floor.post(wmsPaths.items, { items: [anItem("A", kept)] });
    receive(floor, "P01", "L1", 10, "2010-12-01");

    floor.run(7 * 3_600 - 60);
    const before = lotOf(floor, "L1");
    floor.run(120);

    expect(before).toMatchObject({ available: 10 });
    expect(lotOf(floor, "L1")).toMatchObject({ pendingDestruction: 10 });
  });

  it("calls back what is on its way", async () => {
    const floor = await aFloor();
    floor.peopleInspect = false;
    receive(floor, "P01", "L1", 10, "2010-12-01");
    floor.run(16 * 3_600 - 25);
    floor.order("O1", { A: 2 }, { shipBy: "2010-12-01T23:59:00Z" });
    for (let n = 0; n < 200 && inBin(floor, "P01") === 10; n++) floor.run(1);
    const state = floor.stateOf("O1");

    floor.run(3 * 3_600);

    expect(["released", "picking", "transporting"]).toContain(state);
    expect(floor.stateOf("O1")).toBe("backordered");
    expect(lotOf(floor, "L1")).toMatchObject({ available: 0, frozen: 2, pendingDestruction: 8 });
  });

  it("that nobody had here is refused, and nothing is known of it", async () => {
    const floor = await aFloor();
    receive(floor, "P01", "L1", 10, "2011-01-31");

    const answer = floor.post(wmsPaths.lots, { sku: "A", lot: "L-1", expires: "2011-11-30" });

    expect(answer).toMatchObject({ status: 404, body: { code: "not-found", field: "lot" } });
    receive(floor, "P02", "L-1", 10, "2011-01-30");
    expect(lotOf(floor, "L-1")).toMatchObject({ expires: "2011-01-30" });
  });

  it("said wrong is corrected: a person looks at what was kept for destruction", async () => {
    const floor = await aFloor();
    floor.peopleInspect = false;
    receive(floor, "P01", "L1", 10, "2010-11-30");
    floor.run(10);
    const over = lotOf(floor, "L1");

    const answer = floor.post(wmsPaths.lots, { sku: "A", lot: "L1", expires: "2011-11-30" });
    floor.run(10);

    expect(over).toMatchObject({ available: 0, pendingDestruction: 10 });
    expect(answer.status).toBe(200);
    expect(lotOf(floor, "L1")).toMatchObject({ expires: "2011-11-30", frozen: 10, pendingDestruction: 0 });
    expect([...floor.asked.values()]).toMatchObject([{ kind: "inspect", location: "P01", lot: "L1" }]);
  });
});

describe("a unit that was found and whose lot nobody knows", () => {
  it("is sold to nobody before its lot is named", async () => {
    const floor = await aFloor();
    floor.peopleInspect = false;
    receive(floor, "P01", "L1", 3, "2011-01-31");
    floor.order("O1", { A: 3 });
    floor.run(3_600);
    floor.post(wmsPaths.openingStock, { rows: [{ location: "P02", sku: "B", lot: "X", units: 3 }] });
    floor.bins.set("P02", new Map([["A", 2]]));
    floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "B", quantity: 1, reason: "broken" });
    floor.run(600);
    const found = lotsOf(floor);
    const decide = (more: object) =>
      floor.post(wmsPaths.dispositions, {
        disposition: `D${++receipts}`,
        location: "P02",
        sku: "A",
        quantity: 2,
        to: "available",
        place: "P03",
        ...more,
      });

    const task = [...floor.asked.values()].find(({ kind }) => kind === "inspect")!;
    floor.answer(task.task, { found: [{ sku: "A", quantity: 2, state: "available" }], complete: true });
    floor.run(10);
    const looked = lotsOf(floor);

    const unnamed = decide({});
    const named = decide({ lot: "L1" });

    expect(found).toMatchObject([{ lot: "FOUND", available: 0, frozen: 2 }]);
    expect(looked).toEqual(found);
    expect(unnamed).toMatchObject({ status: 422, body: { field: "lot" } });
    expect(named.status).toBe(200);
    expect(lotsOf(floor)).toMatchObject([{ lot: "L1", available: 2, expires: "2011-01-31" }]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });
});

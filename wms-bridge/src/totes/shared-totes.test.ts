/** Totes that several orders share: one box, one tour, a parcel for each order. */
import type { ToteId } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aDay, judge, judgeConfirmations } from "../floor/bad-day.fixture.ts";
import { Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { anItem, aSharingSite } from "../floor/small-site.fixture.ts";

/** A hundred of A, B, C and D, each at its own place, the last one farthest along the floor. */
async function aSharingFloor(options: FloorOptions = {}): Promise<Floor> {
  const settings = { waveOrders: 1, companyWaitMs: 10 * minuteMs, ...options.settings };
  const floor = new Floor({ ...options, settings });
  floor.site = aSharingSite();
  await floor.open();
  floor.items("A", "B", "C", "D");
  ["A", "B", "C", "D"].forEach((sku, at) => {
    floor.stock(`P0${at + 1}`, sku, 100);
  });
  return floor;
}

interface ShownTote {
  readonly tote: ToteId;
  readonly rides: ToteId | null;
  readonly state: string;
  readonly order: string;
  readonly lines: readonly { readonly sku: string; readonly taken: number; readonly state: string }[];
}

const totesOf = async (floor: Floor): Promise<ShownTote[]> =>
  (await floor.ledger.documents("tote")).map(({ body }) => body as ShownTote);

describe("a shared tote", () => {
  it("makes one tour for several orders, and a parcel for each", async () => {
    const floor = await aSharingFloor();
    floor.order("O1", { A: 2 });
    floor.order("O2", { B: 1, A: 1 });
    floor.order("O3", { C: 3 });

    floor.run(11 * 60);
    const boxes = floor.planned.size;
    floor.run(20 * 60);

    expect(boxes).toBe(1);
    expect(await floor.shippedOf("O1")).toEqual({ A: 2 });
    expect(await floor.shippedOf("O2")).toEqual({ B: 1, A: 1 });
    expect(await floor.shippedOf("O3")).toEqual({ C: 3 });
    expect(floor.parcelsGone).toHaveLength(3);
    expect(new Set((await totesOf(floor)).map(({ rides }) => rides)).size).toBe(2);
  });

  it("goes when its oldest order has waited, and takes nobody along who comes later", async () => {
    const floor = await aSharingFloor();
    floor.order("O1", { A: 1 });
    floor.run(9 * 60);
    floor.order("O2", { B: 1 });
    floor.run(2 * 60);
    floor.order("O3", { B: 1 });

    floor.run(8 * 60);

    const totes = await totesOf(floor);
    expect(totes.map(({ order }) => order).sort()).toEqual(["O1", "O2"]);
    expect(floor.stateOf("O3")).toBe("released");
    expect(await floor.whyOf("O3")).toEqual({ code: "company.awaited", until: expect.any(String) });
    floor.run(3 * 60);
    expect(await floor.whyOf("O3")).toBeNull();
  });

  it("goes when nobody has come for a while who could go along, and waits on while others come", async () => {
    const floor = await aSharingFloor({
      settings: { companyWaitMs: 60 * minuteMs, companyQuietMs: 10 * minuteMs },
    });
    floor.order("O1", { A: 1 });
    for (const number of ["O2", "O3"]) {
      floor.run(8 * 60);
      floor.order(number, { B: 1 });
    }
    floor.run(9 * 60);
    const before = floor.planned.size;

    floor.run(2 * 60);

    expect([before, floor.planned.size]).toEqual([0, 1]);
    expect((await totesOf(floor)).map(({ order }) => order).sort()).toEqual(["O1", "O2", "O3"]);
  });

  it("does not let an order wait that must go", async () => {
    const floor = await aSharingFloor();
    const soon = new Date(floor.clock.now() + 80 * minuteMs).toISOString();
    floor.order("O1", { A: 1 }, { shipBy: soon });

    floor.run(60);

    expect(floor.planned.size).toBe(1);
  });

  it("holds no more than a tote may, by lines, units, weight and volume", async () => {
    const floor = await aSharingFloor();
    for (let order = 1; order <= 9; order++) floor.order(`O${order}`, { A: 4, B: 4, C: 4 });

    floor.run(12 * 60);

    const totes = await totesOf(floor);
    const boxes = Map.groupBy(totes, ({ tote, rides }) => rides ?? tote);
    for (const shares of boxes.values()) {
      const lines = shares.flatMap((share) => share.lines);
      expect(lines.length).toBeLessThanOrEqual(12);
    }
    expect(boxes.size).toBe(3);
  });

  it("takes the last lines of an order that fills totes of its own, and nothing of one that must leave whole", async () => {
    const floor = await aSharingFloor();
    floor.order("LARGE", { A: 60, B: 3 });
    floor.order("SMALL", { C: 1 });
    floor.order("WHOLE", { D: 1 }, { allocation: "whole" });

    floor.run(60);
    const atOnce = await totesOf(floor);
    floor.run(11 * 60);

    expect(atOnce.map(({ order }) => order).sort()).toEqual(["LARGE", "WHOLE"]);
    const later = (await totesOf(floor)).filter(({ tote }) => !atOnce.some((one) => one.tote === tote));
    expect(later.map(({ order }) => order).sort()).toEqual(["LARGE", "SMALL"]);
    expect(later.filter(({ rides }) => rides === null)).toHaveLength(1);
    floor.run(20 * 60);
    expect(await floor.shippedOf("LARGE")).toEqual({ A: 60, B: 3 });
    expect(await floor.shippedOf("SMALL")).toEqual({ C: 1 });
  });

  it("is not waited for by an order that a person makes urgent", async () => {
    const floor = await aSharingFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { B: 1 });
    floor.run(60);

    const { status } = floor.post(wmsPaths.change("O1"), { priority: "urgent" });
    floor.run(30);

    expect(status).toBe(200);
    expect((await totesOf(floor)).map(({ order }) => order)).toEqual(["O1"]);
    expect(await floor.whyOf("O1")).toBeNull();
  });

  it("waits on while robots have more to fetch than they can, and goes when it must", async () => {
    const floor = await aSharingFloor();
    floor.site = { ...aSharingSite(), robots: [{ robot: "R1", manufacturer: "floorplane" }] };
    await floor.reopen();
    const due = new Date(floor.clock.now() + 110 * minuteMs).toISOString();
    floor.robotsStand = true;
    floor.order("FETCHED", { A: 1 }, { allocation: "whole" });
    floor.order("WAITS", { B: 1 }, { shipBy: due });

    floor.run(12 * 60);
    const sent = floor.journeys.size;
    floor.run(10 * 60);

    expect(sent).toBe(1);
    expect(floor.journeys.size).toBe(2);
  });

  it("leaves what is missing at a place to the order that must leave last", async () => {
    const floor = await aSharingFloor();
    floor.bins.set("P01", new Map([["A", 3]]));
    const later = new Date(floor.clock.now() + 30 * 60 * minuteMs).toISOString();
    const sooner = new Date(floor.clock.now() + 20 * 60 * minuteMs).toISOString();
    floor.order("LATER", { A: 2 }, { shipBy: later });
    floor.order("SOONER", { A: 2 }, { shipBy: sooner });

    floor.run(14 * 60);

    expect(await floor.shippedOf("SOONER")).toEqual({ A: 2 });
    expect(await floor.shippedOf("LATER")).toEqual({ A: 1 });
  });

  it("goes on for the others when one order is cancelled before anything was fetched", async () => {
    const floor = await aSharingFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { B: 1 });
    floor.run(10 * 60 + 1);

    expect(floor.post(wmsPaths.cancellation("O1"), {}).status).toBeLessThan(300);
    floor.run(20 * 60);

    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.tasksDone.filter(({ kind }) => kind === "count-tote")).toEqual([]);
    expect(await floor.shippedOf("O2")).toEqual({ B: 1 });
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(100);
  });

  it("is called back when nobody wants anything of it any more", async () => {
    const floor = await aSharingFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { B: 1 });
    floor.run(10 * 60 + 25);

    floor.post(wmsPaths.cancellation("O1"), {});
    floor.post(wmsPaths.cancellation("O2"), {});
    floor.run(30 * 60);

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["cancelled", "cancelled"]);
    expect(floor.parcelsGone).toEqual([]);
    expect(floor.bridge.book.totes()).toEqual([]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("holds goods of one client", async () => {
    const floor = await aSharingFloor();
    floor.site = { ...aSharingSite(), clients: ["acme"] };
    await floor.reopen();
    floor.post(wmsPaths.items, { client: "acme", items: [anItem("A")] });
    floor.stock("P08", "acme/A", 10);
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1 }, { client: "acme" });

    floor.run(12 * 60);

    expect(floor.planned.size).toBe(2);
    expect((await totesOf(floor)).map(({ rides }) => rides)).toEqual([null, null]);
  });

  it("is sorted by a person when one order is cancelled after its goods were fetched", async () => {
    const floor = await aSharingFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { B: 1, C: 1 });
    floor.run(10 * 60 + 25);
    const fetched = (await totesOf(floor)).find(({ order }) => order === "O1");

    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(20 * 60);

    expect(fetched?.lines).toMatchObject([{ taken: 1 }]);
    expect(floor.tasksDone.filter(({ kind }) => kind === "count-tote")).toHaveLength(1);
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(await floor.shippedOf("O2")).toEqual({ B: 1, C: 1 });
  });

  it("is counted once where its tags disagree, and what is missing is the last order's", async () => {
    const floor = await aSharingFloor();
    floor.lies.set("P01", 1);
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1, B: 1 });

    floor.run(16 * 60);

    expect(floor.tasksDone.filter(({ kind }) => kind === "count-tote")).toHaveLength(1);
    expect(await floor.shippedOf("O1")).toEqual({ A: 1 });
    floor.run(40 * 60);
    expect(await floor.shippedOf("O2")).toEqual({ A: 1, B: 1 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("gives the more urgent order what another one's line brought, and tells no difference of it", async () => {
    const floor = await aSharingFloor();
    floor.items("E");
    floor.stock("P05", "E", 1, 0);
    floor.stock("P06", "E", 10);
    floor.order("O1", { E: 1 });
    floor.order("O2", { E: 1, D: 1 });
    floor.lies.set("P04", 1);

    floor.run(60 * 60);

    const told = floor.confirmations.flatMap(({ type, data }) => (type === "stock.adjusted" ? [data] : []));
    const ofTotes = told.filter(({ cause }) => JSON.stringify(cause).includes("tote-counted"));
    expect(JSON.stringify(ofTotes)).toContain('"D"');
    expect(JSON.stringify(ofTotes)).not.toContain('"E"');
    expect(await floor.shippedOf("O1")).toEqual({ E: 1 });
    expect(await floor.shippedOf("O2")).toEqual({ E: 1, D: 1 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is counted for all when its robot is lost", async () => {
    const floor = await aSharingFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { B: 1 });
    floor.run(10 * 60 + 25);
    floor.failNext = 1;

    floor.run(60 * 60);

    expect(floor.tasksDone.filter(({ kind }) => kind === "count-tote")).toHaveLength(1);
    expect(await floor.shippedOf("O1")).toEqual({ A: 1 });
    expect(await floor.shippedOf("O2")).toEqual({ B: 1 });
    expect(floor.alarms.size).toBe(0);
  });
});

describe("a day of shared totes with bad luck", () => {
  it.each([31, 32])("ends with every order shipped or cancelled, seed %i", async (seed) => {
    const day = await aDay(seed, { restarts: 0, wrongBins: 0.2, shared: true });

    // Totes have left the working set an hour after their end: rows still tell of them.
    const rows = await day.floor.ledger.rows(1, Number.MAX_SAFE_INTEGER);
    expect(rows.some(({ text }) => /"rides":"/.test(text))).toBe(true);
    await judge(day);
    await judgeConfirmations(day);
  });

  it.each([41, 42])("ends the same when the house is rebuilt on the way, seed %i", async (seed) => {
    const day = await aDay(seed, { restarts: 0.3, wrongBins: 0.2, shared: true });

    await judge(day);
    await judgeConfirmations(day);
  });

  it.each([51])("leaves a book that agrees with every shelf, seed %i", async (seed) => {
    const day = await aDay(seed, { restarts: 0.2, wrongBins: 0, shared: true });

    await judge(day);
    expect(day.floor.bridge.book.totes()).toEqual([]);
  });
});

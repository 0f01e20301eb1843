/** Goods on hold leave nobody's shelf: not for orders that stood on them, not out of totes that were on their way, and not before the hold ends. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const day = 24 * 3_600;
const aFloor = (): Promise<Floor> => aStockedFloor({ settings: { waveOrders: 1 } });
const hold = (floor: Floor, what: object, number = "H1") =>
  floor.post(wmsPaths.holds, { hold: number, reason: "label is wrong", ...what });
const release = (floor: Floor, number = "H1") => floor.post(wmsPaths.holdRelease(number), {});
const stockOf = (floor: Floor, sku: string) => {
  const { stock } = floor.get(`${wmsPaths.stock}?sku=${sku}`).body as {
    stock: { available: number; allocated: number; frozen: number }[];
  };
  const [{ available, allocated, frozen } = { available: 0, allocated: 0, frozen: 0 }] = stock;
  return { available, allocated, frozen };
};
const told = (floor: Floor, type: string) =>
  floor.confirmations.flatMap((one) => (one.type === type ? [one.data] : []));
const tickets = (floor: Floor) => [...floor.asked.values()].filter(({ kind }) => kind === "hold");

describe("a hold", () => {
  it("freezes what is there, is told, and gives it back when it is released", async () => {
    const floor = await aFloor();

    const answer = hold(floor, { sku: "A" });
    floor.run(10);
    const frozen = stockOf(floor, "A");
    release(floor);
    floor.run(10);

    expect(answer).toMatchObject({
      status: 201,
      body: { state: "active", sku: "A", units: { frozen: 100, calledBack: 0, beyondRecall: 0 } },
    });
    expect(frozen).toEqual({ available: 0, allocated: 0, frozen: 100 });
    expect(stockOf(floor, "A")).toEqual({ available: 100, allocated: 0, frozen: 0 });
    const cause = { kind: "held", hold: "H1" };
    expect(told(floor, "stock.held")).toEqual([
      { lines: [{ sku: "A", quantity: 100, state: "frozen" }], cause },
    ]);
    expect(told(floor, "stock.released")).toEqual([
      { lines: [{ sku: "A", quantity: 100, state: "available" }], cause },
    ]);
    expect([...floor.asked.values()]).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ["a lot", { lot: "L1" }, ["A", "B", "C"]],
    ["a lot of a SKU", { sku: "b", lot: "L1" }, ["B"]],
    ["another lot", { lot: "L2" }, []],
    ["a class of goods", { goodsClass: "battery" }, ["C"]],
    ["all of the client", { everything: true }, ["A", "B", "C"]],
  ])("of %s keeps these and no others", async (_what, what, kept) => {
    const floor = await aFloor();
    floor.post(wmsPaths.items, { items: [anItem("C", { goodsClass: "battery" })] });

    hold(floor, what);
    floor.run(5);

    expect(["A", "B", "C"].filter((sku) => stockOf(floor, sku).frozen === 100)).toEqual(kept);
    expect(["A", "B", "C"].filter((sku) => stockOf(floor, sku).available === 100)).toHaveLength(
      3 - kept.length,
    );
  });

  it("keeps what comes later, also over a restart", async () => {
    const floor = await aFloor();
    hold(floor, { sku: "A" });
    await floor.reopen();

    floor.stock("P05", "A", 20);
    floor.run(5);

    expect(stockOf(floor, "A")).toEqual({ available: 0, allocated: 0, frozen: 120 });
  });

  it("lets nothing go while another one keeps it too", async () => {
    const floor = await aFloor();
    hold(floor, { sku: "A" });
    hold(floor, { lot: "L1" }, "H2");
    floor.run(5);

    release(floor);
    floor.run(5);
    const between = [stockOf(floor, "A").frozen, stockOf(floor, "B").frozen];
    release(floor, "H2");
    floor.run(5);

    expect(between).toEqual([100, 100]);
    expect([stockOf(floor, "A").available, stockOf(floor, "B").available]).toEqual([100, 100]);
  });

  it("that is released keeps nothing, whatever another one keeps of the same goods", async () => {
    const floor = await aFloor();
    hold(floor, { sku: "A" });
    hold(floor, { lot: "L1" }, "H2");
    floor.run(5);

    const released = release(floor);
    floor.run(5);
    const again = hold(floor, { sku: "A" });

    const none = { state: "released", units: { frozen: 0 } };
    expect(released.body).toMatchObject(none);
    expect(floor.get(wmsPaths.hold("H1")).body).toMatchObject(none);
    expect(again.body).toMatchObject(none);
    expect(stockOf(floor, "A").frozen).toBe(100);
  });

  it("ends at its end by itself, also over a restart", async () => {
    const floor = await aFloor();
    hold(floor, { sku: "A", until: new Date(floor.clock.now() + 2 * 3_600_000).toISOString() });
    floor.run(3_600);
    await floor.reopen();
    const before = stockOf(floor, "A").available;
    floor.run(3_700);

    expect(before).toBe(0);
    expect(stockOf(floor, "A").available).toBe(100);
    expect(floor.get(wmsPaths.hold("H1")).body).toMatchObject({ state: "released", units: { frozen: 0 } });
  });

  it("under whose number the same comes again is nothing, another end is its end, and other content is refused", async () => {
    const floor = await aFloor();
    hold(floor, { sku: "A" });
    const until = new Date(floor.clock.now() + 3_600_000).toISOString();

    const again = hold(floor, { sku: "A" });
    const ended = hold(floor, { sku: "A", until });
    const other = hold(floor, { sku: "B" });

    expect([again.status, again.body.until]).toEqual([200, null]);
    expect([ended.status, ended.body.until]).toEqual([200, until]);
    expect(other).toMatchObject({ status: 409, body: { field: "hold" } });
    expect(floor.get(wmsPaths.holds).body).toMatchObject({ count: 1, holds: [{ hold: "H1", until }] });
  });

  it.each<[string, object, string]>([
    ["of nothing", {}, "everything"],
    ["of everything and a lot", { everything: true, lot: "L1" }, "everything"],
    ["of goods that nobody knows", { sku: "NOBODY" }, "sku"],
    ["that is over", { sku: "A", until: "2009-12-01T00:00:00Z" }, "until"],
    ["until a year that was typed wrong", { sku: "A", until: "2090-12-01T00:00:00Z" }, "until"],
  ])("%s is refused with its field", async (_what, what, field) => {
    const floor = await aFloor();

    expect(hold(floor, what)).toMatchObject({ status: 422, body: { field } });
    expect(floor.get(wmsPaths.holds).body.count).toBe(0);
  });

  it("that nobody knows is released by nobody", async () => {
    const floor = await aFloor();

    expect(release(floor, "H9")).toMatchObject({ status: 404, body: { code: "unknown-hold" } });
  });
});

describe("an order that stood on them", () => {
  it("waits with that reason before its wave, and goes when they are released", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 3 });
    const before = floor.stateOf("O1");

    hold(floor, { sku: "A" });
    floor.run(600);
    const waiting = floor.get(wmsPaths.order("O1")).body;
    release(floor);
    floor.run(3_600);

    expect(before).toBe("allocated");
    expect(waiting).toMatchObject({
      state: "backordered",
      reason: { code: "units.held", hold: "H1", because: "label is wrong", units: [{ sku: "A", units: 3 }] },
      kept: [{ sku: "A", location: "P01", units: 100, why: "held", hold: "H1" }],
    });
    expect(String(waiting.why)).toContain("hold H1");
    expect(floor.stateOf("O1")).toBe("shipped");
  });

  it("names the hold that keeps them by now, when the one that it named ends, also after a restart", async () => {
    const floor = await aStockedFloor();
    const reasonNow = () => floor.get(wmsPaths.order("O1")).body.reason;
    hold(floor, { sku: "A" });
    floor.order("O1", { A: 3 });
    floor.post(wmsPaths.holds, { hold: "H2", reason: "stocktaking", everything: true });
    floor.run(5);
    const before = reasonNow();

    release(floor);
    floor.run(5);
    const after = reasonNow();
    await floor.reopen();

    expect(before).toMatchObject({ code: "units.held", hold: "H1" });
    expect(after).toMatchObject({ code: "units.held", hold: "H2", because: "stocktaking" });
    expect(reasonNow()).toEqual(after);
  });

  it("names no hold when the one that it named is over and others took what it had kept", async () => {
    const floor = await aStockedFloor();
    const until = new Date(floor.clock.now() + 600_000).toISOString();
    hold(floor, { sku: "A", until });
    floor.order("O1", { A: 100 });
    floor.order("O2", { A: 100 });
    floor.run(60);
    const before = ["O1", "O2"].map((one) => floor.get(wmsPaths.order(one)).body.reason);

    floor.run(3_600);

    const last = floor.get(wmsPaths.order("O2")).body;
    expect(before).toMatchObject([{ code: "units.held" }, { code: "units.held" }]);
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(last).toMatchObject({ state: "backordered", reason: { code: "units.lacking" } });
    expect(last.why).not.toContain("H1");
  });

  it("names no hold when what it keeps was decided to be destroyed", async () => {
    const floor = await aStockedFloor();
    hold(floor, { sku: "A" });
    floor.order("O1", { A: 3 });
    floor.run(60);

    floor.post(wmsPaths.dispositions, {
      disposition: "D1",
      sku: "A",
      quantity: 100,
      from: "frozen",
      to: "condemned",
      location: "P01",
    });
    floor.run(5);

    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({ reason: { code: "units.lacking" } });
  });

  it("takes another lot that nobody keeps", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.openingStock, { rows: [{ location: "P15", sku: "A", lot: "L2", units: 5 }] });
    floor.bins.set("P15", new Map([["A", 5]]));
    floor.order("O1", { A: 3 });

    hold(floor, { lot: "L1", sku: "A" });
    floor.run(3_600);

    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.bins.get("P15")!.get("A")).toBe(2);
  });

  it("has its tote called back from the floor, and ships nothing of them", async () => {
    const floor = await aFloor();
    floor.peopleInspect = false;
    floor.order("O1", { A: 3, B: 2 });
    for (let n = 0; n < 200 && floor.stateOf("O1") !== "picking"; n++) floor.run(5);
    for (let n = 0; n < 200 && (floor.bins.get("P01")?.get("A") ?? 0) === 100; n++) floor.run(1);

    const answer = hold(floor, { sku: "A" });
    floor.run(2 * 3_600);

    expect((answer.body.units as { calledBack: number }).calledBack).toBeGreaterThan(0);
    expect(await floor.shippedOf("O1")).toEqual({ B: 2 });
    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({
      state: "backordered",
      reason: { code: "units.held" },
      lines: [
        { sku: "A", picked: 0, shipped: 0 },
        { sku: "B", picked: 2, shipped: 2 },
      ],
    });
    expect(stockOf(floor, "A")).toEqual({ available: 0, allocated: 0, frozen: 100 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("leaves when a packing station has it already, and the answer says so", async () => {
    const floor = await aFloor();
    floor.portalBlind = true;
    floor.order("O1", { A: 3 });
    for (let n = 0; n < 400 && floor.stateOf("O1") !== "packed"; n++) floor.run(5);

    expect(hold(floor, { sku: "A" }).body.units).toEqual({ frozen: 97, calledBack: 0, beyondRecall: 3 });
  });
});

describe("a hold without an end", () => {
  it("gets a ticket after a day and is told, once a day, until it has an end", async () => {
    const floor = await aFloor();
    floor.peopleAtWork = false;
    hold(floor, { sku: "A" });
    floor.run(day - 60);
    const early = tickets(floor).length;
    floor.run(120);
    const [ticket] = tickets(floor);
    await floor.reopen();
    floor.answer(ticket!.task, { found: [] });
    floor.run(day + 60);
    const second = tickets(floor);
    hold(floor, { sku: "A", until: new Date(floor.clock.now() + 9 * day * 1_000).toISOString() });
    floor.run(2 * day);

    expect(early).toBe(0);
    expect(ticket).toMatchObject({ hold: "H1", reason: "label is wrong", sku: "A" });
    expect(second).toHaveLength(2);
    expect(told(floor, "hold.overdue")).toEqual(
      [1, 2].map(() => ({ hold: expect.objectContaining({ hold: "H1", units: 100 }) })),
    );
    expect(tickets(floor)).toHaveLength(2);
    expect(floor.get(wmsPaths.tasks).body.open).toBe(0);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("takes its ticket with it when it is released", async () => {
    const floor = await aFloor();
    floor.peopleAtWork = false;
    hold(floor, { lot: "L1" });
    floor.run(day + 60);
    const open = floor.get(wmsPaths.tasks).body.open;

    release(floor);
    floor.run(day);

    expect(open).toBe(1);
    expect(floor.get(wmsPaths.tasks).body.open).toBe(0);
  });
});

describe("what is on hold", () => {
  it("may be destroyed by a decision, and not be sold by one", async () => {
    const floor = await aFloor();
    hold(floor, { sku: "A" });
    floor.run(5);
    const decide = (to: string, quantity: number) =>
      floor.post(wmsPaths.dispositions, { disposition: `D-${to}`, location: "P01", sku: "A", quantity, to });

    const sold = decide("available", 5);
    const condemned = decide("condemned", 40);

    expect(sold).toMatchObject({ status: 409, body: { field: "to" } });
    expect(condemned.status).toBe(200);
    expect(stockOf(floor, "A")).toMatchObject({ frozen: 60, available: 0 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("follows a count like what is for sale", async () => {
    const floor = await aFloor();
    floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "A", quantity: 1, reason: "broken" });
    hold(floor, { sku: "A" });
    floor.bins.get("P01")!.set("A", 0);
    floor.run(600);

    expect(stockOf(floor, "A")).toEqual({ available: 0, allocated: 0, frozen: 0 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: -100, conserved: true });
  });
});

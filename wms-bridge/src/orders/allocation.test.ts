/** One policy before and after release: who gets what is there, who waits for how long, and what is told. */
import { StationId } from "@floorplane/contracts/ids";
import { dayMs, isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const minutes = (n: number): number => n * 60;
const days = (n: number): number => (n * dayMs) / secondMs;
const told = (floor: Floor, order: string, type: string) =>
  floor.confirmations.filter((one) => one.data.order === order && one.type === type).map(({ data }) => data);
const shown = (floor: Floor, order: string) => floor.get(wmsPaths.order(order)).body;

describe("a partial order", () => {
  it("of which one unit is missing ships what is there, and says what it waits for and how long", async () => {
    const floor = await aStockedFloor();
    const sentAt = floor.clock.now();
    floor.order("O1", { A: 5, D: 1 });
    floor.run(minutes(20));

    expect(await floor.shippedOf("O1")).toEqual({ A: 5 });
    expect(shown(floor, "O1")).toMatchObject({
      state: "backordered",
      allocation: "partial",
      backordered: [{ sku: "D", units: 1, expectedAt: null }],
      givenUpAt: isoTime(sentAt + 30 * dayMs),
      reason: { code: "units.lacking", units: [{ sku: "D", units: 1 }] },
    });
    expect(told(floor, "O1", "order.backordered")).toEqual([
      {
        order: "O1",
        lines: [{ line: "2", sku: "D", quantity: 1, expectedAt: null }],
        givenUpAt: isoTime(sentAt + 30 * dayMs),
      },
    ]);
  });

  it("of more lines than one event may hold is told in parts that say so", async () => {
    const floor = await aStockedFloor();
    const skus = Array.from({ length: 310 }, (_, n) => `LONG-${n}`);
    floor.post(wmsPaths.items, { items: skus.map((sku) => anItem(sku)) });

    floor.order("O1", Object.fromEntries(skus.map((sku) => [sku, 1])));
    floor.run(5);

    const parts = told(floor, "O1", "order.backordered");
    expect(parts.map(({ part, parts, lines }) => [part, parts, lines!.length])).toEqual([
      [1, 3, 150],
      [2, 3, 150],
      [3, 3, 10],
    ]);
    expect(new Set(parts.flatMap(({ lines }) => lines!.map(({ sku }) => sku)))).toEqual(new Set(skus));
  });

  it("is gathered in a wave with what it has, and leaves the wave with it when that is cancelled", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 5, D: 1 });
    floor.run(1);
    const waves = await floor.ledger.documents("wave");

    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(20));

    expect(waves.map(({ body }) => (body as { orders: string[] }).orders)).toEqual([["O1"]]);
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.bridge.figures().orders.open).toBe(0);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(100);
    expect(floor.journeys.size).toBe(0);
  });

  it("gets what comes while it waits, without a wave of its own once it was released", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 5, D: 3 });
    floor.run(minutes(20));
    floor.stock("P04", "D", 2);
    floor.run(minutes(10));
    const afterTwo = shown(floor, "O1");
    floor.stock("P05", "D", 2);
    floor.run(minutes(10));

    expect(afterTwo).toMatchObject({ state: "backordered", backordered: [{ sku: "D", units: 1 }] });
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(shown(floor, "O1").backordered).toBeUndefined();
    expect(await floor.shippedOf("O1")).toEqual({ A: 5, D: 3 });
    // Fewer missing than it knows is no news to the WMS.
    expect(told(floor, "O1", "order.backordered")).toHaveLength(1);
  });

  it("tells again what is missing beside what was told", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.stock("P04", "D", 4, 3);
    floor.items("E");
    floor.order("O1", { D: 4, E: 1 });
    floor.run(minutes(20));

    expect(told(floor, "O1", "order.backordered").map(({ lines }) => lines?.map(({ sku }) => sku))).toEqual([
      ["E"],
      ["D", "E"],
    ]);
  });
});

describe("a whole order", () => {
  it("ships nothing before all of it is there, and everything then", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 5, D: 1 }, { allocation: "whole" });
    floor.run(minutes(20));
    const before = await floor.shippedOf("O1");
    floor.stock("P04", "D", 1);
    floor.run(minutes(20));

    expect(before).toEqual({});
    expect(floor.stateOf("O1")).toBe("shipped");
  });

  it("holds nothing while another whole order lacks what it would hold: two never wait for each other's half", async () => {
    const floor = await aStockedFloor();
    floor.items("E");
    floor.stock("P04", "D", 1);
    floor.stock("P05", "E", 1);
    floor.order("O1", { D: 1, E: 2 }, { allocation: "whole" });
    floor.order("O2", { D: 2, E: 1 }, { allocation: "whole" });
    floor.run(minutes(10));
    floor.stock("P06", "E", 1);
    floor.run(minutes(20));

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["shipped", "backordered"]);
  });

  it("gives back what it holds when a count takes a part of it away before its wave went", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 2, waveWaitMs: 60 * minuteMs } });
    floor.stock("P04", "D", 5, 3);
    floor.order("O1", { A: 100, D: 1 }, { allocation: "whole" });
    for (const [order, sku] of [
      ["O2", "D"],
      ["O3", "B"],
    ] as const)
      floor.order(order, { [sku]: 4 }, { country: "Japan" });
    const held = floor.stateOf("O1");
    floor.run(minutes(20));
    const counted = shown(floor, "O1");
    floor.order("O4", { A: 100 });

    expect(held).toBe("allocated");
    expect(counted).toMatchObject({ state: "backordered", backordered: [{ sku: "D", units: 1 }] });
    expect(floor.stateOf("O4")).toBe("allocated");
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("of which a robot finds less packs nothing before the rest is there, also where it has several totes", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.stock("P04", "D", 76, 71);
    floor.order("O1", { D: 76 }, { allocation: "whole" });
    floor.run(minutes(15));
    const waits = [floor.stateOf("O1"), floor.parcelsGone.length];
    await floor.reopen();
    floor.stock("P05", "D", 5);
    floor.run(minutes(20));

    expect(waits).toEqual(["backordered", 0]);
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(await floor.shippedOf("O1")).toEqual({ D: 76 });
    expect(floor.parcelsGone).toHaveLength(3);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("of which the rest is nowhere gives back what was fetched, and two that have each other's half are not stuck", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.items("E");
    floor.stock("P04", "D", 3, 2);
    floor.stock("P05", "E", 3, 2);
    floor.order("O1", { D: 2, E: 1 }, { allocation: "whole" });
    floor.order("O2", { D: 1, E: 2 }, { allocation: "whole" });
    floor.run(minutes(20));
    const stuck = [floor.stateOf("O1"), floor.stateOf("O2"), floor.parcelsGone.length];
    await floor.reopen();
    floor.run(minutes(180));

    expect(stuck.filter((state) => state === "backordered").length).toBeGreaterThan(0);
    const ended = await Promise.all(["O1", "O2"].map((order) => floor.shippedOf(order)));
    expect(ended).toContainEqual({});
    expect([
      { D: 2, E: 1 },
      { D: 1, E: 2 },
    ]).toEqual(expect.arrayContaining(ended.filter((units) => Object.keys(units).length > 0)));
    expect(["O1", "O2"].map((order) => floor.stateOf(order)).sort()).toEqual(["backordered", "shipped"]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
    expect(floor.bridge.book.totes()).toEqual([]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("that is cancelled while its goods stand at a bench ends as cancelled, and they go back", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.stock("P04", "D", 3, 2);
    floor.order("O1", { A: 1, D: 3 }, { allocation: "whole" });
    floor.run(minutes(15));
    const { status } = floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(60));

    expect(status).toBe(202);
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.parcelsGone).toEqual([]);
    expect(floor.bridge.book.totes()).toEqual([]);
  });

  it("of which the rest does not come in a month ends as cancelled", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 5, D: 1 }, { allocation: "whole" });
    floor.run(days(31));

    expect(floor.toldOf("O1").at(-1)).toBe("order.cancelled");
    expect(told(floor, "O1", "order.cancelled")[0]).toMatchObject({ reason: "no-stock" });
  });
});

describe("an order that cancels its rest", () => {
  const thenCancel = { allocation: "partial-then-cancel" } as const;

  it("ships what is there and ends with it", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 5, D: 2 }, thenCancel);
    floor.run(1);
    const atOnce = shown(floor, "O1");
    floor.run(minutes(20));

    expect(atOnce).toMatchObject({
      state: "allocated",
      ending: "no-stock",
      lines: [{ cancelled: 0 }, { sku: "D", cancelled: 2 }],
    });
    expect(atOnce.backordered).toBeUndefined();
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.shipped"]);
    expect(told(floor, "O1", "order.shipped")[0]).toMatchObject({
      lines: [
        { sku: "A", quantity: 5 },
        { sku: "D", quantity: 0 },
      ],
      short: [{ sku: "D", quantity: 2 }],
      reason: "no-stock",
    });
  });

  it("is cancelled at once where nothing is there", async () => {
    const floor = await aStockedFloor();
    const { status } = floor.order("O1", { D: 2 }, thenCancel);
    floor.run(1);

    expect([status, floor.stateOf("O1")]).toEqual([201, "cancelled"]);
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.cancelled"]);
  });

  it("cancels what a robot does not find and no other place has, once the bin was counted", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.stock("P04", "D", 5, 3);
    floor.order("O1", { D: 5 }, thenCancel);
    floor.run(minutes(20));

    expect(floor.stateOf("O1")).toBe("shipped");
    expect(told(floor, "O1", "order.shipped")[0]).toMatchObject({
      lines: [{ quantity: 3 }],
      short: [{ quantity: 2 }],
      reason: "no-stock",
    });
  });

  it("ends as cancelled where its only tote comes back empty", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.stock("P04", "D", 2, 0);
    floor.order("O1", { D: 2 }, thenCancel);
    floor.run(minutes(20));

    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.cancelled"]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("waits for units that the house has and that nobody may fetch yet, and for no more", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    const place = StationId("P04");
    const tell = (type: "place.closed" | "place.opened") =>
      floor.house.office("fleet").act({ type: "test" }, (desk) => desk.send("wms-bridge", { type, place }));
    floor.stock("P04", "D", 3);
    tell("place.closed");
    floor.order("O1", { D: 5 }, thenCancel);
    floor.run(minutes(5));
    const before = shown(floor, "O1");
    tell("place.opened");
    floor.run(minutes(20));

    expect(before).toMatchObject({
      state: "backordered",
      backordered: [{ sku: "D", units: 3 }],
      kept: [{ location: "P04", units: 3, why: "closed" }],
      lines: [{ asked: 5, cancelled: 2 }],
    });
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(await floor.shippedOf("O1")).toEqual({ D: 3 });
  });
});

describe("who says how", () => {
  it("an order, else its client, else the site, else nobody: then what is there goes", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 });
    expect(shown(floor, "O1").allocation).toBe("partial");
    floor.site = { ...floor.site, allocation: "whole" };
    await floor.reopen();
    floor.order("O2", { A: 1 });
    floor.order("O3", { A: 1 }, { allocation: "partial-then-cancel" });
    expect([shown(floor, "O2").allocation, shown(floor, "O3").allocation]).toEqual([
      "whole",
      "partial-then-cancel",
    ]);
    floor.site = { ...floor.site, clients: [{ client: "acme", allocation: "partial" }, "beta"] };
    await floor.reopen();
    for (const client of ["acme", "beta"]) {
      floor.post(`${wmsPaths.items}?client=${client}`, { items: [anItem("A")] });
      floor.order("O4", { A: 1 }, { client });
    }
    expect(floor.get(`${wmsPaths.order("O4")}?client=acme`).body.allocation).toBe("partial");
    expect(floor.get(`${wmsPaths.order("O4")}?client=beta`).body.allocation).toBe("whole");
  });

  it("a word that is none is refused, naming the three", async () => {
    const floor = await aStockedFloor();
    expect(floor.order("O1", { A: 1 }, { allocation: "some" as never })).toMatchObject({
      status: 422,
      body: {
        field: "allocation",
        detail: expect.stringContaining("whole, partial, partial-then-cancel"),
      },
    });
  });

  it("the same order with another policy is another order", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 });

    expect(floor.order("O1", { A: 1 }, { allocation: "whole" }).status).toBe(409);
    expect(floor.order("O1", { A: 1 }).status).toBe(201);
  });
});

describe("units that come free", () => {
  it("go to the most urgent of those that wait, also before one that comes while they are dealt", async () => {
    const floor = await aStockedFloor({ settings: { retriesPerStep: 2, waveOrders: 100 } });
    for (let n = 1; n <= 6; n++) {
      floor.order(`O${n}`, { D: 1 });
      floor.run(0.01);
    }
    floor.stock("P04", "D", 5);
    // Two are served in each step; the others wait for the next second, and this one comes between.
    floor.order("LATER", { D: 1 });
    const between = ["O1", "O2", "O3", "LATER"].map((order) => floor.stateOf(order));
    floor.run(10);

    expect(between).toEqual(["allocated", "allocated", "allocated", "accepted"]);
    const states = ["O3", "O4", "O5", "O6", "LATER"].map((order) => floor.stateOf(order));
    expect(states).toEqual(["allocated", "allocated", "allocated", "backordered", "backordered"]);
  });

  it("are not taken by an order of which a tote comes home while more urgent ones have not had their turn", async () => {
    const floor = await aStockedFloor({ settings: { retriesPerStep: 1, waveOrders: 1 } });
    const urgent = Array.from({ length: 6 }, (_, n) => `U${n}`);
    const shipBy = (hours: number) => isoTime(floor.clock.now() + hours * 3_600 * secondMs);
    const later = Array.from({ length: 30 }, (_, n) => `L${String(n).padStart(2, "0")}`);
    for (const order of urgent) floor.order(order, { D: 1 }, { shipBy: shipBy(2) });
    for (const order of later) {
      floor.order(order, { A: 1, D: 1 }, { shipBy: shipBy(20) });
      floor.run(1.3);
    }
    const totesOf = async (order: string): Promise<number> => {
      const [row] = await floor.ledger.documents("order", { from: `house/${order}`, to: `house/${order}\0` });
      return (row!.body as { totes: string[] }).totes.length;
    };
    floor.stock("P04", "D", 6);

    for (let part = 0; part < 20; part++) {
      floor.run(0.25);
      const isServed = (await Promise.all(urgent.map(totesOf))).every((totes) => totes > 0);
      if (isServed) break;
      for (const order of later) expect([order, await totesOf(order)]).toEqual([order, 1]);
    }
    floor.run(minutes(30));
    expect(urgent.map((order) => floor.stateOf(order))).toEqual(urgent.map(() => "shipped"));
  });

  it("are found again after a restart in the middle of dealing", async () => {
    const floor = await aStockedFloor({ settings: { retriesPerStep: 1, waveOrders: 100 } });
    for (const order of ["O1", "O2", "O3"]) floor.order(order, { D: 1 });
    floor.stock("P04", "D", 3);
    await floor.reopen();
    floor.run(10);

    expect(["O1", "O2", "O3"].map((order) => floor.stateOf(order))).toEqual(Array(3).fill("allocated"));
    expect(await floor.house.differences()).toEqual([]);
  });
});

describe("a promise", () => {
  const announce = (floor: Floor, receipt: string, inDays: number, lines: Record<string, number>) =>
    floor.post(wmsPaths.expectedReceipts, {
      receipt,
      expectedAt: isoTime(floor.clock.now() + inDays * dayMs),
      lines: Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity })),
    });
  const expectedOf = (floor: Floor, order: string) =>
    (shown(floor, order).backordered as { expectedAt: string | null }[] | undefined)?.map(
      ({ expectedAt }) => expectedAt,
    );

  it("is dealt as what was announced will be: the most urgent first, and nothing beyond it", async () => {
    const floor = await aStockedFloor();
    const at = (n: number) => isoTime(floor.clock.now() + n * dayMs);
    const [soon, late] = [at(2), at(5)];
    announce(floor, "R1", 2, { D: 3 });
    announce(floor, "R2", 5, { D: 2 });
    floor.order("O1", { D: 2 });
    floor.run(1);
    floor.order("O2", { D: 3 });
    floor.run(1);
    floor.order("O3", { D: 1 });
    floor.run(1);

    expect([expectedOf(floor, "O1"), expectedOf(floor, "O2"), expectedOf(floor, "O3")]).toEqual([
      [soon],
      [late],
      [null],
    ]);
    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(1);
    expect([expectedOf(floor, "O2"), expectedOf(floor, "O3")]).toEqual([[soon], [late]]);
    expect(told(floor, "O3", "order.backordered").map(({ lines }) => lines?.[0]?.expectedAt)).toEqual([
      null,
      late,
    ]);
  });

  it("moves with the receipt's time, goes with it, and is kept when it comes", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { D: 1 });
    announce(floor, "R1", 3, { D: 1 });
    floor.run(1);
    const first = expectedOf(floor, "O1");
    announce(floor, "R1", 4, { D: 1 });
    floor.run(1);
    const moved = expectedOf(floor, "O1");
    await floor.reopen();
    const reopened = expectedOf(floor, "O1");
    announce(floor, "R1", 4, {});
    floor.run(1);
    const withdrawn = expectedOf(floor, "O1");
    announce(floor, "R1", 4, { D: 1 });
    floor.post(wmsPaths.openingStock, {
      receipt: "R1",
      rows: [{ location: "P04", sku: "D", lot: "L1", units: 1 }],
    });
    floor.run(1);

    expect([first, moved, reopened, withdrawn].map((one) => one?.[0] ?? null)).toEqual([
      expect.any(String),
      expect.any(String),
      moved![0],
      null,
    ]);
    expect(Date.parse(moved![0]!) - Date.parse(first![0]!)).toBeGreaterThan(dayMs - minuteMs);
    expect(floor.stateOf("O1")).toBe("allocated");
    expect(floor.get(wmsPaths.expectedReceipts).body.count).toBe(0);
    expect(announce(floor, "R1", 4, { D: 1 })).toMatchObject({ status: 409, body: { field: "receipt" } });
    expect(told(floor, "O1", "order.backordered")).toHaveLength(5);
  });

  it("of what comes after a month keeps the order waiting until a week after it", async () => {
    const floor = await aStockedFloor();
    announce(floor, "R1", 40, { D: 1 });
    floor.order("O1", { D: 1 });
    const until = shown(floor, "O1").givenUpAt as string;
    floor.run(days(31));
    const still = floor.stateOf("O1");
    floor.run(days(17));

    expect(Date.parse(until) - floor.clock.now()).toBeLessThan(0);
    expect([still, floor.stateOf("O1")]).toEqual(["backordered", "cancelled"]);
  });

  it("refuses what nobody can promise", async () => {
    const floor = await aStockedFloor();
    const refused = (receipt: object) =>
      floor.post(wmsPaths.expectedReceipts, {
        receipt: "R1",
        expectedAt: isoTime(floor.clock.now()),
        lines: [{ sku: "D", quantity: 1 }],
        ...receipt,
      });

    expect(refused({ lines: [{ sku: "NONE", quantity: 1 }] }).body).toMatchObject({
      code: "unknown-item",
      field: "lines[0].sku",
    });
    expect(refused({ expectedAt: "tomorrow" }).body).toMatchObject({ field: "expectedAt" });
    expect(refused({ expectedAt: "2098-01-01T00:00:00Z" })).toMatchObject({
      status: 422,
      body: { field: "expectedAt", detail: expect.stringContaining("years away") },
    });
    expect(floor.get(wmsPaths.expectedReceipts).body).toEqual({ count: 0, receipts: [] });
  });
});

describe("an order that follows another", () => {
  it("is begun when that has shipped, and holds nothing before", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.order("O2", { B: 100 }, { after: ["O1"] });
    const waits = shown(floor, "O2");
    floor.order("O3", { B: 1 });
    floor.run(minutes(30));

    expect(waits).toMatchObject({
      state: "accepted",
      after: ["O1"],
      reason: { code: "order.after", orders: ["O1"], more: 0 },
      why: "is begun when O1 has shipped",
    });
    expect(["O1", "O2", "O3"].map((order) => floor.stateOf(order))).toEqual([
      "shipped",
      "backordered",
      "shipped",
    ]);
    const shippedAt = (order: string) => Date.parse(shown(floor, order).shippedAt as string);
    floor.stock("P09", "B", 1);
    floor.run(minutes(20));
    expect(shippedAt("O2")).toBeGreaterThan(shippedAt("O1"));
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is held where that ends cancelled, over restarts, and is released or cancelled by a word", async () => {
    for (const how of ["release", "cancellation"] as const) {
      const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
      floor.order("O1", { D: 1 });
      floor.order("O2", { A: 1 }, { after: ["O1"] });
      floor.post(wmsPaths.cancellation("O1"), {});
      await floor.reopen();
      floor.run(minutes(20));
      const held = shown(floor, "O2");

      floor.post(wmsPaths[how]("O2"), {});
      floor.run(minutes(20));

      expect(held).toMatchObject({
        state: "accepted",
        reason: { code: "order.after-ended", order: "O1", state: "cancelled" },
      });
      expect(floor.stateOf("O2")).toBe(how === "release" ? "shipped" : "cancelled");
    }
  });

  it("knows orders that ended long ago", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(days(5));
    floor.order("O2", { A: 1 }, { after: ["O1"] });
    floor.run(minutes(20));

    expect(floor.stateOf("O2")).toBe("shipped");
  });

  it("refuses one that is not known, itself, and the same twice", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 });
    const refused = (after: string[]) => floor.order("O2", { A: 1 }, { after }).body;

    expect(refused(["O1", "O9"])).toMatchObject({ code: "unknown-predecessor", field: "after[1]" });
    expect(refused(["O2"])).toMatchObject({ code: "malformed-message", field: "after[0]" });
    expect(refused(["O1", "O1"])).toMatchObject({ code: "malformed-message", field: "after[1]" });
    expect(floor.get(wmsPaths.order("O2")).status).toBe(404);
  });
});

/** Robots, tags and bins that disagree: what is read again, counted, fetched elsewhere. */
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

describe("fewer units than the book says", () => {
  it("are made up from another place, and the bin is counted before a difference is booked", async () => {
    const floor = await aStockedFloor();
    floor.stock("P04", "D", 50, 1);
    floor.stock("P15", "D", 50);
    floor.order("O1", { D: 5 });
    floor.run(minutes(20));

    expect(await floor.shippedOf("O1")).toEqual({ D: 5 });
    expect(floor.tasksDone).toMatchObject([{ kind: "count-bin", location: "P04" }]);
    expect(floor.bridge.book.units("P04" as never, "D" as never)).toBe(floor.bins.get("P04")!.get("D"));
    expect(floor.bridge.figures()).toMatchObject({
      lines: { short: 1 },
      units: { short: 4, adjusted: -49, conserved: true },
    });
    expect(floor.confirmations.find(({ type }) => type === "stock.adjusted")!.data).toEqual({
      lines: [{ sku: "D", quantity: -49 }],
      cause: { kind: "bin-counted", location: "P04", countedBy: ["HH1"], order: "O1" },
    });
  });

  it("wait as a backorder when no other place has them, and go on when stock comes", async () => {
    const floor = await aStockedFloor();
    floor.stock("P04", "D", 5, 3);
    floor.order("O1", { D: 5, A: 1 });
    floor.run(minutes(20));
    const waiting = floor.stateOf("O1");
    floor.stock("P05", "D", 10);
    floor.run(minutes(20));

    expect(waiting).toBe("backordered");
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(await floor.shippedOf("O1")).toEqual({ D: 5, A: 1 });
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.backordered", "order.shipped"]);
  });

  it("book nothing while nobody has counted", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.stock("P04", "D", 50, 1);
    floor.order("O1", { D: 5 });
    floor.run(minutes(20));

    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
    expect(floor.bridge.book.units("P04" as never, "D" as never)).toBe(49);
  });
});

describe("tags that disagree with the robot", () => {
  it("are read again, and again, then a person counts at a check lane and the order goes on from there", async () => {
    const floor = await aStockedFloor();
    floor.hides = (_tote, sku) => sku === "A";
    floor.order("O1", { A: 3, B: 2 });
    floor.run(minutes(20));

    expect(floor.tasksDone).toMatchObject([{ kind: "count-tote", station: "CHECK1" }]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
    expect(floor.bridge.figures()).toMatchObject({ lines: { picked: 2 }, units: { adjusted: 0, short: 0 } });
  });

  it("find units that the robot only claimed to have taken", async () => {
    const floor = await aStockedFloor();
    floor.lies.set("P01", 2);
    floor.order("O1", { A: 5 });
    floor.run(minutes(30));

    expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(["count-tote", "count-bin"]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 5 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, short: 2, conserved: true });
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(floor.bins.get("P01")!.get("A"));
  });

  it("find wrong goods in a bin; those stand frozen at the bench, and the bin is counted", async () => {
    const floor = await aStockedFloor();
    floor.peopleInspect = false;
    floor.stock("P15", "A", 50);
    floor.swap("P01", "A", "D");
    floor.order("O1", { A: 4 });
    floor.run(minutes(30));

    expect(await floor.shippedOf("O1")).toEqual({ A: 4 });
    expect(floor.bridge.book.places()).toEqual(
      expect.arrayContaining([
        { location: "CHECK1", sku: "D", units: 4 },
        { location: "P01", sku: "D", units: 96 },
        { location: "P15", sku: "A", units: 46 },
      ]),
    );
    expect(floor.order("O2", { D: 1 }).status).toBe(201);
    expect(floor.stateOf("O2")).toBe("backordered");
  });

  it("never read at all end at the check lane too", async () => {
    const floor = await aStockedFloor();
    floor.readersDead = true;
    floor.order("O1", { A: 2 });
    floor.run(minutes(20));

    expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(["count-tote"]);
    expect(floor.stateOf("O1")).toBe("shipped");
  });
});

describe("when robots fail", () => {
  it("before anything was taken, the units are asked for again", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 2 });
    floor.failNext = 2;
    floor.run(minutes(10));

    expect(await floor.shippedOf("O1")).toEqual({ A: 2 });
  });

  it("with goods on board, a person counts the tote and it goes on from the check lane", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 2, B: 1 });
    floor.run(25);
    floor.failNext = 1;
    floor.run(10);
    const alarms = [...floor.alarms.values()];
    floor.run(minutes(10));

    expect(alarms).toEqual(["tote.contents-unknown"]);
    expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(["count-tote"]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 2, B: 1 });
    expect([...floor.alarms]).toEqual([]);
  });

  it("again and again, the order is parked for a person, and tried now and then", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 2 });
    floor.failNext = 6;
    floor.run(minutes(5));
    const parked = [floor.stateOf("O1"), ...floor.alarms.values()];
    floor.run(minutes(30));

    expect(parked).toEqual(["parked", "order.parked"]);
    expect(floor.stateOf("O1")).toBe("shipped");
    expect([...floor.alarms]).toEqual([]);
  });
});

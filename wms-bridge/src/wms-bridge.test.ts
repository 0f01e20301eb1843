/** The straight road and its turnings on the scripted floor: what the WMS asked for is what leaves the building, once. */
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms.schema";
import { describe, expect, it } from "vitest";
import { dayStart, Floor, type FloorOptions } from "./floor.fixture.ts";

/** A hundred A at P01, B at P02, C at P03; reserve of A at P15. */
async function anOpenFloor(options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor(options);
  await floor.open();
  floor.items("A", "B", "C", "D");
  floor.stock("P01", "A", 100);
  floor.stock("P02", "B", 100);
  floor.stock("P03", "C", 100);
  return floor;
}

const typesOf = (floor: Floor, order: string): string[] =>
  floor.confirmations.filter(({ data }) => data.order === order).map(({ type }) => type);
const kindsDone = (floor: Floor): string[] => floor.tasksDone.map(({ kind }) => kind);
const minutes = (n: number): number => n * 60;

it("ships an order: accepted, gathered, picked, packed, seen leaving, confirmed", async () => {
  const floor = await anOpenFloor();

  const answer = floor.order("O1", { A: 3, B: 2 });
  const before = floor.stateOf("O1");
  floor.run(minutes(15));

  expect(answer).toMatchObject({
    status: 201,
    body: { order: "O1", carrier: "euro-road", region: "europe-west", shipBy: "2010-12-01T19:00:00.000Z" },
  });
  expect(before).toBe("allocated");
  expect(floor.stateOf("O1")).toBe("shipped");
  expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
  expect(typesOf(floor, "O1")).toEqual(["order.accepted", "order.shipped"]);
  expect(floor.confirmations[1]!.data).toMatchObject({
    lines: [
      { line: "1", sku: "A", quantity: 3 },
      { line: "2", sku: "B", quantity: 2 },
    ],
    parcels: [{ sscc: floor.parcelsGone[0] }],
  });
  expect(floor.bridge.figures()).toMatchObject({
    orders: { received: 1, accepted: 1, shipped: 1, open: 0, late: 0 },
    lines: { asked: 2, picked: 2, short: 0 },
    units: { asked: 5, shipped: 5, short: 0, conserved: true },
  });
});

it("passes through the states of its chart, one after another", async () => {
  const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
  const states: string[] = [];
  floor.order("O1", { A: 1 });

  for (let s = 0; s < 120; s++) {
    const state = floor.stateOf("O1");
    if (states.at(-1) !== state) states.push(state);
    floor.run(1);
  }

  expect(states).toEqual(["released", "picking", "transporting", "packing", "packed", "shipped"]);
});

describe("a wave goes", () => {
  const states = (floor: Floor, orders: number): string[] =>
    Array.from({ length: orders }, (_, n) => floor.stateOf(`O${n + 1}`));

  it("when it holds eight orders of one carrier, region and cut-off", async () => {
    const floor = await anOpenFloor();

    for (let n = 1; n <= 7; n++) floor.order(`O${n}`, { A: 1 });
    floor.order("J1", { A: 1 }, "Japan");
    const seven = states(floor, 7);
    floor.order("O8", { A: 1 });

    expect(seven).toEqual(Array(7).fill("allocated"));
    expect(states(floor, 8)).toEqual(Array(8).fill("released"));
    expect(floor.stateOf("J1")).toBe("allocated");
  });

  it("when its oldest order has waited five minutes", async () => {
    const floor = await anOpenFloor();
    floor.order("O1", { A: 1 });
    floor.run(minutes(4));
    floor.order("O2", { A: 1 });
    floor.run(59);
    const before = states(floor, 2);
    floor.run(1);

    expect(before).toEqual(["allocated", "allocated"]);
    expect(states(floor, 2)).toEqual(["released", "released"]);
  });

  it("an hour before its cut-off, whatever it holds", async () => {
    const floor = await anOpenFloor({ settings: { waveWaitMs: 24 * hourMs } });
    floor.order("O1", { A: 1 });
    floor.run(10 * 3_600 - 1);
    const before = floor.stateOf("O1");
    floor.run(1);

    expect(before).toBe("allocated");
    expect(floor.stateOf("O1")).toBe("released");
  });

  it("without an order that was cancelled meanwhile", async () => {
    const floor = await anOpenFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1 });
    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(15));

    expect(states(floor, 2)).toEqual(["cancelled", "shipped"]);
  });
});

describe("larger orders", () => {
  it("take several totes and ship when the last parcel is seen", async () => {
    const floor = await anOpenFloor();
    floor.stock("P15", "A", 100);
    floor.order("O1", { A: 150, B: 5 });
    floor.run(minutes(20));

    expect(floor.parcelsGone.length).toBe(3);
    expect(await floor.shippedOf("O1")).toEqual({ A: 150, B: 5 });
    expect(typesOf(floor, "O1")).toEqual(["order.accepted", "order.shipped"]);
  });

  it("are cut a bounded number of totes at a time", async () => {
    const floor = await anOpenFloor({ settings: { totesPerStep: 2, waveOrders: 1 } });
    floor.stock("P15", "A", 1_000);
    floor.order("O1", { A: 600 });
    const atOnce = floor.journeys.size;
    floor.run(30);
    const soon = floor.journeys.size;
    floor.run(minutes(20));

    expect(atOnce).toBe(2);
    expect(soon).toBeGreaterThanOrEqual(10);
    expect(await floor.shippedOf("O1")).toEqual({ A: 600 });
  });
});

describe("fewer units than the book says", () => {
  it("are made up from another place, and the bin is counted before a difference is booked", async () => {
    const floor = await anOpenFloor();
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
    });
  });

  it("wait as a backorder when no other place has them, and go on when stock comes", async () => {
    const floor = await anOpenFloor();
    floor.stock("P04", "D", 5, 3);
    floor.order("O1", { D: 5, A: 1 });
    floor.run(minutes(20));
    const waiting = floor.stateOf("O1");
    floor.stock("P05", "D", 10);
    floor.run(minutes(20));

    expect(waiting).toBe("backordered");
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(await floor.shippedOf("O1")).toEqual({ D: 5, A: 1 });
    expect(typesOf(floor, "O1")).toEqual(["order.accepted", "order.backordered", "order.shipped"]);
  });

  it("book nothing while nobody has counted", async () => {
    const floor = await anOpenFloor();
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
    const floor = await anOpenFloor();
    floor.hides = (_tote, sku) => sku === "A";
    floor.order("O1", { A: 3, B: 2 });
    floor.run(minutes(20));

    expect(floor.tasksDone).toMatchObject([{ kind: "count-tote", station: "CHECK1" }]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
    expect(floor.bridge.figures()).toMatchObject({ lines: { picked: 2 }, units: { adjusted: 0, short: 0 } });
  });

  it("find units that the robot only claimed to have taken", async () => {
    const floor = await anOpenFloor();
    floor.lies.set("P01", 2);
    floor.order("O1", { A: 5 });
    floor.run(minutes(30));

    expect(kindsDone(floor)).toEqual(["count-tote", "count-bin"]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 5 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, short: 2, conserved: true });
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(floor.bins.get("P01")!.get("A"));
  });

  it("find wrong goods in a bin; those stand frozen at the bench, and the bin is counted", async () => {
    const floor = await anOpenFloor();
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
    const floor = await anOpenFloor();
    floor.readersDead = true;
    floor.order("O1", { A: 2 });
    floor.run(minutes(20));

    expect(kindsDone(floor)).toEqual(["count-tote"]);
    expect(floor.stateOf("O1")).toBe("shipped");
  });
});

describe("the last unit", () => {
  it("goes to one order; the other waits and is served when stock comes", async () => {
    const floor = await anOpenFloor();
    floor.stock("P04", "D", 1);
    floor.order("O1", { D: 1 });
    floor.order("O2", { D: 1 });
    floor.run(minutes(15));
    const states = [floor.stateOf("O1"), floor.stateOf("O2")];
    floor.stock("P05", "D", 1);
    floor.run(minutes(15));

    expect(states).toEqual(["shipped", "backordered"]);
    expect(floor.stateOf("O2")).toBe("shipped");
  });

  it("is not held by an order that lacks something else", async () => {
    const floor = await anOpenFloor();
    floor.stock("P04", "D", 1);
    floor.order("O1", { D: 1, A: 101 });
    floor.order("O2", { D: 1 });
    floor.run(minutes(15));

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["backordered", "shipped"]);
  });

  it("goes to the order that must leave first when stock comes for several", async () => {
    const floor = await anOpenFloor();
    floor.run(7 * 3_600 + 1);
    floor.order("LATE", { D: 1 });
    const evening = new Floor();
    await evening.open();
    evening.items("D");
    evening.run(6 * 3_600);
    evening.order("FIRST", { D: 1 });
    evening.run(3_600 + 1);
    evening.order("SECOND", { D: 1 });
    evening.stock("P04", "D", 1);

    expect([evening.stateOf("FIRST"), evening.stateOf("SECOND")]).toEqual(["allocated", "backordered"]);
  });
});

describe("a face below a quarter of what it was filled to", () => {
  it("is refilled from reserve by a transport of its own", async () => {
    const floor = await anOpenFloor();
    floor.stock("P15", "A", 200);
    floor.order("O1", { A: 80 });
    floor.run(minutes(20));

    expect(floor.bins.get("P01")!.get("A")).toBe(80);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(80);
    expect(floor.bridge.book.units("P15" as never, "A" as never)).toBe(140);
    expect(floor.bridge.figures()).toMatchObject({
      totes: { refillsUnderWay: 0 },
      units: { conserved: true },
    });
  });

  it("is counted out of doubt when the refill puts fewer units away than it took", async () => {
    const floor = await anOpenFloor();
    floor.stock("P15", "A", 200);
    floor.putsAtMost = 50;
    floor.order("O1", { A: 80 });
    floor.run(minutes(20));

    expect(kindsDone(floor)).toEqual(["count-tote"]);
    expect(floor.bridge.book.places()).toEqual(
      expect.arrayContaining([
        { location: "P01", sku: "A", units: 70 },
        { location: "CHECK1", sku: "A", units: 10 },
      ]),
    );
  });
});

describe("cancelling", () => {
  it("before its wave went: at once, and its units are free", async () => {
    const floor = await anOpenFloor();
    floor.order("O1", { A: 100 });
    const answer = floor.post(wmsPaths.cancellation("O1"), {});
    floor.order("O2", { A: 100 });

    expect(answer).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect(floor.stateOf("O2")).toBe("allocated");
  });

  it("while it waits for stock", async () => {
    const floor = await anOpenFloor();
    floor.order("O1", { D: 1 });

    expect(floor.post(wmsPaths.cancellation("O1"), {}).status).toBe(200);
    floor.stock("P04", "D", 1);
    expect(floor.stateOf("O1")).toBe("cancelled");
  });

  it("with its tote on a robot: brought to a check lane, counted, and frozen there", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3, B: 2 });
    floor.run(25);
    const answer = floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(10));

    expect(answer).toMatchObject({ status: 202, body: { state: "cancelling" } });
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.tasksDone).toMatchObject([{ kind: "count-tote", station: "CHECK1" }]);
    expect(floor.bridge.book.units("CHECK1" as never, "A" as never)).toBe(3);
    expect(typesOf(floor, "O1")).toEqual(["order.accepted", "order.cancelled"]);
    expect(floor.parcelsGone).toEqual([]);
  });

  it("before the robot has its tote: nothing to count", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3 });
    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(5));

    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.tasksDone).toEqual([]);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(100);
  });

  it("is refused from packing on, with the state", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(35);
    const packing = floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(5));
    const shipped = floor.post(wmsPaths.cancellation("O1"), {});

    expect(packing).toMatchObject({
      status: 409,
      body: { code: "conflict", detail: expect.stringMatching(/is packing/) },
    });
    expect(shipped).toMatchObject({ status: 409, body: { detail: "order O1 is shipped" } });
    expect(await floor.shippedOf("O1")).toEqual({ A: 1 });
  });

  it("asked twice is cancelled once", async () => {
    const floor = await anOpenFloor();
    floor.order("O1", { A: 1 });

    const answers = [1, 2].map(() => floor.post(wmsPaths.cancellation("O1"), {}).status);
    floor.run(60);

    expect(answers).toEqual([200, 200]);
    expect(typesOf(floor, "O1")).toEqual(["order.accepted", "order.cancelled"]);
  });
});

it("books returns as frozen at the receiving station and never picks them", async () => {
  const floor = await anOpenFloor();
  const lines = [
    { sku: "D", quantity: 2 },
    { sku: "A", quantity: 1 },
  ];

  const answer = floor.post(wmsPaths.returns, { return: "R1", lines });
  floor.order("O1", { D: 1 });
  floor.run(60);

  expect(answer.status).toBe(201);
  expect(floor.bridge.book.units("RECV" as never, "D" as never)).toBe(2);
  expect(floor.stateOf("O1")).toBe("backordered");
  expect(floor.bridge.figures()).toMatchObject({ returns: 1, units: { returned: 3, conserved: true } });
  expect(floor.confirmations.map(({ type, data }) => ({ type, data }))).toContainEqual({
    type: "return.received",
    data: { return: "R1", lines },
  });
});

describe("a write-off", () => {
  const writeOff = (quantity: number, sku = "A") => ({ writeOff: "X1", sku, quantity, reason: "broken" });

  it("leaves the book when a person has taken the units off the shelf", async () => {
    const floor = await anOpenFloor();

    const answer = floor.post(wmsPaths.writeOffs, writeOff(7));
    const before = floor.bridge.book.units("P01" as never, "A" as never);
    floor.run(60);

    expect(answer).toMatchObject({ status: 202, body: { units: 7 } });
    expect(before).toBe(100);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(93);
    expect(floor.bridge.figures().units).toMatchObject({ destroyed: 7, adjusted: 0, conserved: true });
    expect(floor.confirmations.at(-1)).toMatchObject({
      type: "stock.adjusted",
      data: { lines: [{ sku: "A", quantity: -7 }] },
    });
  });

  it("of more units than there are takes those, and of none is refused", async () => {
    const floor = await anOpenFloor();

    expect(floor.post(wmsPaths.writeOffs, writeOff(250))).toMatchObject({
      status: 202,
      body: { units: 100 },
    });
    expect(floor.post(wmsPaths.writeOffs, { ...writeOff(1, "D"), writeOff: "X2" })).toMatchObject({
      status: 409,
      body: { code: "no-stock" },
    });
  });

  it("sent twice under two keys is one", async () => {
    const floor = await anOpenFloor();

    floor.post(wmsPaths.writeOffs, writeOff(7));
    floor.post(wmsPaths.writeOffs, writeOff(7));
    floor.run(60);

    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(93);
    expect(floor.post(wmsPaths.writeOffs, writeOff(8)).status).toBe(409);
  });
});

describe("when robots fail", () => {
  it("before anything was taken, the units are asked for again", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 2 });
    floor.failNext = 2;
    floor.run(minutes(10));

    expect(await floor.shippedOf("O1")).toEqual({ A: 2 });
  });

  it("with goods on board, a person counts the tote and it goes on from the check lane", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 2, B: 1 });
    floor.run(25);
    floor.failNext = 1;
    floor.run(10);
    const alarms = [...floor.alarms.values()];
    floor.run(minutes(10));

    expect(alarms).toEqual(["tote.contents-unknown"]);
    expect(kindsDone(floor)).toEqual(["count-tote"]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 2, B: 1 });
    expect([...floor.alarms]).toEqual([]);
  });

  it("again and again, the order is parked for a person, and tried now and then", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
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

it("raises an alarm for an order that is not packed an hour before its ship-by, once, and clears it", async () => {
  const floor = await anOpenFloor();
  floor.order("O1", { D: 1 });
  floor.run((10 * hourMs) / 1_000 - 1);
  const before = [...floor.alarms.values()];
  floor.run(1);
  const at = [...floor.alarms.values()];
  floor.stock("P04", "D", 1);
  floor.run(minutes(15));

  expect([before, at, [...floor.alarms.values()]]).toEqual([[], ["order.at-risk"], []]);
  expect(floor.bridge.figures().orders).toMatchObject({ shipped: 1, late: 0 });
});

it("counts an order that left after its ship-by as late", async () => {
  const floor = await anOpenFloor();
  floor.order("O1", { D: 1 });
  floor.clock.run(() => false, dayStart + 11 * hourMs + 10 * minuteMs);
  floor.stock("P04", "D", 1);
  floor.run(minutes(15));

  const { orders, lateness } = floor.bridge.figures();
  expect(orders).toMatchObject({ shipped: 1, late: 1 });
  expect(lateness.maxS).toBeGreaterThan(600);
});

describe("at the portal", () => {
  it("a parcel that nobody saw leave is not shipped; a person hears of it", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.order("O1", { A: 1 });
    floor.run(minutes(32));

    expect(floor.stateOf("O1")).toBe("packed");
    expect([...floor.alarms.values()]).toEqual(["parcel.late"]);
  });

  it("a parcel that its station still works on has not left", async () => {
    const floor = await anOpenFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(35);
    const [{ sscc }] = (await floor.ledger.documents("tote")).map(({ body }) => body as { sscc: string }) as [
      { sscc: string },
    ];
    floor.house.office("fleet").act({ type: "stray" }, (desk) => {
      desk.send("wms-bridge", { type: "parcel.seen", portal: "PORTAL1" as never, sscc });
    });
    const stray = floor.stateOf("O1");
    floor.run(minutes(5));

    expect(stray).toBe("packing");
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.bridge.figures().units).toMatchObject({ shipped: 1, conserved: true });
  });
});

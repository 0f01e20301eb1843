/** What came goes to its place, by a robot or by a person: whoever begins first has it, and every unit is somewhere all the while. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem, aSite, locations } from "../floor/small-site.fixture.ts";
import { answerTask, asked, deliver, disagreements, inBook } from "./delivery.fixture.ts";

async function aFloor(options: Parameters<typeof aStockedFloor>[0] = {}): Promise<Floor> {
  const floor = await aStockedFloor(options);
  floor.peopleAtWork = false;
  return floor;
}

const putAways = (floor: Floor) => asked(floor, "put-away");
const boxes = (floor: Floor) =>
  [...floor.journeys.values()].filter(({ request }) => request.kind === "put-away");
const begin = (floor: Floor, task: string, device = "HH1") =>
  answerTask(floor, task, [], { begun: true, device });
/** A person takes them off RECV and puts them somewhere. */
function carry(floor: Floor, sku: string, units: number, to: string): void {
  const bench = floor.bins.get("RECV")!;
  bench.set(sku, bench.get(sku)! - units);
  const bin = floor.bins.get(to) ?? new Map<string, number>();
  floor.bins.set(to, bin);
  bin.set(sku, (bin.get(sku) ?? 0) + units);
}

describe("what was received", () => {
  it("is asked of people and waits for a robot in one box, and is no work for inspection", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;

    deliver(floor, "D1", [
      { sku: "A", quantity: 12 },
      { sku: "B", quantity: 5 },
    ]);
    floor.run(5);

    expect(putAways(floor)).toMatchObject([
      { sku: "A", quantity: 12, location: "RECV", to: "P01" },
      { sku: "B", quantity: 5, location: "RECV", to: "P02" },
    ]);
    expect(asked(floor, "inspect")).toEqual([]);
    expect(boxes(floor)).toHaveLength(1);
    expect(boxes(floor)[0]!.stops.map(({ action, stations }) => [action.type, stations[0]])).toEqual([
      ["fetchTote", "RECV"],
      ["pickItems", "RECV"],
      ["pickItems", "RECV"],
      ["putItems", "P01"],
      ["putItems", "P02"],
      ["dropTote", expect.stringMatching(/PACK/)],
    ]);
    expect(floor.get(`${wmsPaths.stock}?sku=A&by=place`).body.stock).toContainEqual(
      expect.objectContaining({ location: "RECV", frozen: 12, available: 0 }),
    );
  });

  it("is brought by a robot, and is for sale where it stands then", async () => {
    const floor = await aFloor();
    deliver(floor, "D1", [
      { sku: "A", quantity: 12 },
      { sku: "B", quantity: 5 },
    ]);

    floor.run(120);

    expect(putAways(floor)).toEqual([]);
    expect([inBook(floor, "P01", "A"), inBook(floor, "P02", "B"), inBook(floor, "RECV", "A")]).toEqual([
      112, 105, 0,
    ]);
    expect(disagreements(floor)).toEqual([]);
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([
      { available: 112, frozen: 0, inTransit: 0 },
    ]);
  });

  it("is in transit on the robot meanwhile, and asked of nobody any more", async () => {
    const floor = await aFloor();
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);

    floor.run(25);

    expect(putAways(floor)).toEqual([]);
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([
      { inTransit: 12, available: 100 },
    ]);
  });

  it("is a person's from the moment in which he takes it: the robot is let go of, once", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.run(5);
    const { task } = putAways(floor)[0]!;

    expect(begin(floor, task).status).toBe(200);
    expect(begin(floor, task).status).toBe(200);
    expect(begin(floor, task, "TABLET")).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/HH1 has begun/) },
    });
    floor.robotsStand = false;
    floor.run(60);
    expect(boxes(floor)).toEqual([]);
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([
      { inTransit: 12, available: 100 },
    ]);
    carry(floor, "A", 12, "P01");
    expect(answerTask(floor, task, [{ sku: "A", quantity: 12 }], { place: "P01" }).status).toBe(200);
    floor.run(60);

    expect(putAways(floor)).toEqual([]);
    expect(inBook(floor, "P01", "A")).toBe(112);
    expect(disagreements(floor)).toEqual([]);
  });

  it("is the robot's once it has fetched its box, and a person who says that he has it is told", async () => {
    const floor = await aFloor();
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.run(5);
    const { task } = putAways(floor)[0]!;
    floor.run(10);

    expect(begin(floor, task)).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/robot has begun/) },
    });
    floor.run(120);
    expect(inBook(floor, "P01", "A")).toBe(112);
    expect(disagreements(floor)).toEqual([]);
  });

  it("of several goods in one box goes on without those that a person took", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    deliver(floor, "D1", [
      { sku: "A", quantity: 12 },
      { sku: "B", quantity: 5 },
    ]);
    floor.run(5);
    const { task } = putAways(floor).find(({ sku }) => sku === "A")!;
    carry(floor, "A", 12, "P01");

    answerTask(floor, task, [{ sku: "A", quantity: 12 }], { place: "p01" });
    floor.robotsStand = false;
    floor.run(200);

    expect([inBook(floor, "P01", "A"), inBook(floor, "P02", "B")]).toEqual([112, 105]);
    expect(asked(floor, "count-tote")).toEqual([]);
    expect(disagreements(floor)).toEqual([]);
  });

  it("goes to another place that may take it as well, and to none that the rules refuse", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    floor.site = {
      ...aSite(),
      zones: [{ zone: "Z1", cells: [] } as never, { zone: "Z2", admits: ["battery"], cells: [] } as never],
    };
    floor.locations = locations().map((row) => (row.location === "P10" ? { ...row, zone: "Z2" } : row));
    await floor.reopen();
    floor.post(wmsPaths.items, { items: [anItem("L", { lotKept: true }), anItem("BIG", { litres: 60 })] });
    floor.post(wmsPaths.openingStock, { rows: [{ location: "P05", sku: "L", lot: "L1", units: 4 }] });
    floor.bins.set("P05", new Map([["L", 4]]));
    deliver(floor, "D1", [{ sku: "L", quantity: 6, lot: "L2" }]);
    floor.run(5);
    const { task, to } = putAways(floor)[0]!;
    const put = (place?: string) =>
      answerTask(floor, task, [{ sku: "L", quantity: 6 }], place === undefined ? {} : { place });

    expect(to).not.toBe("P05");
    expect(put()).toMatchObject({
      status: 422,
      body: { field: "place", detail: expect.stringMatching(/scan the label of the place/) },
    });
    expect(put("NOWHERE")).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/no storage place/) },
    });
    expect(put("PACK1")).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/no storage place/) },
    });
    expect(put("P10")).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/class/) } });
    expect(put("P05")).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/one lot/) } });
    expect(inBook(floor, "P05", "L")).toBe(4);
    carry(floor, "L", 6, "P13");
    expect(put("P13").status).toBe(200);
    expect(inBook(floor, "P13", "L")).toBe(6);
    expect(disagreements(floor)).toEqual([]);
  });

  it("is refused at a place that has no room for so many", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    floor.items("E");
    floor.post(wmsPaths.items, { items: [anItem("BIG", { litres: 60 })] });
    deliver(floor, "D1", [{ sku: "BIG", quantity: 5 }]);
    floor.run(5);
    const { task, quantity } = putAways(floor)[0]!;
    expect(quantity).toBe(1);
    floor.stock("P07", "E", 480);

    expect(answerTask(floor, task, [{ sku: "BIG", quantity: 1 }], { place: "P07" })).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/no room/) },
    });
  });

  it("of which a part is put somewhere goes on being asked for; of which the rest is gone is told", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.run(5);
    const [first] = putAways(floor);
    carry(floor, "A", 8, "P01");
    answerTask(floor, first!.task, [{ sku: "A", quantity: 8 }], { place: "P01" });
    floor.run(5);
    const [rest] = putAways(floor);
    carry(floor, "A", 3, "P01");
    floor.bins.get("RECV")!.set("A", 0);

    answerTask(floor, rest!.task, [{ sku: "A", quantity: 3 }], { place: "P01", complete: true });
    floor.run(60);

    expect(rest).toMatchObject({ quantity: 4 });
    expect(putAways(floor)).toEqual([]);
    expect(inBook(floor, "P01", "A")).toBe(111);
    expect(
      floor.confirmations.filter(({ type }) => type === "stock.adjusted").map(({ data }) => data),
    ).toMatchObject([{ lines: [{ sku: "A", quantity: -1 }], cause: { kind: "put-away", location: "P01" } }]);
    const said = floor.get(`${wmsPaths.activity}?type=adjust`).body.activities as {
      readonly why?: string;
      readonly reference?: string;
    }[];
    expect(JSON.stringify(said)).toContain("said to be gone");
    expect(disagreements(floor)).toEqual([]);
  });

  it("that somebody took and brought nowhere is given back, and asked for again", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.run(5);
    const { task } = putAways(floor)[0]!;
    begin(floor, task);

    expect(answerTask(floor, task, [{ sku: "A", quantity: 0 }]).status).toBe(200);
    floor.run(5);

    expect(putAways(floor)).toMatchObject([{ sku: "A", quantity: 12 }]);
    expect(putAways(floor)[0]!.begunBy).toBeUndefined();
    expect(inBook(floor, "RECV", "A")).toBe(12);
    expect(disagreements(floor)).toEqual([]);
  });

  it("that a robot does not find there is looked for by a person", async () => {
    const floor = await aFloor();
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.bins.get("RECV")!.set("A", 10);

    floor.run(120);

    expect(inBook(floor, "P01", "A")).toBe(110);
    expect(asked(floor, "inspect")).toMatchObject([{ location: "RECV", sku: "A", quantity: 2 }]);
  });

  it("that a place did not take is counted at a check lane and looked at", async () => {
    const floor = await aFloor();
    floor.putsAtMost = 7;
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.peopleAtWork = true;
    floor.peopleInspect = false;

    floor.run(300);

    expect(inBook(floor, "P01", "A")).toBe(107);
    expect(asked(floor, "inspect")).toMatchObject([{ location: "CHECK1", sku: "A", quantity: 5 }]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is asked for again when its robot fails before it took anything, and counted when it had", async () => {
    const floor = await aFloor();
    floor.failNext = 1;
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.run(200);

    expect(inBook(floor, "P01", "A")).toBe(112);
    expect(disagreements(floor)).toEqual([]);
  });

  it("that somebody took and never spoke of again is looked for, and the place that was meant is counted", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    deliver(floor, "D1", [{ sku: "A", quantity: 12 }]);
    floor.run(5);
    begin(floor, putAways(floor)[0]!.task);

    floor.run(2 * 3_600 + 5);

    expect(putAways(floor)).toEqual([]);
    expect(asked(floor, "count-bin")).toMatchObject([{ location: "P01" }]);
    expect(asked(floor, "inspect")).toMatchObject([{ location: "RECV", sku: "A", quantity: 12 }]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is looked at first where its announcement says so, and where nobody announced it", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;

    deliver(floor, "D1", [{ sku: "A", quantity: 12 }], { inspect: true });
    floor.run(5);

    expect(putAways(floor)).toEqual([]);
    expect(asked(floor, "inspect")).toMatchObject([{ sku: "A", quantity: 12, location: "RECV", to: "P01" }]);
  });

  it("of many boxes is asked for once: what a robot stands there to load is nobody else's, also after a restart", async () => {
    const floor = await aFloor();
    deliver(floor, "D1", [{ sku: "A", quantity: 300 }]);

    for (let times = 0; times < 60; times++) {
      floor.run(7);
      if (times % 4 === 3) await floor.reopen();
    }

    const puts = [...floor.asked.values()].filter(({ kind }) => kind === "put-away");
    expect(puts.map(({ quantity }) => quantity)).toEqual([60, 60, 60, 60, 60]);
    expect(asked(floor, "inspect")).toEqual([]);
    expect(inBook(floor, "RECV", "A")).toBe(0);
    expect(disagreements(floor)).toEqual([]);
  });

  it("waits for a place where none has room, and finds one later", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    floor.post(wmsPaths.items, { items: [anItem("BAT", { goodsClass: "battery" })] });
    floor.site = { ...aSite(), zones: [{ zone: "Z9", admits: ["battery"], cells: [] } as never] };
    await floor.reopen();
    deliver(floor, "D1", [{ sku: "BAT", quantity: 3 }]);
    floor.run(5);
    expect(putAways(floor)).toMatchObject([{ sku: "BAT", quantity: 3 }]);
    expect(putAways(floor)[0]!.to).toBeUndefined();
    floor.site = aSite();
    await floor.reopen();

    floor.run(700);

    expect(putAways(floor)[0]!.to).toBeDefined();
    expect(boxes(floor)).toHaveLength(1);
  });

  it("goes on after a restart at each moment, nothing twice and nothing lost", async () => {
    for (let stops = 0; stops < 7; stops++) {
      const floor = await aFloor();
      deliver(floor, "D1", [
        { sku: "A", quantity: 12 },
        { sku: "B", quantity: 70 },
      ]);
      floor.run(5 + 10 * stops);
      await floor.reopen();

      floor.run(400);

      expect([stops, inBook(floor, "P01", "A"), inBook(floor, "P02", "B")]).toEqual([stops, 112, 170]);
      expect(disagreements(floor)).toEqual([]);
      expect(putAways(floor)).toEqual([]);
    }
  });

  it("that an order waits for goes first, and now", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    floor.order("O1", { D: 3 });
    floor.run(30);

    deliver(floor, "D1", [
      { sku: "A", quantity: 60 },
      { sku: "D", quantity: 3 },
    ]);
    floor.run(5);

    const [first] = boxes(floor);
    expect(first!.request.dueAt).toBeLessThanOrEqual(floor.clock.now());
    expect(first!.stops.flatMap(({ action }) => (action.type === "putItems" ? [action.sku] : []))).toEqual([
      "D",
    ]);
  });
});

/** The straight road on the scripted floor: what the WMS asked for is what leaves the building, once. */
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { aStockedFloor, dayStart } from "./floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

it("ships an order: accepted, gathered, picked, packed, seen leaving, confirmed", async () => {
  const floor = await aStockedFloor();

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
  expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.shipped"]);
  const left = floor.confirmations.find(({ type }) => type === "parcel.shipped");
  expect(left!.data).toMatchObject({
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
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  const states: string[] = [];
  floor.order("O1", { A: 1 });

  for (let s = 0; s < 120; s++) {
    const state = floor.stateOf("O1");
    if (states.at(-1) !== state) states.push(state);
    floor.run(1);
  }

  expect(states).toEqual(["released", "picking", "transporting", "packing", "packed", "shipped"]);
});

describe("larger orders", () => {
  it("take several totes and ship when the last parcel is seen", async () => {
    const floor = await aStockedFloor();
    floor.stock("P15", "A", 100);
    floor.order("O1", { A: 150, B: 5 });
    floor.run(minutes(20));

    expect(floor.parcelsGone.length).toBe(3);
    expect(await floor.shippedOf("O1")).toEqual({ A: 150, B: 5 });
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.shipped"]);
  });

  it("are cut a bounded number of totes at a time", async () => {
    const floor = await aStockedFloor({ settings: { totesPerStep: 2, waveOrders: 1 } });
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

it("raises an alarm for an order that is not packed an hour before its ship-by, once, and clears it", async () => {
  const floor = await aStockedFloor();
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
  const floor = await aStockedFloor();
  floor.order("O1", { D: 1 });
  floor.clock.run(() => false, dayStart + 11 * hourMs + 10 * minuteMs);
  floor.stock("P04", "D", 1);
  floor.run(minutes(15));

  const { orders, lateness } = floor.bridge.figures();
  expect(orders).toMatchObject({ shipped: 1, late: 1 });
  expect(lateness.maxS).toBeGreaterThan(600);
});

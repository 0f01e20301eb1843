/** One unit from the supplier to the dock, and back and away again: each step that anybody could name it at is in the activity, in its passport and in the EPCIS events, and nothing else is. */
import type { ToteId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem, handsAt } from "../floor/small-site.fixture.ts";
import { answerTask, arriveAt, asked, unload } from "../receiving/delivery.fixture.ts";
import { labelOf, traced } from "./traced.fixture.ts";

const place = "P05";

async function aFloor(): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  handsAt(floor, place, "person");
  await floor.open();
  floor.peopleAtWork = false;
  floor.post(wmsPaths.items, { items: [anItem("S", { serialKept: true })] });
  return floor;
}

/** By the task `receive`, in a delivery of these. */
function receive(floor: Floor, receipt: string, serials: readonly string[]): void {
  const lines = [{ sku: "S", quantity: serials.length }];
  const task = arriveAt(floor, receipt, lines);
  unload(floor, lines);
  const found = serials.map((serial) => ({ sku: labelOf(serial), quantity: 1 }));
  expect(answerTask(floor, task, found).status).toBe(200);
}

/** By a person, to a place where people pick. */
function putAway(floor: Floor, found: readonly object[], units: number): void {
  floor.run(1);
  const { task } = asked(floor, "put-away").at(-1)!;
  const { status, body } = answerTask(floor, task, found, { place });
  expect([status, body.detail]).toEqual([200, undefined]);
  const bin = floor.bins.get(place) ?? new Map<string, number>();
  floor.bins.set(place, bin.set("S", (bin.get("S") ?? 0) + units));
  floor.bins.get("RECV")!.delete("S");
}

function sell(floor: Floor, order: string, serial: string): void {
  floor.order(order, { S: 1 });
  floor.run(60);
  const { task, tote, location } = asked(floor, "pick").at(-1)!;
  floor.fetchByHand(location!, "S", 1, tote as ToteId);
  expect(answerTask(floor, task, [{ sku: labelOf(serial), quantity: 1 }]).status).toBe(200);
  floor.run(60);
  const bring = asked(floor, "bring").at(-1);
  if (bring) answerTask(floor, bring.task, []);
  floor.run(3_600);
  expect(floor.stateOf(order)).toBe("shipped");
}

const toDock = ["pick", "transport", "pack", "ship"];
const toDockEvents = ["picking", "transporting", "unpacking", "packing", "shipping"];

describe("a unit", () => {
  it("that came as a delivery, was put away, sold and sent is told from the supplier to the dock", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    receive(floor, "D1", ["S1", "S2"]);
    putAway(
      floor,
      ["S1", "S2"].map((serial) => ({ sku: labelOf(serial), quantity: 1 })),
      2,
    );
    floor.robotsStand = false;
    sell(floor, "O1", "S1");
    await floor.reopen();

    const { activity, passport, events, faults } = traced(floor, "S1");

    // Hands that are full are a tote of the house's: what is taken off the bench is picked into it.
    expect(passport).toEqual(["receive", "pick", "put-away", ...toDock]);
    expect(activity).toEqual(passport);
    expect(events).toEqual(["receiving", "picking", "storing", ...toDockEvents]);
    expect(faults).toEqual([]);
    expect(traced(floor, "S2").passport).toEqual(["receive", "pick", "put-away"]);
  });

  it("that came back, was looked at and sold again is told on", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    receive(floor, "D1", ["S1"]);
    putAway(floor, [{ sku: labelOf("S1"), quantity: 1 }], 1);
    floor.robotsStand = false;
    sell(floor, "O1", "S1");
    const first = traced(floor, "S1").passport.length;
    floor.post(wmsPaths.returns, {
      return: "R1",
      order: "O1",
      lines: [{ sku: "S", quantity: 1, serials: ["S1"] }],
    });
    floor.run(5);
    const { task, to } = asked(floor, "inspect").at(-1)!;
    answerTask(floor, task, [{ sku: labelOf("S1"), quantity: 1, state: "available" }]);
    floor.bins.set(to!, new Map([["S", 1]]));
    floor.run(5);
    sell(floor, "O2", "S1");
    await floor.reopen();

    const { activity, passport, events, faults } = traced(floor, "S1");

    expect(passport.slice(first)).toEqual(["return", "grade", ...toDock]);
    expect(activity).toEqual(passport);
    expect(events.slice(-7)).toEqual(["receiving", "inspecting", ...toDockEvents]);
    expect(faults).toEqual([]);
  });

  it("is followed unscanned where all that stand there go along, by a robot's box or by hand", async () => {
    const floor = await aFloor();
    receive(floor, "D1", ["S1", "S2"]);
    floor.run(3_600);
    floor.robotsStand = true;
    receive(floor, "D2", ["S3"]);
    putAway(floor, [{ sku: "S", quantity: 1 }], 1);

    expect(traced(floor, "S1").passport).toEqual(["receive", "pick", "put-away"]);
    expect(traced(floor, "S3").passport).toEqual(["receive", "pick", "put-away"]);
    expect(floor.get(`${wmsPaths.serials}?sku=S`).body.serials).toMatchObject([
      { serial: "S1", location: expect.stringMatching(/^P\d/) },
      { serial: "S2", location: expect.stringMatching(/^P\d/) },
      { serial: "S3", location: place },
    ]);
  });

  it("of which nobody knows whether it went is told of nothing, and is where it was seen last", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    receive(floor, "D1", ["S1", "S2"]);
    putAway(floor, [{ sku: "S", quantity: 1 }], 1);

    expect(["S1", "S2"].map((serial) => traced(floor, serial).passport)).toEqual([
      ["receive", "pick"],
      ["receive", "pick"],
    ]);
    expect(floor.get(`${wmsPaths.serials}?sku=S`).body.serials).toMatchObject([
      { serial: "S1", lastSeen: { location: "RECV" } },
      { serial: "S2", lastSeen: { location: "RECV" } },
    ]);
  });
});

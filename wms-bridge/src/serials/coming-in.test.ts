/** A unit that comes in by its serial number is told by it at once, whichever door it came by: in the activity, its passport and the EPCIS events. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { answerTask, arriveAt, asked, unload } from "../receiving/delivery.fixture.ts";
import { epcOf, eventsNaming, labelOf, traced } from "./traced.fixture.ts";

async function aFloor(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.robotsStand = true;
  floor.peopleAtWork = false;
  floor.post(wmsPaths.items, { items: [anItem("S", { serialKept: true })] });
  return floor;
}

const rows = (...serials: string[]) => [{ location: "P05", sku: "S", lot: "L1", units: 3, serials }];
const inspectionOf = (floor: Floor): string => asked(floor, "inspect").at(-1)!.task;

/** Came back by this return, as it was said to. */
function comeBack(floor: Floor, serials: readonly string[], more: object = {}): void {
  const lines = [{ sku: "S", quantity: 1, ...(serials.length > 0 ? { serials } : {}) }];
  floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines, ...more });
  floor.run(5);
}

/** To a place in the store or the bench, and what became of it there. */
const deeds: readonly [string, (floor: Floor) => void, Partial<Record<"steps" | "events", string[]>>][] = [
  [
    "the opening stock",
    (floor) => floor.post(wmsPaths.openingStock, { rows: rows("S1") }),
    { steps: ["receive"], events: ["receiving"] },
  ],
  [
    "a receipt",
    (floor) => floor.post(wmsPaths.openingStock, { receipt: "R1", rows: rows("X", "S1", "Y") }),
    { steps: ["receive"], events: ["receiving"] },
  ],
  [
    "a delivery that somebody counts",
    (floor) => {
      const task = arriveAt(floor, "D1", [{ sku: "S", quantity: 2 }]);
      unload(floor, [{ sku: "S", quantity: 2 }]);
      answerTask(floor, task, [
        { sku: labelOf("S1"), quantity: 1 },
        { sku: "S", quantity: 1, serials: ["S2"] },
      ]);
    },
    { steps: ["receive"], events: ["receiving"] },
  ],
  [
    "a delivery that is to be looked at, and then is",
    (floor) => {
      const task = arriveAt(floor, "D1", [{ sku: "S", quantity: 1 }], { inspect: true });
      unload(floor, [{ sku: "S", quantity: 1 }]);
      answerTask(floor, task, [{ sku: labelOf("S1"), quantity: 1 }]);
      floor.run(5);
      const found = [{ sku: labelOf("S1"), quantity: 1, state: "available" }];
      answerTask(floor, inspectionOf(floor), found);
    },
    { steps: ["receive", "grade"], events: ["receiving", "inspecting"] },
  ],
  ["a return", (floor) => comeBack(floor, ["S1"]), { steps: ["return"], events: ["receiving"] }],
  [
    "a return that was announced",
    (floor) => {
      comeBack(floor, [], { expectedAt: new Date(floor.clock.now()).toISOString() });
      const lines = [{ sku: "S", quantity: 1, serials: ["S1"] }];
      floor.post(wmsPaths.returnArrival("R1"), { lines });
    },
    { steps: ["return"], events: ["receiving"] },
  ],
  [
    "a return that whoever looked at it named",
    (floor) => {
      comeBack(floor, []);
      answerTask(floor, inspectionOf(floor), [{ sku: labelOf("S1"), quantity: 1, state: "defective" }]);
    },
    { steps: ["grade"], events: ["inspecting"] },
  ],
  [
    "a return that a program decided about",
    (floor) => {
      comeBack(floor, ["S1"]);
      const about = { location: "RECV", sku: "S", quantity: 1, to: "available", place: "P06" };
      floor.post(wmsPaths.dispositions, { disposition: "D1", return: "R1", ...about });
    },
    { steps: ["return", "grade"], events: ["receiving", "inspecting"] },
  ],
  [
    "a count that named it",
    (floor) => {
      floor.post(wmsPaths.openingStock, { rows: rows() });
      floor.post(wmsPaths.counts, { count: "C1", scope: { locations: ["P05"] } });
      floor.run(5);
      const { task } = asked(floor, "count-bin").at(-1)!;
      answerTask(floor, task, [{ sku: "S", quantity: 3, serials: ["S1"] }]);
    },
    { steps: ["count"], events: ["cycle_counting"] },
  ],
  [
    "a write-off",
    (floor) => {
      floor.post(wmsPaths.openingStock, { rows: rows("S1") });
      floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "S", quantity: 3, reason: "broken" });
      floor.run(5);
      const { task } = asked(floor, "write-off").at(-1)!;
      answerTask(floor, task, [{ sku: "S", quantity: 1, serials: ["S1"] }]);
    },
    { steps: ["receive", "write-off"], events: ["receiving", "decommissioning"] },
  ],
];

describe("a serial number", () => {
  it.each(deeds)("of %s is in the activity, the passport and the events", async (_of, deed, told) => {
    const floor = await aFloor();

    deed(floor);
    floor.run(5);
    await floor.reopen();

    const { activity, passport, events, faults } = traced(floor, "S1");
    expect({ activity, passport, events }).toEqual({
      activity: told.steps,
      passport: told.steps,
      events: told.events,
    });
    expect(faults).toEqual([]);
  });

  it("of another lot is told with its own, and what nobody named is told of the lot that it is of", async () => {
    const floor = await aFloor();
    floor.post(wmsPaths.items, { items: [anItem("S", { serialKept: true, lotKept: true })] });
    const task = arriveAt(floor, "D1", [{ sku: "S", quantity: 3 }]);
    unload(floor, [{ sku: "S", quantity: 3 }]);

    const { status } = answerTask(floor, task, [
      { sku: "S", quantity: 1, lot: "LB", serials: ["B1"] },
      { sku: "S", quantity: 2, lot: "LA", serials: ["A1"] },
    ]);

    expect(status).toBe(200);
    expect(floor.get(`${wmsPaths.activity}?type=receive`).body.activities).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          serials: [
            { sku: "S", serial: "A1", lot: "LA" },
            { sku: "S", serial: "B1", lot: "LB" },
          ],
        }),
      ]),
    );
    expect(eventsNaming(floor, epcOf("A1"))).toMatchObject([
      {
        epcList: [epcOf("A1"), epcOf("B1")],
        quantityList: [{ epcClass: expect.stringMatching(/\/10\/LA$/), quantity: 1 }],
      },
    ]);
  });
});

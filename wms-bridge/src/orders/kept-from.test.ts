/** Units that are in the house and not free: the order that waits for them names where they lie, what they wait for, and who ends it; and no longer than it is so. */
import { StationId } from "@floorplane/contracts/ids";
import type { KeptUnits } from "@floorplane/contracts/reasons/of-orders";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { answerTask, arriveAt, asked, deliver, unload } from "../receiving/delivery.fixture.ts";

interface Reason {
  readonly code: string;
  readonly places?: readonly KeptUnits[];
}

async function aFloor(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.robotsStand = true;
  floor.peopleAtWork = false;
  floor.post(wmsPaths.items, { items: [anItem("K")] });
  return floor;
}

const shown = (floor: Floor, order = "W") => floor.get(wmsPaths.order(order)).body;
const reasonOf = (floor: Floor): Reason | undefined => shown(floor).reason as Reason | undefined;
const stocked = (floor: Floor): void => floor.stock("P05", "K", 4);

/** Five are in the house, and the one that W asks for is not free. */
const kinds: readonly [
  KeptUnits["why"],
  string,
  (floor: Floor) => void,
  Partial<KeptUnits>,
  ((floor: Floor) => void)?,
][] = [
  [
    "to-be-counted",
    "a bin that waits for a count",
    (floor) => {
      stocked(floor);
      floor.bins.set("P05", new Map([["K", 2]]));
      floor.robotsStand = false;
      floor.order("O1", { K: 3 });
      floor.run(600);
    },
    { at: "P05", units: 2, task: expect.stringMatching(/^TASK-/) as unknown as string },
    (floor) =>
      answerTask(floor, asked(floor, "count-bin")[0]!.task, [{ sku: "K", quantity: 0 }], { complete: true }),
  ],
  [
    "closed",
    "a place that no robot is sent to",
    (floor) => {
      stocked(floor);
      const office = floor.house.office("fleet");
      const closed = { type: "place.closed", place: StationId("P05") } as const;
      office.act({ type: "test" }, (desk) => desk.send("wms-bridge", closed));
    },
    { at: "P05", units: 4 },
  ],
  [
    "to-be-inspected",
    "a delivery that is to be looked at",
    (floor) => {
      const task = arriveAt(floor, "D1", [{ sku: "K", quantity: 4 }], { inspect: true });
      unload(floor, [{ sku: "K", quantity: 4 }]);
      answerTask(floor, task, [{ sku: "K", quantity: 4 }]);
    },
    { at: "RECV", units: 4, task: expect.stringMatching(/^TASK-/) as unknown as string },
    (floor) =>
      answerTask(floor, asked(floor, "inspect")[0]!.task, [{ sku: "K", quantity: 4, state: "dismantle" }]),
  ],
  [
    "to-be-inspected",
    "a return",
    (floor) =>
      floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "K", quantity: 4 }] }),
    { at: "RECV", units: 4 },
  ],
  [
    "to-be-put-away",
    "a delivery that was counted",
    (floor) => deliver(floor, "D1", [{ sku: "K", quantity: 4 }]),
    { at: "RECV", units: 4, task: expect.stringMatching(/^TASK-/) as unknown as string },
  ],
  [
    "on-its-way",
    "hands that put it away",
    (floor) => {
      deliver(floor, "D1", [{ sku: "K", quantity: 4 }]);
      floor.run(2);
      answerTask(floor, asked(floor, "put-away")[0]!.task, [], { begun: true });
    },
    { units: 4 },
  ],
  [
    "defective",
    "what somebody found defective",
    (floor) => {
      floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "K", quantity: 4 }] });
      const about = { location: "RECV", sku: "K", quantity: 4, to: "defective" };
      floor.post(wmsPaths.dispositions, { disposition: "D1", ...about });
    },
    { at: "RECV", units: 4 },
  ],
  [
    "called-back",
    "a tote whose order was cancelled",
    (floor) => {
      stocked(floor);
      floor.robotsStand = false;
      floor.order("O1", { K: 4 });
      for (let n = 0; n < 300 && (floor.bins.get("P05")?.get("K") ?? 0) > 0; n++) floor.run(1);
      floor.robotsStand = true;
      floor.post(wmsPaths.cancellation("O1"), {});
    },
    { units: 4 },
  ],
  [
    "tote-to-be-counted",
    "a tote of a cancelled order at a bench",
    (floor) => {
      stocked(floor);
      floor.robotsStand = false;
      floor.order("O1", { K: 4 });
      for (let n = 0; n < 300 && (floor.bins.get("P05")?.get("K") ?? 0) > 0; n++) floor.run(1);
      floor.post(wmsPaths.cancellation("O1"), {});
      floor.run(900);
    },
    { units: 4, task: expect.stringMatching(/^TASK-/) as unknown as string },
  ],
  [
    "to-leave-or-stay",
    "a parcel of a cancelled order that nobody saw leave",
    (floor) => {
      stocked(floor);
      floor.robotsStand = false;
      floor.portalBlind = true;
      floor.order("O1", { K: 5 });
      floor.run(300);
      floor.post(wmsPaths.cancellation("O1"), {});
    },
    { units: 4, at: expect.stringMatching(/^\d{18}$/) as unknown as string },
  ],
];

describe("an order that waits", () => {
  it.each(kinds)("for units that are %s names them: %s", async (why, _what, keep, place, end) => {
    const floor = await aFloor();
    keep(floor);
    floor.run(5);

    floor.order("W", { K: 1 });
    floor.run(5);
    const reason = reasonOf(floor);
    await floor.reopen();
    floor.run(5);

    expect(reason).toMatchObject({ code: "units.kept", places: [{ sku: "K", why, ...place }], others: 0 });
    expect(reasonOf(floor)).toEqual(reason);
    expect(shown(floor).kept).toMatchObject([{ sku: "K", why, units: place.units }]);
    if (!end) return;
    end(floor);
    floor.run(5);
    expect(reasonOf(floor)).toMatchObject({ code: "units.lacking" });
  });

  it("names what came to be kept only after it began to wait", async () => {
    const floor = await aFloor();
    floor.order("W", { K: 1 });
    floor.run(5);
    const before = reasonOf(floor);

    floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "K", quantity: 4 }] });
    floor.run(5);

    expect(before).toMatchObject({ code: "units.lacking" });
    expect(reasonOf(floor)).toMatchObject({ code: "units.kept", places: [{ at: "RECV", units: 4 }] });
    expect(shown(floor).why).toMatch(
      /here and not free: 4 × K in RECV, until a person has looked at them \(task TASK-\d+, since /,
    );
  });

  it("for units of two lots that lie at one place and wait for one thing names them once, with their sum", async () => {
    const floor = await aFloor();
    for (const [lot, units] of [
      ["L1", 3],
      ["L2", 4],
    ] as const)
      floor.post(wmsPaths.openingStock, {
        receipt: `R-${lot}`,
        rows: [{ location: "P05", sku: "K", lot, units }],
      });
    const office = floor.house.office("fleet");
    office.act({ type: "test" }, (desk) =>
      desk.send("wms-bridge", { type: "place.closed", place: StationId("P05") }),
    );
    floor.run(5);

    floor.order("W", { K: 1 });
    floor.run(5);

    expect(reasonOf(floor)).toMatchObject({
      places: [{ sku: "K", at: "P05", why: "closed", units: 7 }],
      others: 0,
    });
    expect(shown(floor).kept).toMatchObject([{ location: "P05", units: 7 }]);
  });

  it("for units that are another order's names none: they are not kept, they are sold", async () => {
    const floor = await aFloor();
    stocked(floor);
    floor.order("O1", { K: 4 });
    floor.order("W", { K: 1 });
    floor.run(5);

    expect(reasonOf(floor)).toMatchObject({ code: "units.lacking" });
  });
});

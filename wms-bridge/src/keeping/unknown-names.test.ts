/** What the floor says of things that nobody knows is told to a person, and never counts as nothing. */
import { DeviceId, ToteId } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import type { ToWmsBridge } from "@floorplane/contracts/messages";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const hours = (n: number): number => n * 3_600;
const portal = DeviceId("PORTAL-OUT");

function tell(floor: Floor, message: ToWmsBridge): void {
  floor.house.office("sensors").act({ type: "test" }, (desk) => desk.send("wms-bridge", message));
  floor.run(1);
}
const seen = (floor: Floor, n: number): void =>
  tell(floor, { type: "parcel.seen", portal, sscc: ssccOf(900_000 + n) });
const called = (floor: Floor): string[] => [...floor.alarms.values()].sort();

describe("a parcel that nobody knows", () => {
  it("is told when it leaves, once, also after a restart, and is over a day after it was last seen", async () => {
    const floor = await aStockedFloor();
    seen(floor, 1);
    const first = called(floor);
    await floor.reopen();
    seen(floor, 1);
    floor.run(hours(23));
    const stands = called(floor);
    floor.run(hours(2));

    expect(first).toEqual(["parcel.unknown"]);
    expect(stands).toEqual(["parcel.unknown"]);
    expect(called(floor)).toEqual([]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("with a hundred others is twenty alarms by name, and one for the rest", async () => {
    const floor = await aStockedFloor();

    for (let n = 0; n < 100; n++) seen(floor, n);

    expect(called(floor)).toEqual(Array(21).fill("parcel.unknown"));
    expect([...floor.alarms.keys()]).toContain("parcel.unknown:others");
  });

  it("is not one that left before and comes by again", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(hours(1));
    const [sscc] = floor.parcelsGone as [string];

    tell(floor, { type: "parcel.seen", portal, sscc });

    expect(floor.stateOf("O1")).toBe("shipped");
    expect(called(floor)).toEqual([]);
  });
});

it("a tote on a robot that nobody knows is told", async () => {
  const floor = await aStockedFloor();

  tell(floor, { type: "tote.read", reader: DeviceId("RDR-R01"), tote: ToteId("T999"), round: 1, tags: [] });

  expect(called(floor)).toEqual(["tote.unknown"]);
});

it("an answer to a task that nobody asked is told, whoever gives it", async () => {
  const floor = await aStockedFloor();

  floor.answer("TASK-999", { found: [{ sku: "A", quantity: 5 }] });
  floor.run(1);
  const told = called(floor);
  floor.post(wmsPaths.taskOutcome("TASK-998"), {
    task: "TASK-998",
    device: "TABLET",
    at: "2010-12-01T08:00:00Z",
    found: [],
  });
  floor.run(1);

  expect(told).toEqual(["task.unknown"]);
  expect(called(floor)).toEqual(["task.unknown", "task.unknown"]);
});

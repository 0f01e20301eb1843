import { AlarmId, RobotId } from "@floorplane/contracts/ids";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { aFloor } from "./testing/a-floor.testkit.ts";

it("tells of a device that nobody knows while it speaks, and no longer when it is gone", async () => {
  const floor = await aFloor();
  for (let n = 0; n < 6; n++) {
    floor.climate({ temperatureC: 20 }, "CLIMATE-99");
    floor.run(hourMs);
  }
  const speaks = await floor.alarms();
  floor.run(4 * hourMs);

  expect(speaks).toContain("device.unknown.CLIMATE-99 unacknowledged");
  expect(await floor.alarms()).toContain("device.unknown.CLIMATE-99 returned-unacknowledged");
});

it("after a restart forgets who is not heard any more", async () => {
  const floor = await aFloor();
  floor.climate({ temperatureC: 20 }, "CLIMATE-99");
  const again = await aFloor(floor.ledger, floor.clock.now() + minuteMs);
  const before = await again.alarms();
  again.run(4 * hourMs);

  expect(before).toContain("device.unknown.CLIMATE-99 unacknowledged");
  expect(await again.alarms()).toContain("device.unknown.CLIMATE-99 returned-unacknowledged");
});

it("tells of a robot that nobody knows, by its name", async () => {
  const floor = await aFloor();

  floor.tell({
    type: "alarm.raise",
    key: AlarmId("device.unknown"),
    definition: "device.unknown",
    source: RobotId("R99"),
    parameters: {},
  });

  expect(await floor.alarms()).toEqual(["device.unknown.R99 unacknowledged"]);
});

it("is at peace with a device that named another once it speaks in its own name", async () => {
  const floor = await aFloor();
  floor.climate({ device: "CLIMATE-2", temperatureC: 20 });
  const mixedUp = await floor.alarms();

  floor.climate({ temperatureC: 20 });

  expect(mixedUp).toEqual(["device.identity.CLIMATE-1 unacknowledged"]);
  expect(await floor.alarms()).toEqual(["device.identity.CLIMATE-1 returned-unacknowledged"]);
});

/** Devices, stations, zones and robots that are taken out of the site's files between two starts: nothing of them stands any more. */
import type { Site } from "@floorplane/contracts/site";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { aFloor, job, site } from "./testing/a-floor.testkit.ts";

type Floor = Awaited<ReturnType<typeof aFloor>>;

const standing = async (floor: Floor) =>
  (await floor.alarms()).filter((alarm) => / (un)?acknowledged$/.test(alarm));
const kept = async (floor: Floor) =>
  (
    await Promise.all(
      ["device-link", "climate", "climate-band", "station", "station-job"].map((kind) =>
        floor.ledger.documents(kind),
      ),
    )
  )
    .flat()
    .map(({ id }) => id);

/** Everything is wrong: the zone is hot, the clock is off, devices fell silent, and a robot is a fault. */
async function aFloorInTrouble(): Promise<Floor> {
  const floor = await aFloor();
  floor.tell(job);
  floor.station.store.set("Status.StateCurrent", 9, floor.clock.now());
  for (let n = 0; n < 40; n++) {
    floor.climate({ temperatureC: 45 + 0.1 * (n % 2), at: "1970-01-01T00:00:00.000Z" });
    floor.run(10 * secondMs);
  }
  floor.say("RDR-R01", 1, [], -50, "RDR-R02");
  floor.tell({
    type: "alarm.raise",
    key: "robot.fault:R01" as never,
    definition: "robot.fault",
    source: "R01",
    parameters: { robot: "R01" },
  });
  floor.tell({
    type: "alarm.raise",
    key: "order.parked:O1" as never,
    definition: "order.parked",
    source: "O1",
    parameters: { failures: 1 },
  });
  floor.run(10 * minuteMs);
  return floor;
}

const without: Partial<Site> = {
  devices: [],
  robots: [],
  zones: [],
  stations: [{ station: "PACK2", kind: "packing" }],
};

it("clears their alarms and removes their documents at the start, and leaves what is not theirs", async () => {
  const before = await aFloorInTrouble();
  const wrong = await standing(before);
  const again = await aFloor(before.ledger, before.clock.now(), without);

  expect(wrong.map((alarm) => alarm.split(/[.:]/)[0])).toEqual(
    expect.arrayContaining(["climate", "device", "robot", "station", "order"]),
  );
  expect(await standing(again)).toEqual(["order.parked:O1 unacknowledged"]);
  expect(await kept(again)).toEqual([]);
  expect(await again.house.differences()).toEqual([]);
});

it("keeps everything of those that are still named", async () => {
  const before = await aFloorInTrouble();
  const wrong = await standing(before);
  const documents = await kept(before);
  const again = await aFloor(before.ledger, before.clock.now());

  // The station's machine said in the meantime that it runs.
  expect(await standing(again)).toEqual(wrong.filter((alarm) => !alarm.startsWith("station.stopped")));
  expect(await kept(again)).toEqual(documents);
});

it("a zone is no longer hot by a sensor that was taken out of it", async () => {
  const before = await aFloorInTrouble();
  const devices = site.devices.filter(({ device }) => device !== "CLIMATE-1");
  const again = await aFloor(before.ledger, before.clock.now(), { devices });
  again.run(3 * minuteMs);

  expect((await standing(again)).filter((alarm) => alarm.startsWith("climate."))).toEqual([]);
});

it("a job of a station whose machine is gone waits for the next machine", async () => {
  const before = await aFloor();
  before.station.takes = false;
  before.tell(job);
  const devices = site.devices.filter(({ kind }) => kind !== "station");
  const between = await aFloor(before.ledger, before.clock.now(), { devices });
  const again = await aFloor(between.ledger, between.clock.now());
  again.run(minuteMs);

  expect(again.station.offered).toEqual(["J1"]);
});

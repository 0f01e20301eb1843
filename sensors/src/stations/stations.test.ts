import { nameFor } from "@floorplane/contracts/client-names";
import { parseStationJob, stationValues } from "@floorplane/contracts/devices.schema";
import { ClientId, JobId, Sku } from "@floorplane/contracts/ids";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { aFloor, finished, job, sscc } from "../testing/a-floor.testkit.ts";
import type { Job } from "./station.kind.ts";
import { jobText } from "./station-jobs.ts";

describe("a packing station", () => {
  it("is given a job once and tells that it is finished once", async () => {
    const floor = await aFloor();

    floor.tell(job);
    floor.station.store.set(stationValues.state, 6, floor.clock.now());
    floor.run(secondMs);
    const working = await floor.document("station", "PACK1");
    floor.station.store.set(stationValues.finished, finished("J1"), floor.clock.now());
    floor.station.store.set(stationValues.finished, finished("J1"), floor.clock.now());
    floor.run(secondMs);

    expect(floor.station.offered).toEqual(["J1"]);
    expect(working).toMatchObject({ state: "execute", job: "J1", link: "live" });
    expect(floor.wms.filter(({ type }) => type === "station.finished")).toEqual([
      { type: "station.finished", station: "PACK1", job: "J1", sscc },
    ]);
    expect(await floor.document("station", "PACK1")).toMatchObject({ job: null });
  });

  it.each([Sku("A"), nameFor(ClientId("acme"), ClientId("house"), Sku("A"))])(
    "is told what of a tote that several share goes into the parcel, of %s",
    async (sku) => {
      const floor = await aFloor();
      const goods = [{ sku, units: 2 }];

      floor.tell({ ...job, goods });
      floor.run(secondMs);

      const kept = await floor.document("station-job", "J1");
      expect(kept).toMatchObject({ goods });
      expect(parseStationJob(JSON.parse(jobText(kept as unknown as Job)))).toMatchObject({ goods });
    },
  );

  it("is asked again until it takes the job, and a person is called after ten minutes", async () => {
    const floor = await aFloor();
    floor.station.takes = false;

    floor.tell(job);
    floor.run(11 * minuteMs);
    const called = await floor.alarms();
    floor.station.takes = true;
    floor.run(minuteMs);

    expect(floor.station.offered.length).toBeGreaterThan(20);
    expect(floor.station.offered.length).toBeLessThan(40);
    expect(called).toContain("station.job-not-taken.J1 unacknowledged");
    expect(await floor.alarms()).toContain("station.job-not-taken.J1 returned-unacknowledged");
  });

  it("is told of open jobs again after a restart, and what finished meanwhile is told on", async () => {
    const floor = await aFloor();
    floor.tell(job);
    floor.tell({ ...job, job: JobId("J2") });
    const again = await aFloor(floor.ledger, floor.clock.now() + minuteMs);

    again.station.store.set(stationValues.finished, finished("J1"), again.clock.now());
    again.run(secondMs);

    expect(again.station.offered).toEqual(["J1", "J2"]);
    expect(again.wms.filter(({ type }) => type === "station.finished")).toMatchObject([{ job: "J1" }]);
  });

  it("tells each change of its state and queue", async () => {
    const floor = await aFloor();
    const before = floor.wms.length;

    floor.station.store.set(stationValues.queue, 1, floor.clock.now());
    floor.station.store.set(stationValues.queue, 1, floor.clock.now());
    floor.station.store.set(stationValues.state, 6, floor.clock.now());
    floor.run(secondMs);

    expect(floor.wms.slice(before)).toEqual([
      { type: "station.state", station: "PACK1", state: "idle", queue: 1 },
      { type: "station.state", station: "PACK1", state: "execute", queue: 1 },
    ]);
  });

  it("calls a person when it stands stopped for a minute, whatever it is called on the way", async () => {
    const floor = await aFloor();

    floor.station.store.set(stationValues.state, 8, floor.clock.now());
    floor.run(40 * secondMs);
    floor.station.store.set(stationValues.state, 9, floor.clock.now());
    floor.run(15 * secondMs);
    const early = await floor.alarms();
    floor.run(10 * secondMs);
    const late = await floor.alarms();
    floor.station.store.set(stationValues.state, 4, floor.clock.now());
    floor.run(secondMs);

    expect(early).toEqual([]);
    expect(late).toEqual(["station.stopped.PACK1 unacknowledged"]);
    expect(await floor.alarms()).toEqual(["station.stopped.PACK1 returned-unacknowledged"]);
  });
});

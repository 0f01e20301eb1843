import { DeviceId, ToteId } from "@floorplane/contracts/ids";
import { pieceEpc, ssccEpc, ssccOf, toteEpc } from "@floorplane/contracts/labels";
import { topics } from "@floorplane/contracts/topics";
import { minuteMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { aFloor, gtin, hall, sscc, tote } from "../testing/a-floor.testkit.ts";

describe("a robot's reader", () => {
  it("tells what is in the tote, each tag once, and keeps what it cannot decode out of it", async () => {
    const floor = await aFloor();
    const piece = pieceEpc(gtin, 1);

    floor.say("RDR-R01", 1, [toteEpc(tote), piece, piece, pieceEpc(gtin, 2), "E2801160600002"]);

    expect(floor.wms.filter(({ type }) => type === "tote.read")).toEqual([
      {
        type: "tote.read",
        reader: "RDR-R01",
        tote,
        round: 1,
        tags: [
          { gtin, serial: "1" },
          { gtin, serial: "2" },
        ],
      },
    ]);
    expect(floor.sensors.figures.of("reads.raw")).toBe(1);
  });

  it("tells a message once though the bus brings it twice", async () => {
    const floor = await aFloor();

    floor.say("RDR-R01", 1, [toteEpc(tote)]);
    floor.sayAgain();

    expect(floor.wms.filter(({ type }) => type === "tote.read")).toHaveLength(1);
    expect(floor.sensors.figures.of("reads.repeated")).toBe(1);
  });

  it("says nothing when it cannot tell whose tags they are", async () => {
    const floor = await aFloor();

    floor.say("RDR-R01", 1, [pieceEpc(gtin, 1)]);
    floor.say("RDR-R01", 2, [toteEpc(tote), toteEpc(ToteId("T8")), pieceEpc(gtin, 1)]);

    expect(floor.wms.filter(({ type }) => type === "tote.read")).toEqual([]);
    expect(floor.sensors.figures.of("reads.no-tote")).toBe(1);
    expect(floor.sensors.figures.of("reads.many-totes")).toBe(1);
  });

  it("is asked for one more round", async () => {
    const floor = await aFloor();

    floor.tell({ type: "reader.round", reader: DeviceId("RDR-R01"), tote, round: 2 });

    expect(floor.asks).toEqual([`${topics.readRound(hall, DeviceId("RDR-R01")).text} {"round":2}`]);
  });

  it("has no effect and one alarm when nobody knows it, or when it names another", async () => {
    const floor = await aFloor();

    for (const round of [1, 2, 3]) floor.say("RDR-R99", round, [toteEpc(tote)]);
    floor.say("RDR-R01", 1, [toteEpc(tote)], -50, "RDR-R02");

    expect(floor.wms.filter(({ type }) => type === "tote.read")).toEqual([]);
    expect(floor.sensors.figures.of("reads.unknown-reader")).toBe(3);
    expect(await floor.alarms()).toEqual([
      "device.identity.RDR-R01 unacknowledged",
      "device.unknown.RDR-R99 unacknowledged",
    ]);
  });
});

describe("a portal", () => {
  it("sees each parcel once, also after a restart", async () => {
    const floor = await aFloor();
    floor.say("PORTAL-OUT", 1, [ssccEpc(sscc)]);
    floor.run(minuteMs);
    floor.say("PORTAL-OUT", 2, [ssccEpc(sscc), ssccEpc(ssccOf(42))]);
    const again = await aFloor(floor.ledger, floor.clock.now());

    again.say("PORTAL-OUT", 3, [ssccEpc(sscc)]);

    const seen = [...floor.wms, ...again.wms].filter(({ type }) => type === "parcel.seen");
    expect(seen).toEqual([
      { type: "parcel.seen", portal: "PORTAL-OUT", sscc },
      { type: "parcel.seen", portal: "PORTAL-OUT", sscc: ssccOf(42) },
    ]);
  });

  it("tells one again that came back: to another dock, or to the same one after a while", async () => {
    const floor = await aFloor();
    // Nothing else happens here, and no clock goes on for nothing.
    const pass = (ms: number): void => {
      floor.clock.at(floor.clock.now() + ms, () => undefined);
      floor.run(ms);
    };
    floor.say("PORTAL-OUT", 1, [ssccEpc(sscc)]);
    for (const round of [2, 3, 4, 5]) {
      pass(minuteMs);
      floor.say("PORTAL-OUT", round, [ssccEpc(sscc)]);
    }
    const stoodThere = floor.wms.filter(({ type }) => type === "parcel.seen").length;
    pass(2 * minuteMs);
    floor.say("PORTAL-OUT", 6, [ssccEpc(sscc)]);

    expect(stoodThere).toBe(1);
    expect(floor.wms.filter(({ type }) => type === "parcel.seen")).toHaveLength(2);
  });
});

import { parseReads, type Reads } from "@floorplane/contracts/devices.schema";
import { decodeEpc } from "@floorplane/contracts/epc";
import { DeviceId, SiteId } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import { topics } from "@floorplane/contracts/topics";
import type { Bus, LinkState } from "@floorplane/runtime/bus/bus";
import { MemoryBroker, type MemoryConnection } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { aTote, someShelves } from "../goods/shelves.fixture.ts";
import { noWorldFile } from "../world-file.ts";
import { OutboundPortal } from "./outbound-portal.ts";

const start = Date.UTC(2026, 4, 4, 8);
const site = SiteId("test");
const device = DeviceId("PORTAL-OUT");

function aGate() {
  const clock = new VirtualClock(start);
  const broker = new MemoryBroker(clock);
  const house: MemoryConnection = broker.connect({ clientId: "house" });
  const heard: Reads[] = [];
  house.subscribe(topics.reads(site, device).text, ({ payload }) => heard.push(parseReads.bytes(payload)));
  const line = broker.connect({ clientId: device });
  const links = new Set<(state: LinkState) => void>();
  /** A link that a test can break and mend. */
  const bus: Bus = {
    state: "live",
    publish: (topic, payload) => line.publish(topic, payload),
    subscribe: (filter, hear) => line.subscribe(filter, hear),
    onLink: (hear) => {
      links.add(hear);
      return () => links.delete(hear);
    },
    close: () => line.close(),
    drop: () => line.drop(),
  };
  const shelves = someShelves();
  const portal = new OutboundPortal({
    site,
    device,
    bus,
    timers: clock,
    random: seededRandom(1),
    shelves,
    file: noWorldFile,
  });
  portal.start();
  return {
    clock,
    house,
    portal,
    shelves,
    heard,
    link: (state: LinkState) => {
      for (const hear of links) hear(state);
    },
    pack: (number: number, tote = `T${number}`) =>
      portal.accept({
        sscc: ssccOf(number),
        station: "PACK1",
        job: `J-${number}`,
        pieces: shelves.emptyTote(aTote(shelves, tote, "10001", 2)),
        at: clock.now(),
      }),
    pass: (seconds: number) => void clock.run(() => false, clock.now() + seconds * 1_000),
  };
}
const ssccsIn = (reads: Reads) =>
  reads.reads.map(({ epc }) => {
    const decoded = decodeEpc(epc);
    return decoded.scheme === "sscc" ? decoded.sscc : decoded.scheme;
  });

describe("the outbound gate", () => {
  it("reads a parcel's label when it comes by, three times, and notes what left", () => {
    const gate = aGate();
    gate.pack(7);

    gate.pass(19.9);
    expect(gate.portal.onBelt).toBe(1);
    expect(gate.heard).toEqual([]);
    gate.pass(20);

    expect(gate.heard.map(ssccsIn)).toEqual([[ssccOf(7)], [ssccOf(7)], [ssccOf(7)]]);
    expect(gate.heard.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(gate.portal.dock).toEqual([
      { sscc: ssccOf(7), station: "PACK1", contents: [["10001", 2]], at: start + 20_000 },
    ]);
    expect(gate.portal.onBelt).toBe(0);
    expect(gate.shelves.unbalanced(gate.portal.unitsOnBelt())).toEqual([]);
  });

  it("counts units between bench and gate as neither here nor gone", () => {
    const gate = aGate();
    gate.pack(1);

    expect([...gate.portal.unitsOnBelt()]).toEqual([["10001", 2]]);
    expect(gate.shelves.unbalanced(gate.portal.unitsOnBelt())).toEqual([]);
  });

  it("takes a label once", () => {
    const gate = aGate();
    gate.pack(1);
    gate.pack(1, "T2");
    gate.pass(60);

    expect(gate.portal.dock).toHaveLength(1);
  });

  it("reads what stands on the dock again when it is asked, under the round it was asked for", () => {
    const gate = aGate();
    gate.pack(1);
    gate.pack(2);
    gate.pass(60);
    gate.heard.length = 0;

    gate.house.publish(topics.readRound(site, device), new TextEncoder().encode('{"round":42}'));
    gate.pass(1);

    expect(gate.heard).toHaveLength(1);
    expect(gate.heard[0]!.round).toBe(42);
    expect(ssccsIn(gate.heard[0]!).sort()).toEqual([ssccOf(1), ssccOf(2)]);
  });

  it("reads the dock again after a lost link came back, since nobody may have heard", () => {
    const gate = aGate();
    gate.pack(1);
    gate.pass(60);
    gate.heard.length = 0;

    gate.link("lost");
    gate.link("live");
    gate.pass(300);

    expect(gate.heard.map(ssccsIn)).toEqual([[ssccOf(1)], [ssccOf(1)], [ssccOf(1)]]);
  });

  it("lets nonsense on its command topic pass", () => {
    const gate = aGate();
    gate.house.publish(topics.readRound(site, device), new TextEncoder().encode("again!"));
    gate.pass(1);

    expect(gate.heard).toEqual([]);
  });
});

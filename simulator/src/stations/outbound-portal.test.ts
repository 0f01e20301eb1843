import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseReads, type Reads } from "@floorplane/contracts/devices.schema";
import { decodeEpc } from "@floorplane/contracts/epc";
import { DeviceId, SiteId } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import { topics } from "@floorplane/contracts/topics";
import type { Bus, LinkState } from "@floorplane/runtime/bus/bus";
import { MemoryBroker, type MemoryConnection } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it, onTestFinished } from "vitest";
import { aTote, someShelves } from "../goods/shelves.fixture.ts";
import type { Shelves } from "../goods/shelves.ts";
import { noWorldFile, SqliteWorldFile, type WorldFile } from "../world-file.ts";
import { OutboundPortal } from "./outbound-portal.ts";
import type { Packed } from "./packing-station.ts";

const start = Date.UTC(2026, 4, 4, 8);
const site = SiteId("test");
const device = DeviceId("PORTAL-OUT");

function aGate({
  clock = new VirtualClock(start),
  file = noWorldFile,
  shelves = someShelves(undefined, file),
  missed,
  random = seededRandom(1),
}: {
  readonly clock?: VirtualClock;
  readonly file?: WorldFile;
  readonly shelves?: Shelves;
  readonly missed?: number;
  readonly random?: Random;
} = {}) {
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
  const portal = new OutboundPortal({
    site,
    device,
    bus,
    timers: clock,
    random,
    shelves,
    file,
    missed,
    hasPallets: true,
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
    pack: (number: number, tote = `T${number}`, how: Pick<Packed, "isForPallet"> = {}) =>
      portal.accept({
        ...how,
        sscc: ssccOf(number),
        station: "PACK1",
        job: `J-${number}`,
        pieces: shelves.emptyTote(aTote(shelves, tote, "10001", 2)),
        at: clock.now(),
      }),
    pass: (seconds: number) => {
      // Time goes by, also when nothing is due.
      const until = clock.now() + seconds * 1_000;
      clock.at(until, () => {});
      clock.run(() => false, until);
    },
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

const forPallet = { isForPallet: true } as const;
const pallet = ssccOf(900);

describe("parcels for a pallet", () => {
  it("stand at the dock, neither here nor gone, until their pallet is driven out with those that stand there", () => {
    const gate = aGate();
    gate.pack(1, "T1", forPallet);
    gate.pack(2, "T2", forPallet);
    gate.pack(3);
    const onTheWay = gate.portal.stands(ssccOf(1));
    gate.pass(3_600);

    expect(onTheWay).toBe(false);
    expect(gate.portal.stands(ssccOf(1))).toBe(true);
    expect(gate.portal.dock.map(({ sscc }) => sscc)).toEqual([ssccOf(3)]);
    expect(gate.portal.onBelt).toBe(2);
    expect(gate.shelves.unbalanced(gate.portal.unitsOnBelt())).toEqual([]);

    gate.heard.length = 0;
    gate.portal.load(pallet, [ssccOf(1), ssccOf(2), ssccOf(3)]);
    gate.portal.load(pallet, [ssccOf(1)]);
    gate.pass(120);

    expect(gate.heard).toHaveLength(3);
    expect(gate.heard.every((reads) => ssccsIn(reads).includes(pallet))).toBe(true);
    expect(gate.portal.pallets).toEqual([
      { sscc: pallet, parcels: [ssccOf(1), ssccOf(2)], at: start + 3_660_000 },
    ]);
    expect(gate.portal.dock.map(({ pallet }) => pallet)).toEqual([undefined, pallet, pallet]);
    expect(gate.portal.onBelt).toBe(0);
    expect(gate.shelves.unbalanced(gate.portal.unitsOnBelt())).toEqual([]);
  });

  it("go out by themselves when they go on none after all", () => {
    const gate = aGate();
    gate.pack(1, "T1", forPallet);
    gate.pass(60);
    gate.portal.goesAlone(ssccOf(1));
    gate.pass(60);

    expect(gate.heard.map(ssccsIn)).toEqual([[ssccOf(1)], [ssccOf(1)], [ssccOf(1)]]);
    expect(gate.portal.standing.size).toBe(0);
  });

  it("leave on a pallet that nobody reads, where the reader misses everything: the pallet is what was missed", () => {
    const gate = aGate({ missed: 1 });
    gate.pack(1, "T1", forPallet);
    gate.pass(60);
    gate.portal.load(pallet, [ssccOf(1)]);
    gate.pass(120);

    expect(gate.heard).toEqual([]);
    expect([...gate.portal.missed]).toEqual([pallet]);
    expect(gate.portal.wentOut(pallet) && gate.portal.wentOut(ssccOf(1))).toBe(true);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    "are lost nowhere and pass once, in whatever order things happen and the world is killed (seed %i)",
    (seed) => {
      const folder = mkdtempSync(join(tmpdir(), "floorplane-dock-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const random = seededRandom(seed).split("dock");
      const open = () => new SqliteWorldFile(join(folder, "world.sqlite"));
      let file = open();
      let gate = aGate({ file, missed: 0.2, random: seededRandom(seed) });
      let pallets = 0;
      for (let packed = 0; packed < 60; ) {
        const stands = [...gate.portal.standing].filter((sscc) => gate.portal.stands(sscc));
        const chance = random.next();
        if (chance < 0.5) gate.pack(++packed, `T${packed}`, random.chance(0.8) ? forPallet : {});
        else if (chance < 0.65) gate.portal.load(ssccOf(1_000 + ++pallets), stands.slice(random.below(3)));
        else if (chance < 0.7 && stands[0]) gate.portal.goesAlone(stands[0]);
        else if (chance < 0.85) gate.pass(random.below(50));
        else {
          gate.portal.stop();
          file.close();
          file = open();
          gate = aGate({ clock: gate.clock, file, missed: 0.2, random: seededRandom(seed) });
        }
        expect(gate.shelves.unbalanced(gate.portal.unitsOnBelt())).toEqual([]);
      }
      gate.pass(60);
      gate.portal.load(ssccOf(2_000), [...gate.portal.standing]);
      gate.pass(120);

      const { dock, pallets: left, onBelt } = gate.portal;
      expect(onBelt).toBe(0);
      expect(dock.map(({ sscc }) => sscc).sort()).toEqual(
        Array.from({ length: 60 }, (_, index) => ssccOf(index + 1)).sort(),
      );
      const onPallets = dock.filter((one) => one.pallet !== undefined);
      expect(left.flatMap(({ parcels }) => parcels).sort()).toEqual(onPallets.map(({ sscc }) => sscc).sort());
      expect(left.length).toBeGreaterThan(3);
      file.close();
    },
  );
});

/** A day at which people pack at one of the stations, with a screen and a scanner: everything leaves, nothing is lost, and each parcel has one label. */
import { planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { hourMs } from "@floorplane/contracts/units";
import type { DocumentChange } from "@floorplane/runtime/ledger/ledger";
import { expect, it } from "vitest";

it("people pack at one station and a machine at the other: the day ends, and each parcel was labelled once", async () => {
  const planned = planDay({
    seed: 4,
    robots: 11,
    rate: 1,
    tight: false,
    startAt: Date.UTC(2026, 2, 2),
    profile: "b2c",
    perDay: 70,
  });
  const { site } = planned.site;
  const packing = site.stations.filter(({ kind }) => kind === "packing").map(({ station }) => station);
  const byHand = packing[0]!;
  const plan = {
    ...planned,
    site: {
      ...planned.site,
      site: {
        ...site,
        stations: site.stations.map((row) =>
          row.station === byHand ? { ...row, by: "person" as const } : row,
        ),
        devices: site.devices.filter(({ kind, station }) => kind !== "station" || station !== byHand),
        printers: packing.map((station) => ({
          printer: `Z-${station}`,
          address: "10.0.0.1:9100",
          language: "zpl" as const,
          station,
        })),
      },
    },
  };
  const prints = new Map<string, { of: string; state: string; station: string | null }>();
  const packed = new Map<string, number>();
  const floor = virtualFloor({
    plan,
    seed: 4,
    wrongBins: 0.05,
    witness: ({ change }) => {
      for (const { kind, id, body } of change.documents as DocumentChange[]) {
        if (kind === "print" && body !== null) prints.set(id, body as never);
        if (kind === "parcel" && body !== null) {
          const { sscc, state, station } = body as { sscc: string; state: string; station: string };
          if (state === "left") packed.set(sscc, station === byHand ? 1 : 0);
        }
      }
    },
  });
  await floor.composed.start();
  floor.world.start();
  const ended = floor.clock.run(() => floor.world.done(), floor.clock.now() + 40 * hourMs);
  await floor.world.stop();
  await floor.composed.stop();

  expect(packing).toHaveLength(2);
  expect(ended).toBe("done");
  expect([...packed.values()].filter((hand) => hand === 1).length).toBeGreaterThan(5);
  const labels = [...prints.values()];
  expect(labels.filter(({ state }) => state !== "printed")).toEqual([]);
  expect(new Set(labels.map(({ of }) => of)).size).toBe(labels.length);
  expect([...packed.keys()].filter((sscc) => !labels.some(({ of }) => of === sscc))).toEqual([]);
}, 120_000);

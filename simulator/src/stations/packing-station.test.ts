import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseFinishedJobs, type StationJob, stationValues } from "@floorplane/contracts/devices.schema";
import { ssccOf } from "@floorplane/contracts/labels";
import { packSeconds } from "@floorplane/contracts/picking";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { describe, expect, it } from "vitest";
import { aTote, someShelves } from "../goods/shelves.fixture.ts";
import type { Shelves } from "../goods/shelves.ts";
import { noWorldFile, SqliteWorldFile, type WorldFile } from "../world-file.ts";
import { infeedMax, type Packed, PackingStation } from "./packing-station.ts";

const start = Date.UTC(2026, 4, 4, 8);

function aStation(
  shelves: Shelves = someShelves(),
  file: WorldFile = noWorldFile,
  clock = new VirtualClock(start),
) {
  const packed: Packed[] = [];
  const station = new PackingStation({
    station: "PACK1",
    timers: clock,
    shelves,
    file,
    log: silentLog,
    packed: (parcel) => packed.push(parcel),
  });
  station.start();
  return {
    clock,
    shelves,
    station,
    packed,
    pass: (seconds: number) => void clock.run(() => false, clock.now() + seconds * 1_000),
    give: (job: StationJob) => station.values.onWrite(stationValues.job, JSON.stringify(job)),
    state: () => station.values.get(stationValues.state)?.value,
    queue: () => station.values.get(stationValues.queue)?.value,
    finished: () => parseFinishedJobs(JSON.parse(String(station.values.get(stationValues.finished)?.value))),
  };
}
const job = (number: number, tote: string): StationJob => ({
  job: `J-${number}`,
  tote,
  lines: 2,
  units: 10,
  sscc: ssccOf(number),
});

describe("a packing station", () => {
  it("packs a tote for as long as lines and units take, and labels the parcel", () => {
    const bench = aStation();
    aTote(bench.shelves, "T1");
    expect(bench.state()).toBe(4);

    bench.give(job(1, "T1"));
    bench.station.offer("T1");
    bench.pass(5);
    expect(bench.state()).toBe(6);
    bench.pass(packSeconds(2, 10) - 0.001);
    expect(bench.packed).toEqual([]);
    bench.pass(0.001);

    expect(bench.packed).toMatchObject([{ sscc: ssccOf(1), station: "PACK1", job: "J-1" }]);
    expect(bench.packed[0]!.pieces.map(({ sku }) => sku)).toEqual(["10001", "10001", "10001"]);
    expect(bench.finished()).toEqual([{ job: "J-1", sscc: ssccOf(1) }]);
    expect(bench.state()).toBe(4);
    expect(bench.shelves.piecesIn("T1")).toEqual([]);
  });

  it("puts into a parcel what its job names, and keeps the rest beside the bench until it is asked for, also over a restart", () => {
    const folder = mkdtempSync(join(tmpdir(), "floorplane-shared-"));
    const file = new SqliteWorldFile(join(folder, "world.sqlite"));
    const bench = aStation(someShelves(undefined, file), file);
    aTote(bench.shelves, "T1");
    const goods = (units: number) => [{ sku: "10001", units }];

    bench.station.offer("T1");
    bench.give({ ...job(1, "T1"), lines: 1, units: 1, goods: goods(1) });
    bench.pass(60);
    const between = bench.shelves.unitsIn("T1");
    bench.station.stop();
    const again = aStation(someShelves(undefined, file), file, bench.clock);
    again.give({ ...job(2, "T1"), lines: 1, units: 2, goods: goods(2) });
    again.pass(60);

    expect(between).toBe(2);
    expect([...bench.packed, ...again.packed].map(({ pieces }) => pieces.length)).toEqual([1, 2]);
    expect(again.station.totes()).toEqual([]);
    expect(again.shelves.totes()).toEqual([]);
    file.close();
    rmSync(folder, { recursive: true });
  });

  it("waits for the job of a tote, and for the tote of a job", () => {
    const bench = aStation();
    aTote(bench.shelves, "T1");
    aTote(bench.shelves, "T2");

    bench.station.offer("T1");
    bench.give(job(2, "T2"));
    bench.pass(60);
    expect(bench.packed).toEqual([]);
    bench.give(job(1, "T1"));
    bench.pass(60);
    bench.station.offer("T2");
    bench.pass(60);

    expect(bench.packed.map((parcel) => parcel.job)).toEqual(["J-1", "J-2"]);
  });

  it("does a job once, however often it is told, and refuses what is no job", () => {
    const bench = aStation();
    aTote(bench.shelves, "T1");
    bench.station.offer("T1");

    expect(bench.give(job(1, "T1"))).toBe(true);
    expect(bench.give(job(1, "T1"))).toBe(true);
    bench.pass(60);
    aTote(bench.shelves, "T1");
    bench.station.offer("T1");
    expect(bench.give(job(1, "T1"))).toBe(true);
    bench.pass(60);

    expect(bench.packed).toHaveLength(1);
    expect(bench.station.values.onWrite(stationValues.job, "nonsense")).toBe(false);
    expect(bench.station.values.onWrite(stationValues.state, 6)).toBe(false);
  });

  it("has room for six totes, and counts them", () => {
    const bench = aStation();
    for (let number = 1; number <= infeedMax; number++)
      expect(bench.station.offer(aTote(bench.shelves, `T${number}`, "10001", 1))).toBe(true);

    expect(bench.station.offer("T99")).toBe(false);
    expect(bench.station.offer("T3")).toBe(true);
    expect(bench.queue()).toBe(infeedMax);
  });

  it("stacks an empty tote away, and sets aside one that nobody sends a job for", () => {
    const bench = aStation();
    bench.station.offer(aTote(bench.shelves, "T1", "10001", 0));
    bench.station.offer(aTote(bench.shelves, "T2"));

    bench.pass(10);
    expect(bench.queue()).toBe(1);
    expect(bench.shelves.piecesIn("T1")).toEqual([]);
    bench.pass(15 * 60);
    expect(bench.queue()).toBe(0);
    expect(bench.station.has("T2")).toBe(true);
    expect(bench.shelves.unitsIn("T2")).toBe(3);

    bench.give(job(2, "T2"));
    bench.pass(60);
    expect(bench.packed.map((parcel) => parcel.job)).toEqual(["J-2"]);
  });

  it("shows its last 32 finished jobs, newest last", () => {
    const bench = aStation();
    for (let number = 1; number <= 40; number++) {
      bench.give(job(number, `T${number}`));
      bench.station.offer(aTote(bench.shelves, `T${number}`, "10001", 1));
      bench.pass(60);
    }

    expect(bench.finished().map((done) => done.job)).toEqual(
      Array.from({ length: 32 }, (_, i) => `J-${i + 9}`),
    );
  });

  it("goes on after a restart in the middle of a job, and does none twice", () => {
    const folder = mkdtempSync(join(tmpdir(), "floorplane-bench-"));
    const path = join(folder, "world.sqlite");
    try {
      const file = new SqliteWorldFile(path);
      const before = aStation(someShelves(undefined, file), file);
      for (const number of [1, 2]) {
        before.give(job(number, `T${number}`));
        before.station.offer(aTote(before.shelves, `T${number}`));
      }
      before.pass(10);
      before.station.stop();
      file.close();

      const again = new SqliteWorldFile(path);
      const after = aStation(someShelves({}, again), again, before.clock);
      expect(after.state()).toBe(6);
      after.give(job(1, "T1"));
      after.pass(60);

      expect(after.packed.map((parcel) => [parcel.job, parcel.pieces.length])).toEqual([
        ["J-1", 3],
        ["J-2", 3],
      ]);
      again.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

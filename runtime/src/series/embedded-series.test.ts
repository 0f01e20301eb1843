/** The embedded history's thread: lost and found again, kept busy, refused a file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, it } from "vitest";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { silentLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { EmbeddedSeries, type EmbeddedSeriesOptions } from "./embedded-series.ts";

/** 2026-03-02T00:00:00Z */
const monday = 1_772_409_600_000;
let folder: string;
let clock: VirtualClock;
const open: EmbeddedSeries[] = [];
const workers: Worker[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "embedded-"));
  clock = new VirtualClock(monday);
  workers.length = 0;
});
afterEach(async () => {
  for (const series of open.splice(0)) await series.close();
  rmSync(folder, { recursive: true, force: true });
});

async function aSeries(options: Partial<EmbeddedSeriesOptions> = {}): Promise<EmbeddedSeries> {
  const series = await EmbeddedSeries.open({
    history: { file: join(folder, "deeper", "history.sqlite"), site: "north" },
    timers: clock,
    random: seededRandom(1),
    log: silentLog,
    startWorker: (workerData) => {
      const worker = new Worker(new URL("./embedded-worker.ts", import.meta.url), { workerData });
      workers.push(worker);
      return worker;
    },
    ...options,
  });
  open.push(series);
  return series;
}
const write = (series: EmbeddedSeries, value: number): void =>
  series.write("CL-01", "temperature", value, "Cel", "good", monday + value * 1_000);
const asked = { device: "CL-01", quantity: "temperature", from: monday, to: monday + 60_000, pixels: 60 };

it("crosses to its thread by itself, a quarter of a second after the first point", async () => {
  const series = await aSeries();
  write(series, 1);
  write(series, 2);
  expect(series.figures()).toMatchObject({ stored: 0, waitingInMemory: 2 });

  clock.run(() => false, monday + 250);
  for (let turns = 0; turns < 500 && series.figures().stored < 2; turns++)
    await new Promise((resolve) => setTimeout(resolve, 10));

  expect(series.figures()).toMatchObject({ stored: 2, waitingInMemory: 0 });
});

it("says that a chart can be asked for again while its thread is started again", async () => {
  const series = await aSeries();
  const drawing = series.query(asked);
  await workers[0]!.terminate();

  await expect(drawing).rejects.toMatchObject({ code: "unreachable", retry: true });
  await expect(series.query(asked)).rejects.toMatchObject({ code: "unreachable", retry: true });
});

it("waits for a new thread and gives it the batch that the old one died with", async () => {
  const series = await aSeries();
  write(series, 1);
  await series.flush();
  write(series, 2);
  const flushed = series.flush();
  await workers[0]!.terminate();
  write(series, 3);
  clock.run(() => workers.length > 1, monday + 2_000);

  expect(await flushed).toBe(true);
  expect((await series.query(asked)).buckets.map((bucket) => bucket.last)).toEqual([1, 2, 3]);
  expect(series.figures()).toMatchObject({ written: 3, stored: 3, dropped: 0 });
  expect(workers).toHaveLength(2);
});

it("tries again and again while its thread dies at once", async () => {
  let broken = false;
  const series = await aSeries({
    startWorker: (workerData) => {
      const worker = broken
        ? new Worker("throw new Error('out of memory')", { eval: true })
        : new Worker(new URL("./embedded-worker.ts", import.meta.url), { workerData });
      workers.push(worker);
      return worker;
    },
  });
  write(series, 1);
  broken = true;
  await workers[0]!.terminate();
  for (let turns = 0; turns < 500 && workers.length < 4; turns++) {
    clock.run(() => false, clock.now() + 1_000);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  broken = false;
  for (let turns = 0; turns < 500 && series.figures().stored < 1; turns++) {
    clock.run(() => false, clock.now() + 1_000);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }

  expect(series.figures()).toMatchObject({ stored: 1, dropped: 0, waitingInMemory: 0 });
});

it("counts as dropped what its thread has no room for", async () => {
  const series = await aSeries({ waitingMax: 10 });
  for (let value = 0; value < 25; value++) write(series, value);

  expect(await series.flush()).toBe(true);

  expect(series.figures()).toMatchObject({ written: 25, stored: 10, dropped: 15, waitingInMemory: 0 });
});

it("gives up a flush and a chart after half a minute of silence", async () => {
  const series = await aSeries({
    startWorker: () => {
      const deaf = `const { parentPort } = require("node:worker_threads");
        parentPort.on("message", ({ kind }) => kind === "close" && parentPort.close());
        parentPort.postMessage({ kind: "ready" });`;
      return new Worker(deaf, { eval: true });
    },
  });
  const drawing = series.query(asked);
  write(series, 1);
  const flushed = series.flush();
  clock.run(() => false, monday + 30_000);

  await expect(drawing).rejects.toMatchObject({ code: "deadline-passed", retry: true });
  expect(await flushed).toBe(false);

  const closed = series.close();
  clock.run(() => false, monday + 60_000);
  await closed;
  expect(series.figures()).toMatchObject({ written: 1, stored: 0, dropped: 1 });
});

it("does not open what is no history, and says which file", async () => {
  const file = join(folder, "notes.txt");
  writeFileSync(
    file,
    "these are notes, not a database, and they are long enough to be taken for one\n".repeat(20),
  );

  await expect(aSeries({ history: { file, site: "north" } })).rejects.toMatchObject({
    code: "malformed-file",
    message: expect.stringContaining("notes.txt"),
  });
});

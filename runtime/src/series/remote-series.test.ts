/** What a remote history does while its store is away, slow, full or choosy: on a virtual clock, against a store that does as it is told. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { every } from "../clock/clock.ts";
import { VirtualClock } from "../clock/virtual-clock.ts";
import type { Log } from "../log.ts";
import { seededRandom } from "../random.ts";
import { RemoteSeries, type RemoteSeriesOptions } from "./remote-series.ts";
import type { Point } from "./series.ts";
import { Refused, type Sink } from "./sink.ts";
import { Spool } from "./spool.ts";

class Store implements Sink {
  readonly name = "a store";
  readonly taken: Point[] = [];
  requests = 0;
  mood: "answers" | "silent" | "refuses" = "answers";
  /** Resolves what a request waits for, while set. */
  hold: Promise<void> | undefined;

  async send(points: readonly Point[]): Promise<void> {
    this.requests++;
    await this.hold;
    if (this.mood === "silent") throw new Error("connect ECONNREFUSED");
    if (this.mood === "refuses") throw new Refused(1, "field type conflict");
    this.taken.push(...points);
  }

  async draw(): Promise<never> {
    throw new Error("socket hang up");
  }
}

let folder: string;
let clock: VirtualClock;
let store: Store;
let logged: string[];
const open: RemoteSeries[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "remote-"));
  clock = new VirtualClock(1_000_000);
  // A virtual clock stands still when nothing is due.
  every(clock, 50, () => {});
  store = new Store();
  logged = [];
});
afterEach(async () => {
  for (const series of open.splice(0)) await series.close();
  rmSync(folder, { recursive: true, force: true });
});

const note = (event: string): void => void logged.push(event);
const log: Log = { debug: note, info: note, warn: note, error: note };

async function aSeries(
  options: Partial<RemoteSeriesOptions> = {},
  spoolBytes = 1_000_000,
): Promise<RemoteSeries> {
  const spool = await Spool.open({ file: join(folder, "store.points"), bytesMax: spoolBytes });
  const series = new RemoteSeries({
    site: "north",
    sink: store,
    spool,
    timers: clock,
    random: seededRandom(7),
    log,
    ...options,
  });
  open.push(series);
  return series;
}

function write(series: RemoteSeries, count: number, from = 0): void {
  for (let index = from; index < from + count; index++)
    series.write("CL-01", "temperature", index, "Cel", "good", index);
}

/** Lets the clock run, and with it what waits for disk and promises, until `holds`. */
async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 4_000; turns++) {
    if (holds()) return;
    clock.run(() => false, clock.now() + 250);
    // A real disk is under this: after many turns it is a slow one, and is given time.
    await new Promise((resolve) => (turns < 500 ? setImmediate(resolve) : setTimeout(resolve, 2)));
  }
  throw new Error("it never came to hold");
}

it("sends by itself, a second after the first point", async () => {
  const series = await aSeries();
  write(series, 3);
  clock.run(() => false, clock.now() + 999);
  expect(store.requests).toBe(0);

  await until(() => store.taken.length === 3);

  expect(store.requests).toBe(1);
  expect(store.taken[2]).toEqual({
    site: "north",
    device: "CL-01",
    quantity: "temperature",
    unit: "Cel",
    value: 2,
    quality: "good",
    at: 2,
  });
});

it("sends a full batch at once", async () => {
  const series = await aSeries();
  write(series, 5_000);
  await series.flush();

  expect(clock.now()).toBe(1_000_000);
  expect(store.taken).toHaveLength(5_000);
});

it("spools while the store is silent, asks again with a growing delay, and sends everything when it is back", async () => {
  const series = await aSeries();
  store.mood = "silent";
  write(series, 100);
  await until(() => series.figures().waitingInSpool === 100);
  for (let minute = 0; minute < 10; minute++) {
    write(series, 100, 100 * (minute + 1));
    const end = clock.now() + 60_000;
    await until(() => clock.now() >= end);
  }
  // The spool is a real file: on a busy machine its writes come later than the virtual minutes.
  await until(() => series.figures().waitingInSpool === 1_100);
  expect(series.figures()).toMatchObject({ stored: 0, waitingInMemory: 0 });
  // Ten minutes at a jittered delay that grows to a minute, not one request a second; fewer where the disk was slow.
  expect(store.requests).toBeGreaterThan(2);
  expect(store.requests).toBeLessThan(50);
  expect(logged).toEqual(["series.unreachable"]);

  store.mood = "answers";
  await until(() => series.figures().stored === 1_100);

  expect(store.taken.map((point) => point.at).sort((one, other) => one - other)).toEqual(
    Array.from({ length: 1_100 }, (_, index) => index),
  );
  expect(series.figures()).toMatchObject({ dropped: 0, refused: 0, waitingInSpool: 0 });
  expect(logged).toEqual(["series.unreachable", "series.reached"]);
});

it("sends what an earlier run left in the spool, without a new point", async () => {
  const before = await aSeries();
  store.mood = "silent";
  write(before, 10);
  await before.close();
  expect(before.figures()).toMatchObject({ written: 10, stored: 0, dropped: 0, waitingInSpool: 10 });
  store.mood = "answers";

  const after = await aSeries();
  await until(() => after.figures().stored === 10);

  expect(store.taken).toHaveLength(10);
});

it("counts what finds no room in buffer and spool, and keeps the books balanced", async () => {
  const series = await aSeries({ waitingMax: 20 }, 500);
  store.mood = "silent";
  write(series, 25);
  expect(series.figures()).toMatchObject({ written: 25, dropped: 5, waitingInMemory: 20 });

  expect(await series.flush()).toBe(false);

  const { written, stored, refused, dropped, waitingInMemory, waitingInSpool } = series.figures();
  expect(waitingInMemory).toBe(0);
  expect(waitingInSpool).toBeGreaterThan(5);
  expect(stored + refused + dropped + waitingInSpool).toBe(written);
  expect(logged).toContain("series.spool-full");
});

it("counts what the store refuses, says so once, and never sends it again", async () => {
  const series = await aSeries();
  store.mood = "refuses";
  write(series, 3);
  await series.flush();
  write(series, 3, 3);

  expect(await series.flush()).toBe(true);
  expect(series.figures()).toMatchObject({ stored: 4, refused: 2, waitingInSpool: 0 });
  expect(store.requests).toBe(2);
  expect(logged).toEqual(["series.refused"]);
});

it("goes on taking points while a request hangs", async () => {
  const series = await aSeries();
  let release: () => void = () => {};
  store.hold = new Promise((resolve) => {
    release = resolve;
  });
  write(series, 10);
  const flushed = series.flush();
  write(series, 10, 10);
  expect(series.figures()).toMatchObject({ written: 20, stored: 0, waitingInMemory: 20 });

  release();

  expect(await flushed).toBe(true);
  expect(await series.flush()).toBe(true);
  expect(store.taken).toHaveLength(20);
});

it("says who did not draw, and that asking again may help", async () => {
  const series = await aSeries();

  await expect(
    series.query({ device: "CL-01", quantity: "temperature", from: 0, to: 1_000, pixels: 10 }),
  ).rejects.toMatchObject({
    code: "unreachable",
    retry: true,
    message: expect.stringContaining("a store did not draw"),
  });
});

/** History in InfluxDB 1.x: the whole suite and its failures against a real server, where the machine has one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ScaledClock } from "../clock/scaled-clock.ts";
import { silentLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { openSeries } from "./open-series.ts";
import { describeSeries, monday } from "./series.suite.ts";
import type { Series } from "./series.ts";
import { describeServer, influxd } from "./servers.testkit.ts";

describeServer(influxd, (server) => {
  const folders: string[] = [];
  const open: Series[] = [];
  let databases = 0;
  const aFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "influx1-"));
    folders.push(folder);
    return folder;
  };
  const aDatabase = (): string => `floor ${++databases}`;
  const openAt = async (database: string, spoolFolder = aFolder()): Promise<Series> => {
    const series = await openSeries(
      `influx1://127.0.0.1:${server().port}?db=${encodeURIComponent(database)}`,
      {
        site: "north",
        timers: new ScaledClock({ wallMs: Date.now(), houseMs: monday, speed: 1 }),
        random: seededRandom(1),
        log: silentLog,
        spoolFolder,
      },
    );
    open.push(series);
    return series;
  };
  afterEach(async () => {
    for (const series of open.splice(0)) await series.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  describeSeries("in InfluxDB 1.x", async () => ({
    series: await openAt(aDatabase()),
    dispose: async () => {},
  }));

  const asked = { device: "CL-01", quantity: "temperature", from: monday, to: monday + 60_000, pixels: 60 };
  const write = (series: Series, value: number): void =>
    series.write("CL-01", "temperature", value, "Cel", "good", monday + value * 1_000);

  it("spools while the server is dead, over a restart of ours too, and loses nothing", async () => {
    const [database, spoolFolder] = [aDatabase(), aFolder()];
    const before = await openAt(database, spoolFolder);
    write(before, 1);
    expect(await before.flush()).toBe(true);
    await server().stop("SIGKILL");
    write(before, 2);
    expect(await before.flush()).toBe(false);
    expect(before.figures()).toMatchObject({ stored: 1, waitingInMemory: 0, waitingInSpool: 1 });
    write(before, 3);
    await before.close();

    await server().restart();
    const after = await openAt(database, spoolFolder);
    write(after, 4);

    expect(await after.flush()).toBe(true);
    expect(after.figures()).toMatchObject({ written: 1, stored: 3, waitingInSpool: 0, dropped: 0 });
    expect((await after.query(asked)).buckets.map((bucket) => bucket.last)).toEqual([1, 2, 3, 4]);
  });

  it("counts what the server refuses and goes on with the rest", async () => {
    const database = aDatabase();
    const series = await openAt(database);
    write(series, 1);
    await series.flush();
    const foreign = `pressure,device=CL-01,site=north,unit=Pa value="high" ${monday}`;
    await fetch(`http://127.0.0.1:${server().port}/write?precision=ms&db=${encodeURIComponent(database)}`, {
      method: "POST",
      body: foreign,
    });

    series.write("CL-01", "pressure", 101_325, "Pa", "good", monday);
    write(series, 2);

    expect(await series.flush()).toBe(true);
    expect(series.figures()).toMatchObject({ written: 3, stored: 2, refused: 1, waitingInSpool: 0 });
    expect((await series.query(asked)).buckets).toHaveLength(2);
  });

  it("keeps the points of two sites apart in one database", async () => {
    const database = aDatabase();
    const north = await openAt(database);
    write(north, 1);
    await north.flush();
    const south = await openSeries(`http://127.0.0.1:${server().port}?db=${encodeURIComponent(database)}`, {
      site: "south",
      timers: new ScaledClock({ wallMs: Date.now(), houseMs: monday, speed: 1 }),
      random: seededRandom(1),
      log: silentLog,
      spoolFolder: aFolder(),
    });
    open.push(south);

    expect((await south.query(asked)).buckets).toEqual([]);
  });
});

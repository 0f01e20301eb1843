import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { silentLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { EmbeddedSeries } from "./embedded-series.ts";
import { MemorySeries } from "./memory-series.ts";
import { openSeries, type SeriesOptions } from "./open-series.ts";
import { RemoteSeries } from "./remote-series.ts";
import type { Series } from "./series.ts";

let folder: string;
let options: SeriesOptions;
const opened: Series[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "open-"));
  options = {
    site: "north",
    timers: new VirtualClock(0),
    random: seededRandom(1),
    log: silentLog,
    spoolFolder: join(folder, "spool"),
  };
});
afterEach(async () => {
  for (const series of opened.splice(0)) await series.close();
  rmSync(folder, { recursive: true, force: true });
});
const open = async (url: string): Promise<Series> => {
  const series = await openSeries(url, options);
  opened.push(series);
  return series;
};

it("takes a path, with or without file:, for the embedded history", async () => {
  const [plain, short, long] = ["plain", "short", "long"].map((name) => join(folder, `${name}.sqlite`));

  for (const url of [plain!, `file:${short}`, pathToFileURL(long!).href])
    expect(await open(url)).toBeInstanceOf(EmbeddedSeries);

  for (const file of [plain, short, long]) expect(existsSync(file!)).toBe(true);
});

it("keeps in memory what memory: names", async () => {
  expect(await open("memory:")).toBeInstanceOf(MemorySeries);
});

it.each([
  "influx1://127.0.0.1:1?db=floor",
  "http://127.0.0.1:1?db=floor",
  "https://127.0.0.1:1/?db=floor",
  "influx2://127.0.0.1:1?org=plant&bucket=floor",
  "http://127.0.0.1:1?org=plant&bucket=floor",
])("takes %s for a remote store, which need not answer now", async (url) => {
  expect(await open(url)).toBeInstanceOf(RemoteSeries);
});

it("gives each store a spool of its own, and the same store the same one however its URL is written", async () => {
  for (const url of [
    "influx1://127.0.0.1:1?db=floor",
    "http://127.0.0.1:1?db=floor",
    "influx1://127.0.0.1:1?db=other",
    "influx2://127.0.0.1:1?org=plant&bucket=floor",
  ]) {
    const series = await openSeries(url, options);
    await series.close();
  }

  expect(readdirSync(options.spoolFolder).filter((name) => name.endsWith(".points"))).toHaveLength(3);
});

describe("refuses", () => {
  it.each([
    ["", "is no history"],
    ["mysql://127.0.0.1/floor", "is no history"],
    ["influx1://", "is no history"],
    ["http://127.0.0.1:8086", "names no database"],
    ["influx1://127.0.0.1:8086?org=plant&bucket=floor", "names no database"],
    ["influx2://127.0.0.1:8086?org=plant", "names no database"],
    ["http://127.0.0.1:8086/influx?db=floor", "has a path"],
    ["influx1://plant:hunter2@127.0.0.1:8086?db=floor", "carries a credential"],
    ["influx2://127.0.0.1:8086?org=plant&bucket=floor&token=hunter2", "carries a credential"],
  ])("%s: %s, and repeats no secret", async (url, why) => {
    const failure = await open(url).catch((error: unknown) => error as Error);

    expect(failure).toMatchObject({
      code: "bad-option",
      field: "series",
      message: expect.stringContaining(why),
    });
    expect((failure as Error).message).not.toContain("hunter2");
  });

  it("a folder that cannot be made, for a file and for a spool", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "not a folder");
    options = { ...options, spoolFolder: join(file, "spool") };

    for (const url of [join(file, "history.sqlite"), "influx1://127.0.0.1:1?db=floor"])
      await expect(open(url)).rejects.toMatchObject({
        code: "bad-option",
        message: expect.stringContaining("cannot be used"),
      });
  });
});

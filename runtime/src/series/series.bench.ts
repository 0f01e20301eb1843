/** What a history costs: points taken by a busy site, and a month of one sensor, a value a minute, drawn in 1,000 pixels. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { ScaledClock } from "../clock/scaled-clock.ts";
import { silentLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { openSeries } from "./open-series.ts";
import type { Series } from "./series.ts";
import { describeServer, influxd } from "./servers.testkit.ts";

const minute = 60_000;
const month = 30 * 1_440 * minute;
/** 2026-03-02T00:00:00Z */
const monday = 1_772_409_600_000;
const now = monday + month;
const devices = 500;
const roundsAtOnce = 40;

const folder = mkdtempSync(join(tmpdir(), "series-bench-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (url: string): Promise<Series> =>
  openSeries(url, {
    site: "north",
    timers: new ScaledClock({ wallMs: Date.now(), houseMs: now, speed: 1 }),
    random: seededRandom(1),
    log: silentLog,
    spoolFolder: join(folder, "spool"),
  });

/** A month of ten sensors, a value a minute. */
async function fillMonth(series: Series): Promise<void> {
  for (let at = monday; at < now; at += minute)
    for (let device = 0; device < 10; device++) {
      series.write(`CL-${device}`, "temperature", Math.sin(at / 1e7 + device), "Cel", "good", at);
      if (series.figures().waitingInMemory > 20_000) await series.flush();
    }
  await series.flush();
}

/** 20,000 points: 500 devices, a value every ten seconds, 40 rounds; each call a later time. */
function writer(series: Series): () => Promise<void> {
  let at = now;
  return async () => {
    for (let round = 0; round < roundsAtOnce; round++, at += 10_000)
      for (let device = 0; device < devices; device++)
        series.write(`D-${device}`, "temperature", round, "Cel", "good", at);
    await series.flush();
  };
}

const draw = (series: Series) => async (): Promise<void> => {
  await series.query({ device: "CL-3", quantity: "temperature", from: monday, to: now, pixels: 1_000 });
};

/** A few whole rounds, not as many as fit into a time. */
const few = { iterations: 20, warmupIterations: 2, time: 0, warmupTime: 0 };

test("the embedded history", { timeout: 120_000 }, async ({ bench }) => {
  const series = await open(join(folder, "history.sqlite"));
  await fillMonth(series);
  await bench.compare(
    bench("embedded: write 20,000 points and see them stored", writer(series)),
    bench("embedded: draw a month", draw(series)),
    few,
  );
  await series.close();
});

describeServer(influxd, (server) => {
  test("InfluxDB 1.x", { timeout: 120_000 }, async ({ bench }) => {
    const series = await open(`influx1://127.0.0.1:${server().port}?db=floor`);
    await fillMonth(series);
    await bench.compare(
      bench("InfluxDB 1.x: write 20,000 points and see them stored", writer(series)),
      bench("InfluxDB 1.x: draw a month", draw(series)),
      few,
    );
    await series.close();
  });
});

test("handing a point over", async ({ bench }) => {
  const series = await open(join(folder, "handed.sqlite"));
  let at = now;
  await bench("write(): one point, as a step sees it", () => {
    series.write("D-1", "temperature", 4, "Cel", "good", at++);
  }).run();
  await series.close();
});

/** Both write paths against VictoriaMetrics, which takes both protocols (and is no InfluxDB: it answers no InfluxQL and no Flux). */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ScaledClock } from "../clock/scaled-clock.ts";
import { silentLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { openSeries } from "./open-series.ts";
import { describeServer, victoriaMetrics } from "./servers.testkit.ts";

interface Exported {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly number[];
  readonly timestamps: readonly number[];
}

describeServer(victoriaMetrics, (server) => {
  // It takes nothing from the future: the test lives now.
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const at = (path: string): string => `http://127.0.0.1:${server().port}${path}`;
  const exported = async (metric: string): Promise<Exported[]> => {
    await fetch(at("/internal/force_flush"));
    const response = await fetch(at(`/api/v1/export?match[]=${encodeURIComponent(metric)}`));
    const lines = (await response.text()).split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as Exported);
  };

  it.each([
    ["1.x", "influx1", "?db=floor"],
    ["2.x", "influx2", "?org=plant&bucket=floor"],
  ])("takes what is written for %s, and what was spooled while it was away", async (_, scheme, query) => {
    const spoolFolder = mkdtempSync(join(tmpdir(), "victoria-"));
    const quantity = `temperature_${scheme}`;
    const series = await openSeries(`${scheme}://127.0.0.1:${server().port}${query}`, {
      site: "north",
      timers: new ScaledClock({ wallMs: Date.now(), houseMs: now, speed: 1 }),
      random: seededRandom(1),
      log: silentLog,
      spoolFolder,
    });
    const write = (index: number): void =>
      series.write("CL-01", quantity, 0.1 * index, "Cel", "uncertain", now - 60_000 + index);

    for (let index = 0; index < 1_500; index++) write(index);
    expect(await series.flush()).toBe(true);
    expect(await exported(`${quantity}_value`)).toHaveLength(1);
    // Killed, it would lose the points of its last second, acknowledged or not.
    await server().stop("SIGTERM");
    for (let index = 1_500; index < 2_000; index++) write(index);
    expect(await series.flush()).toBe(false);
    expect(series.figures()).toMatchObject({ stored: 1_500, waitingInSpool: 500 });
    await server().restart();
    expect(await series.flush()).toBe(true);

    const [values] = await exported(`${quantity}_value`);
    const [quality] = await exported(`${quantity}_quality`);
    expect(values?.metric).toMatchObject({ device: "CL-01", site: "north", unit: "Cel" });
    expect(values?.timestamps).toEqual(Array.from({ length: 2_000 }, (_, index) => now - 60_000 + index));
    for (const [index, value] of values?.values.entries() ?? []) expect(value).toBeCloseTo(0.1 * index, 9);
    expect(new Set(quality?.values)).toEqual(new Set([1]));
    expect(series.figures()).toMatchObject({ stored: 2_000, refused: 0, dropped: 0 });
    await series.close();
    rmSync(spoolFolder, { recursive: true, force: true });
  });

  it("is not taken for an InfluxDB when a chart is asked for", async () => {
    const spoolFolder = mkdtempSync(join(tmpdir(), "victoria-"));
    const series = await openSeries(`influx1://127.0.0.1:${server().port}?db=floor`, {
      site: "north",
      timers: new ScaledClock({ wallMs: Date.now(), houseMs: now, speed: 1 }),
      random: seededRandom(1),
      log: silentLog,
      spoolFolder,
    });

    await expect(
      series.query({ device: "CL-01", quantity: "temperature", from: now - 60_000, to: now, pixels: 60 }),
    ).rejects.toMatchObject({ code: "unreachable", message: expect.stringContaining("is it InfluxDB 1.x") });
    await series.close();
    rmSync(spoolFolder, { recursive: true, force: true });
  });
});

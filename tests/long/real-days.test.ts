/** Whole real days and a dense hour by `simulate`: what the world shipped equals what the files asked for, unit by unit; equal seeds give equal days. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { dataFolder } from "../data-folder.ts";
import { shippedGoods } from "../order-goods.ts";
import { aWholeDay, goodsOf, type SimulatedDay, simulated } from "../simulated.ts";
import { figure, isQuiet, machine, whyNoSpeed } from "./figures.ts";

const data = dataFolder("data/online-retail");
const folder = mkdtempSync(join(tmpdir(), "floorplane-long-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (day: string): string => join(data.path, `2010-12-${day}.csv`);
const days: readonly (readonly [day: string, robots: number, seed: number])[] = [
  ["01", 40, 1],
  ["06", 80, 2],
  ["08", 10, 3],
  ["09", 20, 4],
  ["10", 20, 1],
];
const denseUtilisationMin = 0.7;
const dayFactorMin = 500;
const denseSpeedMin = 3_000;

describe.skipIf(data.isAbsent)(`real days (${machine()})${data.reason}`, () => {
  const dense: SimulatedDay["json"][] = [];
  const factors: number[] = [];
  const denseArgs = ["--orders", fileOf("01"), "--robots", "40", "--within", "1"];

  it.each(days)(
    "2010-12-%s with %i robots and seed %i is shipped, unit by unit",
    async (day, robots, seed) => {
      const { json, code } = await simulated([
        ...["--orders", fileOf(day), "--robots", String(robots), "--seed", String(seed)],
        ...["--out", join(folder, day)],
      ]);

      const csv = readFileSync(fileOf(day), "utf8");
      const factor = json.virtualSeconds / json.wallSeconds;
      if (robots === 40) factors.push(factor);
      tell(`2010-12-${day}, ${robots} robots`, json);
      figure(
        "  times real time",
        factor.toFixed(0),
        `at least ${dayFactorMin} with 40 robots on 2 quiet cores`,
      );
      expect(json).toMatchObject(aWholeDay(csv));
      expect(code).toBe(0);
      expect(shippedGoods(readFileSync(join(folder, day, "shipments.csv"), "utf8"))).toEqual(goodsOf(csv));
    },
  );

  it("a day within one hour is shipped by 40 busy robots", async () => {
    const { json, code } = await simulated([...denseArgs, "--seed", "1", "--out", join(folder, "dense")]);

    dense.push(json);
    const csv = readFileSync(fileOf("01"), "utf8");
    tell("2010-12-01 within an hour, 40 robots", json);
    figure("  utilisation", String(json.utilisation), `at least ${denseUtilisationMin}`);
    figure(
      "  busy robot seconds per wall second",
      (json.busyRobotSeconds / json.wallSeconds).toFixed(0),
      `at least ${denseSpeedMin} on 2 quiet cores`,
    );
    expect(json).toMatchObject(aWholeDay(csv));
    expect(code).toBe(0);
    expect(shippedGoods(readFileSync(join(folder, "dense", "shipments.csv"), "utf8"))).toEqual(goodsOf(csv));
    expect(json.utilisation).toBeGreaterThanOrEqual(denseUtilisationMin);
  });

  it("the same hour has the same traceHash, in another time zone and language too", async () => {
    const [first] = dense;
    const again = await simulated([...denseArgs, "--seed", "1"]);
    const elsewhere = await simulated([...denseArgs, "--seed", "1"], {
      TZ: "Asia/Tokyo",
      LC_ALL: "de_DE.UTF-8",
    });

    expect(first).toBeDefined();
    expect(again.json.traceHash).toBe(first!.traceHash);
    expect(elsewhere.json.traceHash).toBe(first!.traceHash);
  });

  it("another seed is another hour", async () => {
    const other = await simulated([...denseArgs, "--seed", "2"]);

    expect(other.json.traceHash).not.toBe(dense[0]!.traceHash);
    expect(other.json).toMatchObject(aWholeDay(readFileSync(fileOf("01"), "utf8")));
  });

  it.skipIf(!isQuiet)(`is as fast as it must be${whyNoSpeed}`, () => {
    const [first] = dense;
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(dayFactorMin);
    expect(first!.busyRobotSeconds / first!.wallSeconds).toBeGreaterThanOrEqual(denseSpeedMin);
  });
});

function tell(name: string, { virtualSeconds, wallSeconds, peakRssMb, ...json }: SimulatedDay["json"]): void {
  const { collisions, deadlocks, stalls, lateness } = json as Record<string, unknown>;
  figure(name, `${virtualSeconds} s in ${wallSeconds} s`, "whole");
  figure("  collisions, deadlocks, stalls", `${collisions}, ${deadlocks}, ${stalls}`, "0, 0");
  figure("  lateness, peak memory", `${JSON.stringify(lateness)}, ${peakRssMb} MB`, "told");
}

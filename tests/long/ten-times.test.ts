/** One seed, one day: ten runs of a busy day, here and in another time zone and language, agree in every message and every row. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { aWholeDay, simulated } from "../simulated.ts";
import { aBusyDay } from "./busy-day.ts";
import { figure } from "./figures.ts";

const runs = 10;
const places = [
  { TZ: "UTC", LC_ALL: "C" },
  { TZ: "Asia/Tokyo", LC_ALL: "de_DE.UTF-8" },
] as const;

it(`${runs} runs of one seed have one traceHash, and another seed has another`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-ten-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const day = aBusyDay(1);
  const file = join(folder, "day.csv");
  writeFileSync(file, day);
  const args = ["--orders", file, "--robots", "12"];

  const hashes: string[] = [];
  for (let run = 0; run < runs; run++) {
    const { json, code } = await simulated([...args, "--seed", "1"], places[run % places.length]);
    expect(json).toMatchObject(aWholeDay(day));
    expect(code).toBe(0);
    hashes.push(json.traceHash);
  }
  const other = await simulated([...args, "--seed", "2"]);

  const alike = hashes.filter((hash) => hash === hashes[0]).length;
  figure("runs of one seed with one traceHash", `${alike} of ${runs}`, `${runs} of ${runs}`);
  expect(new Set(hashes).size).toBe(1);
  expect(other.json.traceHash).not.toBe(hashes[0]);
  expect(other.json).toMatchObject(aWholeDay(day));
});

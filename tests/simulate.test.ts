/** `simulate`, as scripts call it: what the world shipped is what the file asked for, and the same seed is the same day. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { shippedGoods } from "./order-goods.ts";
import { aWholeDay, goodsOf, simulated } from "./simulated.ts";

const runMs = 300_000;
const folder = mkdtempSync(join(tmpdir(), "floorplane-simulate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sixteen orders over twenty minutes, two of them beyond a tote, one without goods, and a return. */
const day = [
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country",
  ...Array.from({ length: 14 }, (_, order) =>
    [0, 1, 2].map(
      (line) =>
        `8000${10 + order},${20_001 + ((order * 5 + line * 3) % 11)},THING,${1 + ((order * 7 + line) % 9)},2026-05-04 09:${10 + order}:00,${["United Kingdom", "France", "Japan"][order % 3]}`,
    ),
  ).flat(),
  "800040,20003,THING,130,2026-05-04 09:20:00,Germany",
  "800041,20007,THING,64,2026-05-04 09:21:00,Germany",
  "800042,POST,POSTAGE,1,2026-05-04 09:22:00,Germany",
  "C800043,20001,THING,-2,2026-05-04 09:23:00,Germany",
  "",
].join("\n");
const file = join(folder, "day.csv");
writeFileSync(file, day);
const args = ["--orders", file, "--robots", "6"];

describe("simulate", () => {
  it(
    "ships a small day, unit by unit, and writes what the world saw",
    async () => {
      const out = join(folder, "out");
      const { json, code } = await simulated([...args, "--seed", "1", "--out", out]);

      expect(json).toMatchObject(aWholeDay(day));
      expect(code).toBe(0);
      expect(shippedGoods(readFileSync(join(out, "shipments.csv"), "utf8"))).toEqual(goodsOf(day));
      expect(positionFaults(readFileSync(join(out, "positions.csv"), "utf8"), 6)).toEqual([]);
      expect(readFileSync(join(out, "stock.csv"), "utf8")).toMatch(
        /^location,sku,units\n(?:[\w.:-]+,[\w.:-]+,\d+\n)+$/,
      );
    },
    runMs,
  );

  it(
    "gives the same day for the same seed, in another time zone and language too, and another for another seed",
    async () => {
      const once = await simulated([...args, "--seed", "7"]);
      const again = await simulated([...args, "--seed", "7"], { TZ: "Asia/Tokyo", LC_ALL: "de_DE.UTF-8" });
      const other = await simulated([...args, "--seed", "8"]);

      expect(again.json.traceHash).toBe(once.json.traceHash);
      expect(other.json.traceHash).not.toBe(once.json.traceHash);
      expect(other.json).toMatchObject(aWholeDay(day));
    },
    runMs,
  );
});

/** Angles are within ±π and written with three decimals. */
const piRounded = Math.PI + 0.000_5;

/** Lines that are none: time in seconds that never runs back, a robot, metres, radians, and whether it carries a tote. */
function positionFaults(csv: string, robots: number): string[] {
  const [header, ...lines] = csv.trimEnd().split("\n");
  const seen = new Set<string>();
  const faults = header === "t,robot,x,y,theta,loaded" ? [] : [`header ${header}`];
  let before = 0;
  for (const line of lines) {
    const [t, robot, x, y, theta, loaded] = line.split(",");
    const isRight =
      Number(t) >= before &&
      /^R\d+$/.test(robot!) &&
      [x, y].every((metres) => /^-?\d+(\.\d+)?$/.test(metres!)) &&
      Math.abs(Number(theta)) <= piRounded &&
      ["0", "1", "true", "false"].includes(loaded!);
    if (!isRight && faults.length < 10) faults.push(line);
    before = Number(t);
    seen.add(robot!);
  }
  return seen.size === robots ? faults : [...faults, `${seen.size} robots moved`];
}

/** Rushes of every kind on floors of every kind, with 10 to 120 robots: all of it drains. With FLOORPLANE_DATA the flash sale that stopped a floor in the field is among them; FLOORPLANE_WHOLE=1 tries every fleet with five seeds. */
import { describe, expect, it } from "vitest";
import { drained, type RushRun, runRush } from "../concentration/drains.ts";
import type { narrowSites } from "../concentration/narrow-sites.ts";
import { dataFolder } from "../data-folder.ts";
import { simulated } from "../simulated.ts";
import { figure } from "./figures.ts";

const fleets = [10, 20, 30, 40, 60, 80, 120];
/** Half an hour on two quiet cores; without it, one seed of each and about five minutes. */
const isWhole = process.env.FLOORPLANE_WHOLE === "1";
const seeds = isWhole ? [1, 2, 3, 4, 5] : [1];
const everyFleetAndSeed = fleets.flatMap((robots) => seeds.map((seed) => [robots, seed] as const));

async function drains(run: RushRun): Promise<void> {
  const { json, code } = await runRush(run);
  const where = run.site === undefined ? "" : ` at ${run.site}`;
  figure(
    `${run.rush}${where}, ${run.robots} robots, seed ${run.seed}`,
    `${json.virtualSeconds} s`,
    "drained, no deadlock",
  );
  expect(json).toMatchObject(drained(run.rush));
  expect(code).toBe(0);
}

describe("one item for 300 orders drains", () => {
  it.each(everyFleetAndSeed)("with %i robots and seed %i", (robots, seed) =>
    drains({ rush: "oneItem", robots, seed }),
  );

  it.each(fleets)("all within five minutes, with %i robots", (robots) =>
    drains({ rush: "oneItemAtOnce", robots, seed: 1 }),
  );
});

const field = dataFolder("field-cases/csv/flash-sale.csv");
describe.skipIf(field.isAbsent)(`the flash sale of the field drains${field.reason}`, () => {
  it.each(everyFleetAndSeed)("with %i robots and seed %i", async (robots, seed) => {
    const { json, code } = await simulated([
      ...["--orders", field.path, "--robots", String(robots), "--seed", String(seed)],
    ]);

    figure(`flash sale, ${robots} robots, seed ${seed}`, `${json.virtualSeconds} s`, "drained, no deadlock");
    expect(json).toMatchObject({
      orders: { received: 260, shipped: 260, open: 0, late: 0 },
      collisions: 0,
      deadlocks: 0,
    });
    expect(code).toBe(0);
  });
});

/** Robots that each floor is tried with: a hall drawn by hand is small. */
const narrow: readonly (readonly [site: keyof typeof narrowSites, robots: readonly number[]])[] = [
  ["demo", isWhole ? fleets : [40, 120]],
  ["fewParkingPlaces", isWhole ? [10, 30, 60, 120] : [30, 60]],
  ["oneStation", isWhole ? [10, 40, 80] : [40]],
  ["oneCharger", isWhole ? [10, 40] : [40]],
  ["oneAisle", isWhole ? [20, 40, 80] : [40]],
  ["oneDoor", isWhole ? [10, 20, 40, 80] : [40]],
  ["deadEnd", isWhole ? [3, 6, 10, 15, 20] : [6, 15]],
];

describe.each(narrow)("at %s", (site, robots) => {
  it.each(robots)("a flash sale of two items drains with %i robots", (count) =>
    drains({ rush: "twoItems", robots: count, seed: 1, site }),
  );

  it.each(robots)("three items each of thirty drain with %i robots", (count) =>
    drains({ rush: "threeOfThirty", robots: count, seed: 2, site }),
  );
});

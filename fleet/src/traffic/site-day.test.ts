/** Traffic as a warehouse needs it: tours on a generated site with real kinematics, judged from poses alone and against empty roads. */

import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { PhysicalDrive } from "../proving-ground/kinematic-car.ts";
import { Floor } from "../proving-ground/kinematic-floor.ts";
import { FreeRoads } from "../proving-ground/kinematic-roads.ts";
import { tours } from "../proving-ground/tour-errands.ts";
import { tourSite } from "../proving-ground/tour-site.ts";
import { trafficOn } from "./fleet-traffic.ts";
import type { Traffic } from "./traffic.ts";

const latencyMs = 100;

function shift(robots: number, hours: number, seed: number, pauses?: { perSecond: number; ms: number }) {
  const site = tourSite(3_000, robots);
  const run = (traffic: Traffic) => {
    const random = seededRandom(seed);
    const floor = new Floor({
      ...site,
      drive: new PhysicalDrive(site.graph, site.kinematics),
      traffic,
      stopwatch: () => 0,
      random: random.split("pauses"),
      starts: site.parking.slice(0, robots),
      nextErrand: tours(site, random.split("tours")),
      latencyMs,
      judgeEveryMs: traffic instanceof FreeRoads ? 0 : 100,
      pauses,
    });
    return { figures: floor.run(hours), troubles: floor.troubles };
  };
  const free = run(new FreeRoads(site.graph, site.kinematics));
  const { figures, troubles } = run(trafficOn(site.graph, site.kinematics));
  return { ...figures, troubles, ofFree: figures.goals / free.figures.goals };
}

test("one robot alone loses nothing to traffic", () => {
  expect(shift(1, 0.4, 1).ofFree).toBeGreaterThan(0.98);
});

test("forty robots: no collision, no deadlock, 88 % of what empty roads would give", () => {
  const { collisions, deadlocks, troubles, ofFree, rings } = shift(40, 0.2, 1);

  expect({ collisions, deadlocks, rings, troubles }).toEqual({
    collisions: 0,
    deadlocks: 0,
    rings: 0,
    troubles: [],
  });
  expect(ofFree).toBeGreaterThan(0.88);
});

test("eighty robots: no collision, no deadlock, 80 % of what empty roads would give", () => {
  const { collisions, deadlocks, troubles, ofFree } = shift(80, 0.15, 2);

  expect({ collisions, deadlocks, troubles }).toEqual({ collisions: 0, deadlocks: 0, troubles: [] });
  expect(ofFree).toBeGreaterThan(0.8);
});

test("robots that halt for 5 s every 100 s cost little more than their own time", () => {
  const { collisions, deadlocks, ofFree } = shift(40, 0.15, 3, { perSecond: 0.01, ms: 5_000 });

  expect({ collisions, deadlocks }).toEqual({ collisions: 0, deadlocks: 0 });
  expect(ofFree).toBeGreaterThan(0.85);
});

/** Guidance for a real site is searched on its own traffic, between its own places. */
import { expect, test } from "vitest";
import { edgeTimesMax, edgeTimesMin } from "../traffic/guidance.ts";
import { improveLanes } from "./improve-lanes.ts";
import { startsOn } from "./kinematic-places.ts";
import { tourSite } from "./tour-site.ts";

const wish = () => {
  const { graph, kinematics, footprints, pockets, docks, parking } = tourSite(64, 6);
  const places = { picks: pockets, drops: docks, starts: startsOn(graph, parking) };
  return { graph, kinematics, footprint: footprints.empty, places, robots: 6, seed: 1, evaluations: 24 };
};

test("a search never hands over what did less in its checks, keeps to the bounds, and equal seeds find the same", () => {
  const reports = [...improveLanes(wish())];

  expect(reports[0]!.now).toBeGreaterThan(0);
  expect(reports.map(({ phase }) => phase)).toContain("stretches");
  for (const { now, before, best } of reports) {
    expect(now).toBeGreaterThanOrEqual(before);
    for (const times of best) {
      expect(times).toBeGreaterThanOrEqual(edgeTimesMin);
      expect(times).toBeLessThanOrEqual(edgeTimesMax);
    }
  }
  expect([...improveLanes(wish())].at(-1)).toEqual(reports.at(-1));
});

test("a floor that is too small for its robots says how many it has room for", () => {
  expect(() => [...improveLanes({ ...wish(), robots: 5_000 })]).toThrow(/room for 1 to \d+/);
});

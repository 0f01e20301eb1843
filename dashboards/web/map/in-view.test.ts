import { writePositions } from "@floorplane/contracts/positions";
import { expect, it } from "vitest";
import type { FloorPlan } from "../../gateway/protocol.ts";
import { Tracks } from "../live/tracks.ts";
import { inViewOf } from "./in-view.ts";

/** So many robots in a row, a metre apart, and a station at each tenth. */
function aFloor(robots: number, widthPx = 10 * robots) {
  const tracks = new Tracks(robots);
  const pose = { y: 5, theta: 0, activity: 2, battery: 71, loaded: false, stale: false, ageSeconds: 0 };
  const poses = Array.from({ length: robots }, (_, index) => ({ ...pose, index, x: index / 10 }));
  tracks.hear(writePositions({ sequence: 1, at: 1, robots: poses }), 0);
  tracks.sample(Number.POSITIVE_INFINITY);
  const plan = {
    robots: poses.map(({ index }) => `R${index}`),
    stations: Array.from({ length: robots / 10 }, (_, n) => ({
      station: `PACK${n}`,
      kind: "packing",
      x: n,
      y: 5,
      docks: [],
      machine: true,
    })),
  } as unknown as FloorPlan;
  const camera = { x: 0, y: 5, scale: 100 };
  return { camera, view: { width: 2 * widthPx, height: 100 }, plan, tracks };
}

it.each([0, 40, 200, 300, 1_000])("counts all of %i robots and every station", (robots) => {
  const { rows, ...counts } = inViewOf(aFloor(robots, 10 * robots + 1));

  expect(counts).toEqual({ robots, stations: robots / 10 });
  expect(rows.filter(({ kind }) => kind === "station")).toHaveLength(robots / 10);
  expect(rows.filter(({ kind }) => kind === "robot")).toHaveLength(Math.min(200, robots));
});

it("counts what is in sight and nothing beside it", () => {
  const { robots, stations } = inViewOf(aFloor(300, 995));

  expect({ robots, stations }).toEqual({ robots: 100, stations: 10 });
});

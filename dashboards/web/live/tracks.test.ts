import { writePositions } from "@floorplane/contracts/positions";
import { expect, it } from "vitest";
import { Tracks } from "./tracks.ts";

const frame = (at: number, x: number, theta = 0, index = 0) =>
  writePositions({
    sequence: at,
    at,
    robots: [{ index, x, y: 5, theta, activity: 2, battery: 71, loaded: true, stale: false, ageSeconds: 0 }],
  });

it("goes evenly from frame to frame and never beyond the last one", () => {
  const tracks = new Tracks(1);
  tracks.hear(frame(0, 10), 0);
  tracks.hear(frame(200, 10.4), 200);

  const seen = [200, 300, 400, 900].map((now) => {
    tracks.sample(now);
    return Math.round(tracks.x[0]! * 100) / 100;
  });

  expect(seen).toEqual([10, 10.2, 10.4, 10.4]);
});

it("turns the short way round", () => {
  const tracks = new Tracks(1);
  tracks.hear(frame(0, 10, 3), 0);
  tracks.hear(frame(200, 10, -3), 200);
  tracks.sample(300);

  expect(Math.abs(tracks.theta[0]!)).toBeGreaterThan(3);
});

it("puts a robot that jumped where it is", () => {
  const tracks = new Tracks(1);
  tracks.hear(frame(0, 10), 0);
  tracks.hear(frame(200, 40), 200);
  tracks.sample(201);

  expect(tracks.x[0]).toBeCloseTo(40, 1);
});

it("passes over a frame that is older than the last, and robots that are not on the plan", () => {
  const tracks = new Tracks(1);
  tracks.hear(frame(400, 12), 0);
  tracks.hear(frame(200, 10), 100);
  tracks.hear(frame(600, 10, 0, 7), 200);
  tracks.sample(2_000);

  expect(tracks.x[0]).toBeCloseTo(12, 1);
  expect([tracks.battery[0], tracks.loaded[0], tracks.activity[0]]).toEqual([71, 1, 2]);
});

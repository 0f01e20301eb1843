import { SiteId } from "@floorplane/contracts/ids";
import { readPositions } from "@floorplane/contracts/positions";
import { topics } from "@floorplane/contracts/topics";
import { expect, it } from "vitest";
import { Stage } from "./testing/stage.ts";

it("speaks a frame of all poses five times a second, by the robots' ids", async () => {
  const stage = await new Stage({ robots: 3, settings: { positionsHz: 5 } }).start();
  const frames: Uint8Array[] = [];
  stage.run(1_000);
  stage.broker
    .connect({ clientId: "screen" })
    .subscribe(topics.positions(SiteId("stage")).text, ({ payload }) => frames.push(payload));

  stage.run(1_010);

  expect(frames).toHaveLength(5);
  const { robots, at } = readPositions(frames.at(-1)!);
  expect(robots.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(robots[0]!.x).toBeCloseTo(stage.layout.graph.x[stage.robots[0]!.node]!, 1);
  expect(at).toBeLessThanOrEqual(stage.clock.now());
});

it("says of each pose how long ago its robot said it, though frames go on", async () => {
  const stage = await new Stage({ robots: 3, settings: { positionsHz: 5 } }).start();
  const ages: number[] = [];
  stage.run(1_000);
  stage.broker
    .connect({ clientId: "screen" })
    .subscribe(topics.positions(SiteId("stage")).text, ({ payload }) => {
      ages.push(readPositions(payload).robots[0]!.ageSeconds);
    });

  stage.run(12_000);

  expect(Math.max(...ages)).toBeGreaterThanOrEqual(9);
});

it("speaks no frames when they are off", async () => {
  const stage = await new Stage({ settings: { positionsHz: 0 } }).start();

  stage.run(2_000);

  expect(stage.messages.get("positions")).toBeUndefined();
});

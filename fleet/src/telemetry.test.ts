import { SiteId } from "@floorplane/contracts/ids";
import { readPositions } from "@floorplane/contracts/positions";
import { topics } from "@floorplane/contracts/topics";
import { expect, it } from "vitest";
import { sayFactsheet } from "./testing/factsheet.ts";
import { Hall } from "./testing/hall.ts";

it("speaks a frame of all poses five times a second, by the robots' ids", async () => {
  const hall = await new Hall({ robots: 3, settings: { positionsHz: 5 } }).start();
  const frames: Uint8Array[] = [];
  hall.run(1_000);
  hall.broker
    .connect({ clientId: "screen" })
    .subscribe(topics.positions(SiteId("hall")).text, ({ payload }) => frames.push(payload));

  hall.run(1_010);

  expect(frames).toHaveLength(5);
  const { robots, at } = readPositions(frames.at(-1)!);
  expect(robots.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(robots[0]!.x).toBeCloseTo(hall.layout.graph.x[hall.robots[0]!.node]!, 1);
  expect(at).toBeLessThanOrEqual(hall.clock.now());
});

it("says of each pose how long ago its robot said it, though frames go on", async () => {
  const hall = await new Hall({ robots: 3, settings: { positionsHz: 5 } }).start();
  const ages: number[] = [];
  hall.run(1_000);
  hall.broker
    .connect({ clientId: "screen" })
    .subscribe(topics.positions(SiteId("hall")).text, ({ payload }) => {
      ages.push(readPositions(payload).robots[0]!.ageSeconds);
    });
  sayFactsheet(hall, []);

  hall.run(12_000);

  expect(Math.max(...ages)).toBeGreaterThanOrEqual(9);
});

it("speaks no frames when they are off", async () => {
  const hall = await new Hall({ settings: { positionsHz: 0 } }).start();

  hall.run(2_000);

  expect(hall.messages.get("positions")).toBeUndefined();
});

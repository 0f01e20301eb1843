/** What the house is late with is said of the house, in its own time; a start that keeps up ends what an earlier one said. */
import { expect, it } from "vitest";
import { Hall } from "./testing/hall.ts";

const late = { isBehind: true, lagMs: 150, behindS: 3, planMs: 40, plannersLost: 0 };

it("stands as one alarm until it has caught up, however often it is said", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  hall.fleet.paceJudged(late, 20);
  hall.fleet.paceJudged(late, 20);
  hall.fleet.plannerJudged(2);
  hall.run(10);
  const standing = hall.standing();
  hall.fleet.paceJudged(undefined, 20);
  hall.fleet.plannerJudged(undefined);
  hall.run(10);

  expect(standing.toSorted()).toEqual(["house.behind", "planner.lost"]);
  expect(hall.standing()).toEqual([]);
});

it("a house that keeps up clears what none had raised, and nothing comes of it", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  hall.fleet.paceJudged(undefined, 1);
  hall.fleet.plannerJudged(undefined);
  hall.run(10);

  expect(hall.raised()).toEqual([]);
});

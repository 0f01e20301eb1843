/** A machine that is too slow is named as that, and not seen in robots alone. */
import type { HousePace } from "@floorplane/contracts/pace";
import { expect, it } from "vitest";
import { Pace } from "./pace.ts";

function aPace(speed = 1) {
  const told: string[] = [];
  let lost = 0;
  const pace = new Pace({
    speed,
    lost: () => lost,
    hearer: {
      behind: (word: HousePace | undefined) => told.push(word ? `behind ${word.behindS} s` : "keeps up"),
      plannerLost: (times) => told.push(times ? `planner lost ${times}` : "planner answers"),
    },
  });
  /** Ten seconds of five hundred looks, of which so many were so late. */
  const look = (lagMs: number, times = 25, planMs?: number): void => {
    for (let n = 0; n < 500; n++) pace.looped(n < times ? lagMs : 1);
    if (planMs !== undefined) pace.planned(planMs);
    pace.look();
  };
  const looks = (count: number, ...what: Parameters<typeof look>): void => {
    for (let n = 0; n < count; n++) look(...what);
  };
  return { pace, told, looks, lose: () => lost++ };
}

it("half a minute of late answers is said, in the house's time, and once", () => {
  const { told, looks, pace } = aPace(20);
  looks(2, 150);
  const early = [...told];
  looks(4, 150);

  expect(early).toEqual([]);
  expect(told.filter((word) => !word.startsWith("planner"))).toEqual(["behind 3 s"]);
  expect(pace.now).toMatchObject({ isBehind: true, lagMs: 150, behindS: 3 });
});

it("what is late at twenty times is in time at the wall's own pace", () => {
  const { told, looks } = aPace(1);
  looks(10, 150);

  expect(told).toEqual(["keeps up", "planner answers"]);
});

it("it is over after a minute that was quick, and a moment's relief is not", () => {
  const { told, looks, pace } = aPace(20);
  looks(3, 150);
  looks(5, 5);
  looks(1, 150);
  looks(5, 5);
  const still = [pace.now.isBehind, ...told.filter((word) => !word.startsWith("planner"))];
  looks(1, 5);

  expect(still).toEqual([true, "behind 3 s"]);
  expect(told.filter((word) => !word.startsWith("planner"))).toEqual(["behind 3 s", "keeps up"]);
  expect(pace.now.isBehind).toBe(false);
});

it("one long pause is no pace: a backup, a laptop that slept", () => {
  const { told, looks } = aPace(5);
  looks(1, 60_000);
  looks(1, 5);
  looks(1, 60_000);
  looks(6, 5);

  expect(told).toEqual(["planner answers", "keeps up"]);
});

it("plans that come late are as bad as a late loop", () => {
  const { told, looks, pace } = aPace(5);
  looks(3, 1, 25, 2_000);

  expect(told).toEqual(["behind 10 s"]);
  expect(pace.now.planMs).toBe(2_000);
});

it("a planner that was lost is said when it is, and is over after a minute without a loss", () => {
  const { told, looks, lose } = aPace();
  lose();
  looks(1, 1);
  const first = [...told];
  lose();
  looks(6, 1);

  expect(first).toEqual(["planner lost 1"]);
  expect(told).toEqual(["planner lost 1", "keeps up"]);
  looks(1, 1);
  expect(told).toEqual(["planner lost 1", "keeps up", "planner answers"]);
});

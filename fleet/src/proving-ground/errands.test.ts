import { MapId } from "@floorplane/contracts/ids";
import { gridMapOf } from "@floorplane/layout/grid-map";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { alternately, anyOf, inTurn, roundRobin, scenario, sorting } from "./errands.ts";

const lists = { count: 3, first: Int32Array.of(0, 1, 3, 4), node: Int32Array.of(10, 20, 21, 30) };

describe("errands", () => {
  it("go round: robot i gets tasks i, i + N and so on, from the beginning again", () => {
    const errands = roundRobin(lists, 2);

    expect([0, 0, 0, 0].map((robot) => errands.next(robot, 0))).toEqual([10, 30, 20, 21]);
    expect([1, 1, 1].map((robot) => errands.next(robot, 0))).toEqual([20, 21, 10]);
  });

  it("go to whoever is free, and a task ends with its last errand", () => {
    const errands = inTurn(lists, 2);
    errands.next(0, 0);
    errands.next(1, 0);

    expect([errands.endsTask(0), errands.endsTask(1)]).toEqual([true, false]);
    expect(errands.next(1, 20)).toBe(21);
    expect(errands.endsTask(1)).toBe(true);
    expect(errands.next(0, 10)).toBe(30);
  });

  it("never send a robot to where it stands on the fulfilment floor, and elsewhere alike often", () => {
    const errands = anyOf(Int32Array.of(4, 5, 6), seededRandom(1));
    const counts = new Map<number, number>();
    for (let i = 0; i < 3_000; i++) {
      const goal = errands.next(0, 5);
      counts.set(goal, (counts.get(goal) ?? 0) + 1);
    }

    expect([...counts.keys()].sort()).toEqual([4, 6]);
    expect(Math.abs(counts.get(4)! - counts.get(6)!)).toBeLessThan(200);
  });

  it("alternate between places of two kinds", () => {
    const errands = alternately(Int32Array.of(1), Int32Array.of(2), 2, seededRandom(1));

    expect([0, 0, 1, 0].map((robot) => errands.next(robot, 0))).toEqual([1, 2, 1, 1]);
  });

  it("bring a sorting robot to the station that it can reach soonest, one-way roads minded", () => {
    // Eastwards only: from node 1 the station at 0 is out of reach, that at 3 two moves away.
    const { graph } = gridMapOf(MapId("m"), ["....."], "@", (_, direction) => direction === 0);
    const errands = sorting(
      graph,
      { inducts: Int32Array.of(0, 3), ejects: Int32Array.of(4), robots: 1 },
      seededRandom(1),
    );

    expect([errands.next(0, 1), errands.next(0, 3)]).toEqual([3, 4]);
  });

  it("begin with a scenario's goals", () => {
    const errands = scenario(Int32Array.of(7, 8), anyOf(Int32Array.of(1), seededRandom(1)));

    expect([errands.next(1, 0), errands.next(1, 8)]).toEqual([8, 1]);
  });
});

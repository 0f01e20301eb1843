/** Everybody gets there: random floors and goals, robots that stroll, stop and come back. */

import type { RobotId } from "@floorplane/contracts/ids";
import type { Graph } from "@floorplane/layout/graph";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LatticeWish, lattice, Strollers, walkingPace } from "../testing/floors.ts";
import { partsOn } from "../testing/traffic-parts.ts";
import { Claims } from "./claims.ts";
import { FleetTraffic, trafficOn } from "./fleet-traffic.ts";
import type { Plan, Planner, Problem } from "./planner.ts";
import { Refuges } from "./refuges.ts";
import { Targets } from "./targets.ts";

interface Run {
  readonly wish: LatticeWish;
  readonly seed: number;
  /** Robots per place. */
  readonly share: number;
  /** Chance that a robot that arrives stands for 20 s. */
  readonly stops: number;
}

/** Robots that get a new goal whenever they reach one; returns the longest anyone was on his way, s. */
function longestWay({ wish, seed, share, stops }: Run, seconds: number, makeTraffic = trafficOn): number {
  const random = seededRandom(seed);
  const graph = lattice(wish, random);
  const traffic = makeTraffic(graph, walkingPace);
  const strollers = new Strollers(graph, traffic, random);
  const robots = strollers.enter(Math.max(2, Math.round(share * graph.nodeCount)));
  const goals = new Map<RobotId, number>();
  const since = new Map<RobotId, number>();
  const until = new Map<RobotId, number>();
  const sendOn = (robot: RobotId) => {
    const taken = new Set(goals.values());
    let goal = random.below(graph.nodeCount);
    while (taken.has(goal)) goal = random.below(graph.nodeCount);
    goals.set(robot, goal);
    since.set(robot, strollers.now);
    traffic.setGoal(robot, goal);
  };
  for (const robot of robots) sendOn(robot);
  let longest = 0;
  for (let second = 0; second < seconds; second++) {
    strollers.second();
    expect(strollers.clashes()).toEqual([]);
    for (const robot of robots) {
      const standsUntil = until.get(robot);
      if (standsUntil !== undefined) {
        if (strollers.now < standsUntil) continue;
        until.delete(robot);
        traffic.setStanding(robot, false);
        sendOn(robot);
      } else if (strollers.bases.get(robot)!.length === 1 && strollers.at(robot) === goals.get(robot)) {
        if (!random.chance(stops)) sendOn(robot);
        else {
          until.set(robot, strollers.now + 20_000);
          traffic.setStanding(robot, true);
        }
      } else longest = Math.max(longest, (strollers.now - since.get(robot)!) / 1_000);
    }
  }
  return longest;
}

test("on floors as busy as warehouses are, nobody is on his way for long", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom("one-way" as const, "two-way" as const),
      fc.constantFrom(1.6, 2.4),
      fc.constantFrom(0, 0.5),
      (seed, lanes, pitchM, pockets) => {
        const wish: LatticeWish = { columns: 6, rows: 6, lanes, pitchM, pockets };
        expect(
          longestWay({ wish, seed, share: pitchM < 2 && pockets > 0 ? 0.05 : 0.15, stops: 0 }, 300),
        ).toBeLessThan(120);
      },
    ),
    { seed: 11, numRuns: 40 },
  );
});

test("on floors twice as full as any warehouse nobody starves", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom("one-way" as const, "two-way" as const), (seed, lanes) => {
      const wish: LatticeWish = { columns: 6, rows: 6, lanes, pitchM: 2.4, pockets: 0.5 };
      expect(longestWay({ wish, seed, share: 0.4, stops: 0 }, 600)).toBeLessThan(400);
    }),
    { seed: 11, numRuns: 12 },
  );
});

test("dead ends and bridges that let one robot through at a time are not fought over for ever", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const wish: LatticeWish = { columns: 6, rows: 6, lanes: "mixed", pitchM: 2.4, pockets: 0.5 };
      expect(longestWay({ wish, seed, share: 0.3, stops: 0 }, 500)).toBeLessThan(300);
    }),
    { seed: 4, numRuns: 80 },
  );
});

test("robots that stop for 20 s in pockets and lanes hold nobody up for good", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom("one-way" as const, "two-way" as const), (seed, lanes) => {
      const wish: LatticeWish = { columns: 6, rows: 6, lanes, pitchM: 2.4, pockets: 0.5 };
      expect(longestWay({ wish, seed, share: 0.1, stops: 0.7 }, 400)).toBeLessThan(300);
    }),
    { seed: 11, numRuns: 20 },
  );
});

test("where neighbours cannot be held at a time, two robots face to face find a way round each other", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const wish: LatticeWish = { columns: 6, rows: 6, lanes: "two-way", pitchM: 1, pockets: 0 };
      expect(longestWay({ wish, seed, share: 0.05, stops: 0 }, 300)).toBeLessThan(150);
    }),
    { seed: 4, numRuns: 20 },
  );
});

test("places nearer to one another than robots are long are passed without a deadly embrace", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const wish: LatticeWish = { columns: 5, rows: 4, lanes: "one-way", pitchM: 3, between: 2, pockets: 0 };
      expect(longestWay({ wish, seed, share: 0.06, stops: 0 }, 300)).toBeLessThan(150);
    }),
    { seed: 11, numRuns: 20 },
  );
});

test("plans that come a second late are still good for what was not driven meanwhile", () => {
  /** Delivers each plan when the next is asked for, as a worker on a busy machine does. */
  const late = (): Planner => {
    let delivery = () => {};
    return {
      plan(problem, deliver) {
        delivery();
        const plan = solve!(problem);
        delivery = () => deliver(plan);
      },
      keepsDistances: false,
      stop: async () => {},
    };
  };
  let solve: ((problem: Problem) => Plan) | undefined;
  const lateTraffic = (graph: Graph) => {
    const parts = partsOn(graph);
    solve = (problem) => parts.pibt.plan(problem);
    const claims = new Claims(graph, parts.resources);
    const refuges = new Refuges(graph, parts.motion, parts.guidance, parts.distances, parts.mouths);
    return new FleetTraffic({
      ...parts,
      claims,
      targets: new Targets({ ...parts, claims, refuges }),
      planner: late(),
    });
  };
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom("one-way" as const, "two-way" as const), (seed, lanes) => {
      const wish: LatticeWish = { columns: 6, rows: 6, lanes, pitchM: 2.4, pockets: 0.5 };
      expect(longestWay({ wish, seed, share: 0.15, stops: 0 }, 300, lateTraffic)).toBeLessThan(200);
    }),
    { seed: 11, numRuns: 15 },
  );
});

/** What goes wrong stays where it is: a robot that vanishes blocks what it covers and no more, and after whatever happened everybody goes on. */
import { RobotId } from "@floorplane/contracts/ids";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LatticeWish, lattice, Strollers, walkingPace } from "../testing/floors.ts";
import { trafficOn } from "./fleet-traffic.ts";

const anyWish: fc.Arbitrary<LatticeWish> = fc.record({
  columns: fc.constant(6),
  rows: fc.constant(5),
  pitchM: fc.constantFrom(1.6, 2.4),
  lanes: fc.constantFrom("one-way" as const, "two-way" as const),
  pockets: fc.constantFrom(0, 0.5),
});

function scene(wish: LatticeWish, seed: number, share: number) {
  const random = seededRandom(seed);
  const graph = lattice(wish, random);
  const traffic = trafficOn(graph, walkingPace);
  const strollers = new Strollers(graph, traffic, random);
  const robots = strollers.enter(Math.max(2, Math.round(share * graph.nodeCount)));
  const goals = new Map<RobotId, number>();
  const isThere = (robot: RobotId) =>
    strollers.bases.get(robot)!.length === 1 && strollers.at(robot) === goals.get(robot);
  const send = (robot: RobotId) => {
    let goal = random.below(graph.nodeCount);
    while ([...goals.values()].includes(goal)) goal = random.below(graph.nodeCount);
    goals.set(robot, goal);
    traffic.setGoal(robot, goal);
  };
  return { random, graph, traffic, strollers, robots, isThere, send };
}

test("a robot that vanishes blocks only what its footprint covers on the base that it was given", () => {
  fc.assert(
    fc.property(anyWish, fc.nat(), (wish, seed) => {
      const { random, graph, traffic, strollers, robots, send } = scene(wish, seed, 0.1);
      for (const robot of robots) send(robot);
      for (let second = 0; second < 5 + random.below(20); second++) strollers.second();
      const [lost, ...others] = robots;
      traffic.setStanding(lost!, true);
      strollers.silent.add(lost!);
      const base = [...strollers.bases.get(lost!)!];
      for (let second = 0; second < 60; second++) strollers.second();
      for (const robot of others) traffic.leave(robot);

      expect(traffic.released(lost!)).toEqual(base);
      const covered = new Set(base);
      for (const node of base)
        for (let i = graph.conflictFirst[node]!; i < graph.conflictFirst[node + 1]!; i++)
          covered.add(graph.conflictNode[i]!);
      for (let i = 1; i < base.length; i++) {
        const edge = graph.edgeBetween(base[i - 1]!, base[i]!);
        for (let c = graph.edgeConflictFirst[edge]!; c < graph.edgeConflictFirst[edge + 1]!; c++)
          covered.add(graph.edgeConflictNode[c]!);
      }
      for (let node = 0; node < graph.nodeCount; node++) {
        const entered = traffic.enter(RobotId("probe"), [node]);
        expect(entered.ok ? [] : entered.heldBy).toEqual(covered.has(node) ? [lost] : []);
        if (entered.ok) traffic.leave(RobotId("probe"));
      }
    }),
    { seed: 2, numRuns: 150 },
  );
});

test("after silences, stops and closed places have healed, everybody comes to his goal", () => {
  fc.assert(
    fc.property(anyWish, fc.nat(), (wish, seed) => {
      const { random, graph, traffic, strollers, robots, isThere, send } = scene(
        wish,
        seed,
        wish.pitchM < 2 ? 0.06 : 0.15,
      );
      for (const robot of robots) send(robot);
      const closed = Array.from({ length: 3 }, () => random.below(graph.nodeCount));
      for (let second = 0; second < 120; second++) {
        if (second === 10) for (const node of closed) traffic.setClosed(node, true);
        for (const robot of robots) {
          if (isThere(robot)) send(robot);
          if (!random.chance(0.02)) continue;
          // Silent and standing, or silent and thought to drive on.
          if (strollers.silent.delete(robot)) traffic.setStanding(robot, false);
          else {
            strollers.silent.add(robot);
            traffic.setStanding(robot, random.chance(0.5));
          }
        }
        strollers.second();
        expect(strollers.clashes()).toEqual([]);
      }
      for (const node of closed) traffic.setClosed(node, false);
      for (const robot of robots) traffic.setStanding(robot, false);
      strollers.silent.clear();

      const waiting = new Set(robots);
      for (let second = 0; second < 240 && waiting.size > 0; second++) {
        strollers.second();
        expect(strollers.clashes()).toEqual([]);
        for (const robot of robots)
          if (isThere(robot)) {
            waiting.delete(robot);
            send(robot);
          }
      }

      expect([...waiting].map((robot) => traffic.explain(robot))).toEqual([]);
    }),
    { seed: 9, numRuns: 150 },
  );
});

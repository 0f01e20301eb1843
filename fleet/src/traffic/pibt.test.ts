import { MapId } from "@floorplane/contracts/ids";
import { footprintOf } from "@floorplane/layout/footprint";
import { buildGraph, type Graph } from "@floorplane/layout/graph";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LatticeWish, lattice } from "../testing/floors.ts";
import { aProblem, apart, partsOn } from "../testing/traffic-parts.ts";
import { Claims } from "./claims.ts";
import { PlanVerifier } from "./plan-verifier.ts";
import type { Plan } from "./planner.ts";
import { forTries } from "./steps/step-planner.ts";

const anyLattice: fc.Arbitrary<LatticeWish> = fc.record({
  columns: fc.integer({ min: 2, max: 6 }),
  rows: fc.integer({ min: 2, max: 6 }),
  pitchM: fc.constantFrom(1, 1.6, 2.4),
  lanes: fc.constantFrom("one-way", "two-way", "mixed"),
  pockets: fc.constantFrom(0, 0.5),
  between: fc.constantFrom(0, 0, 1),
});
const options = { seed: 5, numRuns: 150 };

test("no plan lets two robots hold one place, or two that touch, at a time", () => {
  let visits = 0;
  fc.assert(
    fc.property(
      anyLattice,
      fc.nat(),
      fc.double({ min: 0.05, max: 0.7, noNaN: true }),
      (wish, seed, share) => {
        const random = seededRandom(seed);
        const graph = lattice(wish, random);
        const { pibt } = partsOn(graph);
        const robots = apart(graph, Math.ceil(share * graph.nodeCount), random).map((at) => ({
          at,
          target: random.below(graph.nodeCount),
          fixed: random.chance(0.1),
        }));
        const problem = aProblem(robots);
        const plan = pibt.plan(problem);
        visits += plan.visits;
        expect(new PlanVerifier(graph).troubles(problem, plan)).toEqual([]);
      },
    ),
    options,
  );
  expect(visits).toBeGreaterThan(1_000);
});

test("claims take every plan whole: none closes a ring or waits for what stays", () => {
  fc.assert(
    fc.property(anyLattice, fc.nat(), (wish, seed) => {
      const random = seededRandom(seed);
      const graph = lattice(wish, random);
      const { pibt, resources } = partsOn(graph);
      const places = apart(graph, Math.ceil(0.5 * graph.nodeCount), random);
      const plan = pibt.plan(aProblem(places.map((at) => ({ at, target: random.below(graph.nodeCount) }))));
      const claims = new Claims(graph, resources);
      for (const [robot, node] of places.entries()) claims.enter(robot, [node]);

      const merged = claims.merge(plan);

      expect(merged.cut.size).toBe(0);
      expect(merged.order.length).toBe(plan.visits);
    }),
    options,
  );
});

test("where one place is free the robot with the greatest priority comes to its target, however full the floor", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = seededRandom(seed);
      const graph = lattice({ columns: 4, rows: 4, pitchM: 2.4, lanes: "two-way", pockets: 0 }, random);
      const parts = partsOn(graph);
      let at = Array.from({ length: graph.nodeCount - 1 }, (_, i) => i);
      const targets = at.map(() => random.below(graph.nodeCount));
      for (let round = 0; round < 12 && at[0] !== targets[0]; round++) {
        const plan = parts.pibt.plan(
          aProblem(at.map((node, i) => ({ at: node, target: targets[i]!, priority: -i }))),
        );
        at = ends(at, plan, graph.edgeTo);
      }
      expect(at[0]).toBe(targets[0]);
    }),
    { seed: 5, numRuns: 60 },
  );
});

test("a full ring of one-way lanes stands still: no ring is closed inside a step", () => {
  const graph = lattice({ columns: 2, rows: 2, pitchM: 2.4, lanes: "one-way", pockets: 0 }, seededRandom(1));
  const { pibt } = partsOn(graph);
  const next = (node: number) => graph.edgeTo[graph.outEdge[graph.outFirst[node]!]!]!;

  const plan = pibt.plan(aProblem([0, 1, 2, 3].map((at) => ({ at, target: next(at) }))));

  expect(plan.visits).toBe(0);
});

test("a robot waits for one that is on its way instead of chasing it into a detour", () => {
  const graph = lattice({ columns: 6, rows: 2, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const { pibt } = partsOn(graph);
  const [first, second, goal] = [graph.indexOf("N1-0"), graph.indexOf("N0-0"), graph.indexOf("N5-0")];

  const plan = pibt.plan(
    aProblem([
      { at: first, target: graph.indexOf("N4-0"), priority: 1 },
      { at: second, target: goal, priority: 2 },
    ]),
  );

  const leads = Array.from(plan.robot.slice(0, 2));
  expect(leads).toEqual([0, 1]);
});

function ends(at: readonly number[], plan: Plan, edgeTo: Int32Array): number[] {
  const after = [...at];
  for (let visit = 0; visit < plan.visits; visit++) after[plan.robot[visit]!] = edgeTo[plan.edge[visit]!]!;
  return after;
}

test("a plan that is cut off after some rounds is the beginning of the whole one, the same each time", () => {
  const random = seededRandom(2);
  const graph = lattice({ columns: 6, rows: 6, pitchM: 2.4, lanes: "mixed", pockets: 0.5 }, random);
  const { pibt } = partsOn(graph);
  const places = apart(graph, Math.ceil(0.3 * graph.nodeCount), random);
  const problem = aProblem(places.map((at) => ({ at, target: random.below(graph.nodeCount) })));

  const whole = pibt.plan(problem);
  for (const rounds of [0, 3, 8]) {
    const cut = pibt.plan(problem, forTries(rounds));
    expect(cut.visits).toBeGreaterThan(0);
    expect(cut.visits).toBeLessThan(whole.visits);
    expect(cut.edge).toEqual(whole.edge.slice(0, cut.visits));
    expect(new PlanVerifier(graph).troubles(problem, cut)).toEqual([]);
  }
});

test("who must make room does not wait for a parked robot beside it, but backs out the way that is free", () => {
  const place = (id: string, x: number, y = 0) => ({ id, x, y });
  const both = (a: string, b: string) => [
    { id: `${a}:${b}`, from: a, to: b },
    { id: `${b}:${a}`, from: b, to: a },
  ];
  const graph = buildGraph({
    mapId: MapId("corridor"),
    footprint: footprintOf({ lengthM: 0.9, widthM: 0.7 }),
    nodes: [...[0, 1, 2, 3, 4, 5].map((i) => place(`L${i}`, 2.5 * i)), place("P", 5, 1.5)],
    edges: [
      ...[0, 1, 2, 3, 4].flatMap((i) => both(`L${i}`, `L${i + 1}`)),
      { id: "L2:P", from: "L2", to: "P" },
      { id: "P:L2", from: "P", to: "L2", orientation: Math.PI },
    ],
  });
  const at = (id: string) => graph.indexOf(id);
  const { pibt } = partsOn(graph);

  const plan = pibt.plan(
    aProblem([
      { at: at("L2"), target: at("L5"), priority: 1 },
      { at: at("L3"), target: at("L0"), priority: 2 },
      { at: at("P"), target: at("P"), priority: 0, fixed: true },
    ]),
  );

  expect(whereTo(graph, plan, 0)[0]).toBe("L1");
  expect(whereTo(graph, plan, 1)[0]).toBe("L2");
});

const whereTo = (graph: Graph, plan: Plan, robot: number): string[] =>
  Array.from({ length: plan.visits }, (_, visit) => visit)
    .filter((visit) => plan.robot[visit] === robot)
    .map((visit) => graph.nodeIds[graph.edgeTo[plan.edge[visit]!]!]!);

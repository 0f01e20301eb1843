import type { Graph } from "@floorplane/layout/graph";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lattice } from "../testing/floors.ts";
import { aPlan, apart } from "../testing/traffic-parts.ts";
import { Claims } from "./claims.ts";
import type { Resources } from "./resource-table.ts";
import { resourcesOf } from "./resources.ts";

const always = () => true;
const options = { seed: 7, numRuns: 200 };
const anyFloor = fc.record({
  seed: fc.nat(),
  pitchM: fc.constantFrom(1, 1.6, 2.4),
  lanes: fc.constantFrom("one-way" as const, "two-way" as const, "mixed" as const),
});

interface Scene {
  readonly random: Random;
  readonly graph: Graph;
  readonly resources: Resources;
  readonly claims: Claims;
  readonly robots: number;
}

function scene({
  seed,
  pitchM,
  lanes,
}: {
  seed: number;
  pitchM: number;
  lanes: "one-way" | "two-way" | "mixed";
}): Scene {
  const random = seededRandom(seed);
  const graph = lattice({ columns: 4, rows: 4, pitchM, lanes, pockets: 0.3 }, random);
  const resources = resourcesOf(graph);
  const claims = new Claims(graph, resources);
  const places = apart(graph, 1 + random.below(8), random);
  for (const [robot, node] of places.entries()) claims.enter(robot, [node]);
  return { random, graph, resources, claims, robots: places.length };
}

/** Walks that know nothing of one another, in an order that chance mixed. */
function recklessPlan({ random, graph, claims, robots }: Scene) {
  const at = Array.from({ length: robots }, (_, robot) => claims.end(robot));
  const visits: [number, number][] = [];
  for (let i = 0; i < 12 * robots; i++) {
    const robot = random.below(robots);
    const first = graph.outFirst[at[robot]!]!;
    const edge = graph.outEdge[first + random.below(graph.outFirst[at[robot]! + 1]! - first)]!;
    visits.push([robot, edge]);
    at[robot] = graph.edgeTo[edge]!;
  }
  return aPlan(visits, random.chance(0.3));
}

/** Two robots that hold one resource or two in conflict. */
function clashes({ graph, resources, claims, robots }: Scene): string[] {
  const holder = new Map<number, number>();
  const found: string[] = [];
  for (let robot = 0; robot < robots; robot++)
    for (let i = 0; i < claims.length(robot); i++) {
      const edge = i === 0 ? -1 : claims.edgeAt(robot, i);
      for (const resource of edge < 0
        ? [claims.nodeAt(robot, i)]
        : [claims.nodeAt(robot, i), graph.nodeCount + edge]) {
        if (holder.has(resource)) found.push(`${robot} and ${holder.get(resource)} hold ${resource}`);
        holder.set(resource, robot);
      }
    }
  for (const [resource, robot] of holder)
    for (let i = resources.first[resource]!; i < resources.first[resource + 1]!; i++) {
      const other = holder.get(resources.other[i]!);
      if (other !== undefined && other !== robot)
        found.push(`${robot} and ${other} are too near at ${resource}`);
    }
  return found;
}

test("whatever the plan and however late the robots, no place is granted twice, nor two that conflict", () => {
  let granted = 0;
  fc.assert(
    fc.property(anyFloor, (floor) => {
      const floorScene = scene(floor);
      const { random, claims, robots } = floorScene;
      for (let round = 0; round < 4; round++) {
        claims.merge(recklessPlan(floorScene));
        for (let event = 0; event < 30; event++) {
          claims.grant(
            () => random.chance(0.8),
            () => granted++,
          );
          expect(clashes(floorScene)).toEqual([]);
          const robot = random.below(robots);
          if (claims.length(robot) > 1)
            claims.passed(robot, claims.nodeAt(robot, 1 + random.below(claims.length(robot) - 1)));
        }
      }
    }),
    options,
  );
  expect(granted).toBeGreaterThan(2_000);
});

test("what is merged can be driven to its end: the dependency graph has no cycle", () => {
  fc.assert(
    fc.property(anyFloor, (floor) => {
      const floorScene = scene(floor);
      const { claims, robots } = floorScene;
      const merged = claims.merge(recklessPlan(floorScene));

      let granted = 0;
      for (let round = 0; round <= merged.order.length; round++) {
        claims.grant(always, () => granted++);
        for (let robot = 0; robot < robots; robot++)
          if (claims.length(robot) > 1) claims.passed(robot, claims.nodeAt(robot, 1));
      }

      expect(granted).toBe(merged.order.length);
    }),
    options,
  );
});

test("a node is granted in planned order, not to who could have it first", () => {
  const graph = lattice({ columns: 3, rows: 3, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const claims = new Claims(graph, resourcesOf(graph));
  const node = (id: string) => graph.indexOf(id);
  const edge = (from: string, to: string) => graph.edgeBetween(node(from), node(to));
  claims.enter(0, [node("N0-1")]);
  claims.enter(1, [node("N2-0")]);
  // 1 is to pass the middle first but comes from farther away.
  claims.merge(
    aPlan([
      [1, edge("N2-0", "N1-0")],
      [1, edge("N1-0", "N1-1")],
      [1, edge("N1-1", "N1-2")],
      [0, edge("N0-1", "N1-1")],
    ]),
  );
  const order: number[] = [];

  claims.grant(
    (robot) => robot === 0,
    (robot) => order.push(robot),
  );
  expect(order).toEqual([]);
  expect(claims.obstacle(0, edge("N0-1", "N1-1"))).toEqual({ kind: "turn", by: 1, node: node("N1-1") });

  claims.merge(
    aPlan([
      [1, edge("N2-0", "N1-0")],
      [1, edge("N1-0", "N1-1")],
      [1, edge("N1-1", "N1-2")],
      [0, edge("N0-1", "N1-1")],
    ]),
  );
  claims.grant(always, (robot) => order.push(robot));
  claims.passed(1, node("N1-2"));
  claims.grant(always, (robot) => order.push(robot));
  expect(order).toEqual([1, 1, 1, 0]);
});

test("only passing a node frees what lies behind it", () => {
  const graph = lattice({ columns: 4, rows: 2, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const claims = new Claims(graph, resourcesOf(graph));
  const nodes = ["N0-0", "N1-0", "N2-0"].map((id) => graph.indexOf(id));
  claims.enter(0, nodes);

  expect(claims.enter(1, [nodes[1]!])).toEqual([0]);
  expect(claims.passed(0, graph.indexOf("N3-1"))).toBe(false);
  expect(claims.base(0)).toEqual(nodes);
  claims.passed(0, nodes[1]!);
  expect(claims.base(0)).toEqual(nodes.slice(1));
  expect(claims.enter(1, [nodes[0]!])).toEqual([]);
  claims.leave(0);
  expect(claims.holderOf(nodes[2]!)).toBe(-1);
});

test("a closed node is not granted, and again when it is opened", () => {
  const graph = lattice({ columns: 3, rows: 2, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const claims = new Claims(graph, resourcesOf(graph));
  const [from, to] = [graph.indexOf("N0-0"), graph.indexOf("N1-0")];
  claims.enter(0, [from]);
  claims.setClosed(to, true);
  claims.merge(aPlan([[0, graph.edgeBetween(from, to)]]));
  let granted = 0;

  claims.grant(always, () => granted++);
  expect(granted).toBe(0);
  expect(claims.obstacle(0, graph.edgeBetween(from, to))).toEqual({ kind: "closed", node: to });

  claims.setClosed(to, false);
  claims.grant(always, () => granted++);
  expect(granted).toBe(1);
});

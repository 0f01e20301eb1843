import { TravelTimes } from "@floorplane/layout/distances";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lattice, walkingPace } from "../testing/floors.ts";
import { partsOn } from "../testing/traffic-parts.ts";
import { unreachable } from "./goal-distances.ts";
import { blocked } from "./guidance.ts";
import { betweenMs } from "./motion.ts";

test("every table agrees with the slow way of asking each edge for its best next one", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = seededRandom(seed);
      const graph = lattice({ columns: 4, rows: 4, pitchM: 2.4, lanes: "mixed", pockets: 0.3 }, random);
      const { distances, guidance, motion } = partsOn(graph);
      for (let i = 0; i < 3; i++)
        guidance.setNode(random.below(graph.nodeCount), random.chance(0.3) ? blocked : random.below(200));
      const goal = random.below(graph.nodeCount);

      const table = distances.to(goal);

      for (let edge = 0; edge < graph.edgeCount; edge++) {
        const to = graph.edgeTo[edge]!;
        let rest = to === goal ? 0 : Number.POSITIVE_INFINITY;
        for (let i = graph.outFirst[to]!; i < graph.outFirst[to + 1]! && to !== goal; i++) {
          const next = graph.outEdge[i]!;
          if (table[next] !== unreachable)
            rest = Math.min(rest, table[next]! + Math.round(betweenMs(motion, edge, next) / 100));
        }
        const shut = guidance.nodeDs[to] === blocked;
        const extra = to === goal ? 0 : guidance.nodeDs[to]!;
        const expected =
          shut || rest === Number.POSITIVE_INFINITY ? unreachable : guidance.edgeDs[edge]! + extra + rest;
        expect(table[edge]).toBe(expected);
      }
    }),
    { seed: 3, numRuns: 60 },
  );
});

test("they stay close to what dispatch estimates for the same way", () => {
  const graph = lattice(
    { columns: 5, rows: 5, pitchM: 2.4, lanes: "one-way", pockets: 0.5 },
    seededRandom(2),
  );
  const { distances } = partsOn(graph);
  const times = new TravelTimes(graph, walkingPace);
  for (let from = 0; from < graph.nodeCount; from++) {
    const seconds = times.seconds(from, 7);
    // Dispatch counts the start and the stop, and knows that a short edge never reaches full speed.
    expect(Math.abs(distances.from(from, -1, 7) / 10 - seconds)).toBeLessThan(2 + 0.2 * seconds);
  }
});

test("a table that is held survives others' coming and going, and follows a change of the guidance", () => {
  const graph = lattice({ columns: 4, rows: 4, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const { distances, guidance } = partsOn(graph);
  distances.hold(5);
  const table = distances.to(5);
  const before = distances.from(0, -1, 5);
  for (let node = 0; node < graph.nodeCount; node++) distances.to(node);

  expect(distances.to(5)).toBe(table);
  for (let node = 1; node < graph.nodeCount; node++) if (node !== 5) guidance.setNode(node, 100);
  expect(distances.from(0, -1, 5)).toBeGreaterThan(before);
  guidance.setNode(5, blocked);
  expect(distances.from(0, -1, 5)).toBe(unreachable);
});

test("a table that is read late is the one that was to be made, whatever queues there are by then", () => {
  const graph = lattice({ columns: 4, rows: 4, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const { distances, guidance } = partsOn(graph);
  const { distances: atOnce, guidance: same } = partsOn(graph);
  const queue = (node: number, costDs: number): void => {
    guidance.setQueue(node, costDs);
    same.setQueue(node, costDs);
  };
  distances.hold(5);
  atOnce.hold(5);

  queue(1, 70);
  distances.renew(1);
  atOnce.renew(1);
  const made = atOnce.to(5).slice();
  queue(1, 0);
  queue(4, 30);

  expect(distances.to(5)).toEqual(made);
  distances.renew(1);
  expect(distances.to(5)).not.toEqual(made);
});

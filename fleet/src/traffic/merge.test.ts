import type { Graph } from "@floorplane/layout/graph";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lattice } from "../testing/floors.ts";
import { stepTroubles } from "../testing/step-verifier.ts";
import { aPlan, apart } from "../testing/traffic-parts.ts";
import { Merger } from "./merge.ts";
import { resourcesOf } from "./resources.ts";

const graph = lattice({ columns: 4, rows: 4, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
const node = (id: string) => graph.indexOf(id);
const edge = (from: string, to: string) => graph.edgeBetween(node(from), node(to));
const merger = new Merger(graph, resourcesOf(graph));

test("a ring of a published plan is refused with its names, and who is not in it keeps his plan", () => {
  const ends = Int32Array.from(["N0-0", "N1-0", "N1-1", "N0-1", "N3-3"], node);
  const ring = aPlan(
    [
      [0, edge("N0-0", "N1-0")],
      [1, edge("N1-0", "N1-1")],
      [2, edge("N1-1", "N0-1")],
      [3, edge("N0-1", "N0-0")],
      [4, edge("N3-3", "N3-2")],
    ],
    true,
  );

  const merged = merger.merge(ring, ends);

  expect(merged.rings).toEqual([[0, 1, 2, 3]]);
  expect(merged.order).toEqual([4]);
});

test("robots that follow one another in one step are put in order, whatever order they are listed in", () => {
  const ends = Int32Array.from(["N0-0", "N1-0", "N2-0"], node);
  const convoy = aPlan(
    [
      [0, edge("N0-0", "N1-0")],
      [1, edge("N1-0", "N2-0")],
      [2, edge("N2-0", "N3-0")],
    ],
    true,
  );

  expect(merger.merge(convoy, ends).order).toEqual([2, 1, 0]);
});

test("a swap is a ring of two", () => {
  const swap = aPlan(
    [
      [0, edge("N0-0", "N1-0")],
      [1, edge("N1-0", "N0-0")],
    ],
    true,
  );

  expect(merger.merge(swap, Int32Array.from(["N0-0", "N1-0"], node)).rings).toEqual([[0, 1]]);
});

test("who would have to wait for a robot that stays loses the rest of his plan, and is told who it is", () => {
  const plan = aPlan([
    [0, edge("N0-0", "N1-0")],
    [0, edge("N1-0", "N2-0")],
    [0, edge("N2-0", "N3-0")],
  ]);

  const merged = merger.merge(plan, Int32Array.from(["N0-0", "N2-0"], node));

  expect(merged.order).toEqual([0]);
  expect(merged.cut).toEqual(new Map([[0, 1]]));
});

test("a plan that begins elsewhere than the robot is refused", () => {
  const plan = aPlan([[0, edge("N1-0", "N2-0")]]);

  expect(merger.merge(plan, Int32Array.from([node("N0-0")])).order).toEqual([]);
});

test("of a plan that comes late what is driven already is passed over", () => {
  const plan = aPlan([
    [0, edge("N0-0", "N1-0")],
    [1, edge("N3-0", "N3-1")],
    [0, edge("N1-0", "N2-0")],
    [0, edge("N2-0", "N3-0")],
  ]);

  const merged = merger.merge(plan, Int32Array.from(["N1-0", "N3-0"], node));

  expect(merged.order).toEqual([1, 2, 3]);
});

test("of any published step every ring is refused with its names, and everything else is taken", () => {
  let rings = 0;
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0.3, max: 1, noNaN: true }), (seed, share) => {
      const random = seededRandom(seed);
      const floor = lattice({ columns: 4, rows: 4, pitchM: 2.4, lanes: "two-way", pockets: 0 }, random);
      const before = Int32Array.from(apart(floor, Math.ceil(share * floor.nodeCount), random));
      const after = aStep(floor, before, random);
      const moves = [...before.keys()].filter((robot) => before[robot] !== after[robot]);
      const plan = aPlan(
        moves.map((robot) => [robot, floor.edgeBetween(before[robot]!, after[robot]!)]),
        true,
      );

      const merged = new Merger(floor, resourcesOf(floor)).merge(plan, before);

      // The verifier knows nothing of claims. Each ring by its members, from the least.
      const seen = stepTroubles(floor, before, after, "executable").filter((trouble) =>
        /^ring/.test(trouble),
      );
      const named = (ring: readonly number[]) => [...ring].sort((a, b) => a - b).join(" ");
      const expected = seen.map((trouble) => named(trouble.split(" ").slice(1).map(Number)));
      expect(merged.rings.map(named).sort()).toEqual(expected.sort());
      const inRings = new Set(merged.rings.flat());
      expect(merged.order.length).toBe(moves.filter((robot) => !inRings.has(robot)).length);
      rings += merged.rings.length;
    }),
    { seed: 5, numRuns: 1_000 },
  );
  expect(rings).toBeGreaterThan(300);
});

/** Everyone to a neighbour or nowhere, no two to one place, nobody to a place whose robot stays. */
function aStep(floor: Graph, before: Int32Array, random: Random): Int32Array {
  const after = before.slice();
  const wanted = new Map<number, number>();
  for (const [robot, from] of before.entries()) {
    const first = floor.outFirst[from]!;
    const to = floor.edgeTo[floor.outEdge[first + random.below(floor.outFirst[from + 1]! - first)]!]!;
    if (!wanted.has(to)) wanted.set(to, robot);
  }
  for (const [to, robot] of wanted) after[robot] = to;
  for (let again = true; again; ) {
    again = false;
    for (const robot of before.keys())
      for (const other of before.keys())
        if (robot !== other && after[robot] === after[other] && after[robot] !== before[robot]) {
          after[robot] = before[robot]!;
          again = true;
        }
  }
  return after;
}

import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { lattice } from "./floors.testkit.ts";
import { Merger } from "./merge.ts";
import { aPlan } from "./parts.testkit.ts";
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

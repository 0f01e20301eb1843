import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { type LatticeWish, lattice } from "../testing/floors.ts";
import { aProblem, partsOn } from "../testing/traffic-parts.ts";
import { Crossings } from "./crossings.ts";

/** Lanes with two places between crossings; N1-1 is entered from the south and from the east, and left to the west and to the north. */
function floor(lanes: LatticeWish["lanes"]) {
  const graph = lattice({ columns: 3, rows: 3, pitchM: 7.2, lanes, pockets: 0, between: 2 }, seededRandom(1));
  const parts = partsOn(graph);
  const crossings = new Crossings(parts);
  const node = (id: string) => graph.indexOf(id);
  const beyond = (from: string, to: string, target: string) =>
    crossings
      .beyond(graph.edgeBetween(node(from), node(to)), node(target), parts.distances.to(node(target)))
      .map((index) => graph.nodeIds[index]);
  return { graph, parts, node, beyond };
}

test("behind a crossing of one-way lanes the first place on the way must be free", () => {
  const { beyond } = floor("one-way");

  expect(beyond("N1-0.2.N1-1", "N1-1", "N0-1")).toEqual(["N0-1.2.N1-1"]);
  expect(beyond("N1-0.2.N1-1", "N1-1", "N1-2")).toEqual(["N1-1.1.N1-2"]);
});

test("who only comes to the crossing, or drives in lanes that go both ways, needs nothing beyond", () => {
  expect(floor("one-way").beyond("N1-0.2.N1-1", "N1-1", "N1-1")).toEqual([]);
  expect(floor("one-way").beyond("N1-0.1.N1-1", "N1-0.2.N1-1", "N0-1")).toEqual([]);
  expect(floor("two-way").beyond("N1-0.2.N1-1", "N1-1", "N0-1")).toEqual([]);
});

test("nobody stops on a crossing because the lane behind it is full; others cross meanwhile", () => {
  const { graph, parts, node } = floor("one-way");
  const plan = parts.pibt.plan(
    aProblem([
      { at: node("N1-0.2.N1-1"), target: node("N0-1"), priority: 2 },
      { at: node("N0-1.2.N1-1"), target: node("N0-1.2.N1-1"), fixed: true },
      { at: node("N1-1.1.N2-1"), target: node("N1-2"), priority: 1 },
    ]),
  );

  const crossed = Array.from(plan.robot).filter(
    (_, visit) => graph.edgeTo[plan.edge[visit]!] === node("N1-1"),
  );
  expect(crossed).toEqual([2]);
});

import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { lattice } from "../testing/floors.ts";
import { aPlan, aProblem } from "../testing/traffic-parts.ts";
import { planTroubles, stepTroubles } from "../testing/verifier.ts";

const wide = lattice({ columns: 3, rows: 3, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
const narrow = lattice({ columns: 3, rows: 3, pitchM: 1, lanes: "two-way", pockets: 0 }, seededRandom(1));
const nodes = (...ids: string[]) => Int32Array.from(ids, (id) => wide.indexOf(id));

test("a step with two on one place, a swap, a jump or a touch is found", () => {
  expect(stepTroubles(wide, nodes("N0-0", "N2-0"), nodes("N1-0", "N1-0"), "published")).toHaveLength(1);
  expect(stepTroubles(wide, nodes("N0-0", "N1-0"), nodes("N1-0", "N0-0"), "published")).toHaveLength(2);
  expect(stepTroubles(wide, nodes("N0-0"), nodes("N2-0"), "published")).toEqual([
    "0 jumps from N0-0 to N2-0",
  ]);
  expect(stepTroubles(narrow, nodes("N0-0", "N2-0"), nodes("N1-0", "N2-0"), "published")).toHaveLength(2);
  expect(stepTroubles(wide, nodes("N0-0", "N1-0"), nodes("N1-0", "N2-0"), "executable")).toEqual([]);
});

test("a ring is allowed in published mode only", () => {
  const before = nodes("N0-0", "N1-0", "N1-1", "N0-1");
  const after = nodes("N1-0", "N1-1", "N0-1", "N0-0");

  expect(stepTroubles(wide, before, after, "published")).toEqual([]);
  expect(stepTroubles(wide, before, after, "executable")).toEqual(["ring 0 1 2 3"]);
});

test("a timed plan in which one enters before the other has left is found", () => {
  const edge = (from: string, to: string) => wide.edgeBetween(wide.indexOf(from), wide.indexOf(to));
  const problem = aProblem([{ at: wide.indexOf("N0-0") }, { at: wide.indexOf("N1-0") }]);
  const early = aPlan([
    [0, edge("N0-0", "N1-0")],
    [1, edge("N1-0", "N2-0")],
  ]);
  const inTurn = aPlan([
    [1, edge("N1-0", "N2-0")],
    [0, edge("N0-0", "N1-0")],
  ]);

  expect(planTroubles(wide, problem, early)).not.toEqual([]);
  expect(planTroubles(wide, problem, inTurn)).toEqual([]);
});

import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { lattice } from "../testing/floors.ts";
import { stepTroubles } from "../testing/step-verifier.ts";
import { aPlan, aProblem } from "../testing/traffic-parts.ts";
import type { PibtParts } from "./pibt.ts";
import { PlanVerifier, verified } from "./plan-verifier.ts";
import { inThread } from "./planner.ts";

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

  expect(new PlanVerifier(wide).troubles(problem, early)).not.toEqual([]);
  expect(new PlanVerifier(wide).troubles(problem, inTurn)).toEqual([]);
});

test("two that already hold one place are no plan's fault, and who drives on beside them is looked at all the same", () => {
  const at = (id: string) => wide.indexOf(id);
  const edge = wide.edgeBetween(at("N0-0"), at("N1-0"));
  const problem = aProblem([{ at: at("N1-0") }, { at: at("N1-0") }, { at: at("N0-0") }]);

  expect(new PlanVerifier(wide).troubles(problem, aPlan([]))).toEqual([]);
  expect(new PlanVerifier(wide).troubles(problem, aPlan([[2, edge]]))).not.toEqual([]);
});

test("a planner that is watched gives the plans that it gave, and each is judged before it is used", () => {
  const plan = aPlan([[0, wide.edgeBetween(wide.indexOf("N0-0"), wide.indexOf("N1-0"))]]);
  const problem = aProblem([{ at: wide.indexOf("N0-0") }, { at: wide.indexOf("N1-0") }]);
  const heard: string[] = [];
  const watched = verified(
    () => inThread(() => plan),
    (troubles) => void heard.push(`${troubles.length > 0} `),
  )({ graph: wide } as PibtParts);
  watched.plan(problem, (given) => void heard.push(String(given === plan)));

  expect(heard).toEqual(["true ", "true"]);
});

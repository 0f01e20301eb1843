import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { stepFloorOf } from "../../testing/step-floors.ts";
import { Epibt } from "./epibt.ts";
import { plainGuidance } from "./step-guidance.ts";
import { StepPibt } from "./step-pibt.ts";
import { describeStepPlanner } from "./step-planner.suite.ts";
import { plannerFor } from "./step-planners.ts";
import { WindowPlanner } from "./window-planner.ts";

describeStepPlanner("PIBT", (parts) => new StepPibt(parts));
describeStepPlanner("EPIBT and neighbourhoods, three steps", (parts) => new Epibt({ ...parts, depth: 3 }));
describeStepPlanner("EPIBT, four steps", (parts) => new Epibt({ ...parts, depth: 4 }), { runs: 12 });
describeStepPlanner("windows, relieved where they jam", (parts) => plannerFor({ ...parts, budgetMs: 1_000 }));

test("a floor with room and time is planned in windows, a crowded or hurried one by EPIBT", () => {
  const { graph } = stepFloorOf(Array.from({ length: 10 }, () => ".".repeat(10)));
  const wish = {
    graph,
    guidance: plainGuidance(graph),
    motion: "four-way" as const,
    executable: false,
    random: seededRandom(1),
  };

  expect(plannerFor({ ...wish, robots: 20, budgetMs: 20 })).not.toBeInstanceOf(Epibt);
  expect(plannerFor({ ...wish, robots: 20, budgetMs: 0 })).toBeInstanceOf(Epibt);
  expect(plannerFor({ ...wish, robots: 60, budgetMs: 20 })).toBeInstanceOf(Epibt);
});

test("windows hold back nobody on a free road", () => {
  const { graph } = stepFloorOf(["......"]);
  const parts = { graph, guidance: plainGuidance(graph), motion: "four-way" as const, robots: 1, window: 4 };
  const planner = new WindowPlanner({ ...parts, executable: true, random: seededRandom(1) });
  const table = Uint16Array.from({ length: 6 }, (_, node) => 5 * (5 - node));
  const floor = {
    robots: 1,
    node: new Int32Array(1),
    heading: new Uint8Array(1),
    goal: Int32Array.of(5),
    table: [table],
  };

  for (let step = 1; step <= 5; step++) {
    floor.node[0] = planner.plan(floor, { isSpent: () => true })[0]! >> 2;
    expect(graph.graphNode[floor.node[0]!]).toBe(step);
  }
});

import { MapId } from "@floorplane/contracts/ids";
import { gridMapOf } from "@floorplane/layout/grid-map";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { LiveGuidance } from "../traffic/guiding/live-guidance.ts";
import { GoalTables } from "../traffic/steps/goal-tables.ts";
import { inThreadMaker } from "../traffic/steps/goal-tables-in-thread.ts";
import { stepGraphOf } from "../traffic/steps/step-graph.ts";
import { plainGuidance } from "../traffic/steps/step-guidance.ts";
import { forTries } from "../traffic/steps/step-planner.ts";
import { plannerFor } from "../traffic/steps/step-planners.ts";
import { anyOf } from "./errands.ts";
import { unitTrial } from "./unit-trial.ts";

/** Two halls, a door between them and a long way round. */
const rows = ["......@......", "......@......", ".............", "......@......", "......@......"];
const { graph } = gridMapOf(MapId("halls"), rows, "@");
const stepGraph = stepGraphOf(graph);
const everywhere = Int32Array.from({ length: graph.nodeCount }, (_, node) => node);

function halls(live?: LiveGuidance) {
  const guidance = live ?? plainGuidance(stepGraph);
  const motion = "rotate";
  const robots = 40;
  return unitTrial({
    graph,
    stepGraph,
    turns: true,
    executable: false,
    starts: everywhere.slice(0, robots),
    errands: anyOf(everywhere, seededRandom(1)),
    knowsNext: true,
    tables: new GoalTables({
      graph: stepGraph,
      motion,
      maker: inThreadMaker(stepGraph, guidance, motion),
      standInPlans: 0,
    }),
    planner: plannerFor({
      graph: stepGraph,
      guidance,
      motion,
      robots,
      executable: false,
      random: seededRandom(2),
      budgetMs: 1_000,
    }),
    steps: 600,
    budget: () => forTries(4),
    now: () => 0,
    ...(live ? { live } : {}),
  });
}

test("every task reached is counted once, nobody meets, and equal seeds give equal runs", () => {
  const figures = halls();

  expect(figures).toMatchObject({ collisions: 0, illegalMoves: 0, deadlocks: 0, troubles: [] });
  expect(figures.tasksFinished).toBeGreaterThan(100);
  expect(halls()).toEqual(figures);
});

test("guidance that follows queues makes a crowded door dearer while the floor runs, and nobody meets for it", () => {
  const live = new LiveGuidance(stepGraph, plainGuidance(stepGraph));

  const figures = halls(live);

  expect(live.version).toBeGreaterThan(0);
  expect(figures).toMatchObject({ collisions: 0, illegalMoves: 0, deadlocks: 0, troubles: [] });
  expect(figures.tasksFinished).toBeGreaterThan(100);
});

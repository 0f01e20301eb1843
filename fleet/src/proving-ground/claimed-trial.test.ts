import { MapId } from "@floorplane/contracts/ids";
import { gridMapOf } from "@floorplane/layout/grid-map";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { Epibt } from "../traffic/steps/epibt.ts";
import { GoalTables } from "../traffic/steps/goal-tables.ts";
import { inThreadMaker } from "../traffic/steps/goal-tables-in-thread.ts";
import { stepGraphOf } from "../traffic/steps/step-graph.ts";
import { plainGuidance } from "../traffic/steps/step-guidance.ts";
import { forTries } from "../traffic/steps/step-planner.ts";
import { claimedTrial } from "./claimed-trial.ts";
import { anyOf } from "./errands.ts";
import { RandomDelays } from "./random-delays.ts";
import { unitTrial } from "./unit-trial.ts";

const aisle = ".@@@@.@@@@.";
const { graph } = gridMapOf(MapId("m"), ["...........", "...........", aisle, aisle, "..........."], "@");
const stepGraph = stepGraphOf(graph);
const guidance = plainGuidance(stepGraph);
const oftenLate = {
  seed: 0,
  minDelay: 1,
  maxDelay: 9,
  eventModel: "bernoulli",
  pDelay: 0.05,
  durationModel: "uniform",
  gaussMeanRatio: 0.5,
  gaussStdRatio: 0.2,
};

function aTrial(motion: "rotate" | "four-way", seed: number) {
  const robots = 12;
  const random = seededRandom(seed);
  return {
    graph,
    stepGraph,
    turns: motion === "rotate",
    starts: Int32Array.from({ length: robots }, (_, robot) => robot * 2),
    errands: anyOf(
      Int32Array.from({ length: graph.nodeCount }, (_, node) => node),
      random,
    ),
    tables: new GoalTables({
      graph: stepGraph,
      motion,
      maker: inThreadMaker(stepGraph, guidance, motion),
      standInPlans: 0,
    }),
    planner: new Epibt({
      graph: stepGraph,
      guidance,
      motion,
      robots,
      depth: 3,
      executable: true,
      random: random.split("planner"),
    }),
    steps: 400,
    budget: () => forTries(2),
    now: () => 0,
  };
}

describe.each(["rotate", "four-way"] as const)("robots that are executed by claims, %s", (motion) => {
  it("never meet, always come on, and come out alike for one seed, however late they are", () => {
    const run = () =>
      claimedTrial({
        ...aTrial(motion, 1),
        ticksPerAction: 3,
        delays: new RandomDelays(oftenLate, 12, seededRandom(5)),
      });
    const figures = run();

    expect(figures).toMatchObject({ collisions: 0, illegalMoves: 0, rings: 0, deadlocks: 0, troubles: [] });
    expect(Math.min(...figures.windows)).toBeGreaterThan(0);
    expect(run()).toEqual(figures);
  });

  it("lose less than half of what a plan promises when nobody is late: who follows must wait until the one ahead has left", () => {
    const planned = unitTrial({ ...aTrial(motion, 2), executable: true });
    const executed = claimedTrial({ ...aTrial(motion, 2), ticksPerAction: 1 });

    expect(planned.troubles).toEqual([]);
    expect(executed.tasksFinished).toBeGreaterThan(0.5 * planned.tasksFinished);
  });
});

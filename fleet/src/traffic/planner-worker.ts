/** The planner's thread: one problem in, one plan out; keeps goal distances of its own, on the costs that come with each problem. */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@floorplane/contracts/errors";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { GoalDistances } from "./goal-distances.ts";
import { Guidance } from "./guidance.ts";
import { Pibt } from "./pibt.ts";
import type { Plan, Problem } from "./planner.ts";
import { type AskPlan, type FromPlanner, graphOf, type PlannerFloorData } from "./planner-messages.ts";
import { untilTime } from "./steps/step-planner.ts";

/** Soft costs have changed since tables were made: some are made anew between two plans. */
const tablesBetweenPlans = 4;

const { graph: arrays, resources, motion, edgeDs, mouths, budgetMs } = workerData as PlannerFloorData;
assert(parentPort, "plans are made in a worker thread");
const port = parentPort;
const clock = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
const graph = graphOf(arrays);
const guidance = new Guidance(edgeDs, graph.nodeCount);
const distances = new GoalDistances(graph, motion, guidance);
const pibt = new Pibt({ graph, resources, motion, guidance, distances, mouths });
let held = new Set<number>();

port.on("message", ({ problem, nodeDs, queueDs }: AskPlan) => {
  for (let node = 0; node < nodeDs.length; node++) {
    guidance.setNode(node, nodeDs[node]!);
    guidance.setQueue(node, queueDs[node]!);
  }
  hold(problem);
  const endMs = clock.now() + budgetMs;
  const plan = pibt.plan(
    problem,
    untilTime(() => clock.now(), endMs),
  );
  port.postMessage({ kind: "planned", plan } satisfies FromPlanner, buffersOf(plan));
  distances.renew(tablesBetweenPlans);
});
port.postMessage({ kind: "ready" } satisfies FromPlanner);

/** Distances to where robots are sent stay; those that nobody is sent to any more may go. */
function hold({ target }: Problem): void {
  const wanted = new Set(target.filter((node) => node >= 0));
  for (const goal of wanted) if (!held.has(goal)) distances.hold(goal);
  for (const goal of held) if (!wanted.has(goal)) distances.letGo(goal);
  held = wanted;
}

function buffersOf({ robot, edge, departMs, arriveMs, wish, gaveWay }: Plan): ArrayBuffer[] {
  return [robot, edge, departMs, arriveMs, wish, gaveWay].map((array) => array.buffer as ArrayBuffer);
}

import { Worker } from "node:worker_threads";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { type Log, silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import { afterEach, expect, it } from "vitest";
import { lattice } from "../testing/floors.ts";
import { aProblem, partsOn } from "../testing/traffic-parts.ts";
import { PlanVerifier } from "./plan-verifier.ts";
import { planOf } from "./planner.suite.ts";
import { PlannerThread, type PlannerThreadOptions } from "./planner-thread.ts";

const graph = lattice({ columns: 5, rows: 3, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
/** What becomes of the first thread when it is asked; those after it are sound. */
const dies = `throw new Error("out of luck")`;
const hangs = "for (;;);";

const opened: PlannerThread[] = [];
afterEach(async () => {
  for (const planner of opened.splice(0)) await planner.stop();
});

function open(fate?: string, options: Partial<PlannerThreadOptions> = {}) {
  const told: unknown[] = [];
  const log: Log = { ...silentLog, warn: (event, fields) => told.push({ event, ...fields }) };
  const workers: Worker[] = [];
  const floor = partsOn(graph);
  const planner = new PlannerThread(floor, {
    // Twenty times as fast, so that the thread is back soon.
    timers: new ScaledClock({ wallMs: 0, houseMs: 0, speed: 20 }),
    log,
    startWorker: (floor) => {
      const worker =
        fate && workers.length === 0
          ? new Worker(
              `const { parentPort } = require("node:worker_threads");
               parentPort.on("message", () => { ${fate} });
               parentPort.postMessage({ kind: "ready" });`,
              { eval: true },
            )
          : new Worker(new URL("./planner-worker.ts", import.meta.url), { workerData: floor });
      workers.push(worker);
      return worker;
    },
    budgetMs: 60_000,
    deadlineMs: 60_000,
    ...options,
  });
  opened.push(planner);
  return { planner, told, workers, guidance: floor.guidance };
}

const aWay = (at = 0) => aProblem([{ at, target: 14 }]);

it("plans in the caller's thread until the other is ready", async () => {
  const { planner } = open();
  let visits = 0;
  planner.plan(aWay(), (plan) => (visits = plan.visits));

  expect(visits).toBeGreaterThan(0);
  await planner.ready();
  await planOf(planner, aWay());
  expect(planner.figures).toMatchObject({ byCaller: 1, inThread: 1 });
});

it("keeps one problem waiting: a newer one takes its place", async () => {
  const { planner } = open();
  await planner.ready();
  const answered: number[] = [];
  await new Promise<void>((resolve) => {
    for (const at of [0, 1, 2, 3])
      planner.plan(aWay(at), () => {
        answered.push(at);
        if (at === 3) resolve();
      });
  });

  expect(answered).toEqual([0, 3]);
  expect(planner.figures).toMatchObject({ inThread: 2, passedOver: 2 });
});

it("keeps distances of its own, which follow where robots queue", async () => {
  const { planner, guidance } = open();
  await planner.ready();
  const [from, over, to] = ["N0-1", "N2-1", "N4-1"].map((id) => graph.indexOf(id)) as [
    number,
    number,
    number,
  ];
  const drivesOver = async () => {
    const plan = await planOf(planner, aProblem([{ at: from, target: to }]));
    return Array.from(plan.edge, (edge) => graph.edgeTo[edge]).includes(over);
  };

  expect(await drivesOver()).toBe(true);
  guidance.setQueue(over, 300);
  await drivesOver();
  expect(await drivesOver()).toBe(false);
});

it.each([
  { loss: "died", fate: dies, reason: "out of luck", options: {} },
  { loss: "silent", fate: hangs, reason: "no plan for 4000 ms", options: { deadlineMs: 4_000 } },
])("makes the newest plan itself when the thread has $loss, says so, and starts it again", async (wish) => {
  const { planner, told } = open(wish.fate, wish.options);
  await planner.ready();
  const answered: number[] = [];
  const problem = aWay(1);
  planner.plan(aWay(0), () => answered.push(0));
  const plan = await planOf(planner, problem);

  expect(new PlanVerifier(graph).troubles(problem, plan)).toEqual([]);
  expect(plan.visits).toBeGreaterThan(0);
  expect(answered).toEqual([]);
  expect(told).toEqual([
    { event: "planner.thread-lost", loss: wish.loss, reason: wish.reason, againMs: 1_000 },
  ]);
  expect(planner.figures).toMatchObject({ byCaller: 1, inThread: 0, lost: { [wish.loss]: 1 } });

  await planner.ready();
  await planOf(planner, problem);
  expect(planner.figures).toMatchObject({ byCaller: 1, inThread: 1 });
});

it("ends its thread when it is stopped, in the middle of a plan too, and starts no other", async () => {
  const { planner, workers } = open(hangs);
  await planner.ready();
  const ended = new Promise((resolve) => workers[0]!.once("exit", resolve));
  planner.plan(aWay(), () => {});
  await planner.stop();

  await ended;
  expect(workers).toHaveLength(1);
});

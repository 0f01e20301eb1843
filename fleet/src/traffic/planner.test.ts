import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { silentLog } from "@floorplane/runtime/log";
import { Pibt } from "./pibt.ts";
import { describePlanner } from "./planner.suite.ts";
import { inThread } from "./planner.ts";
import { PlannerThread } from "./planner-thread.ts";

describePlanner("in the caller's thread", (floor) => {
  const pibt = new Pibt(floor);
  return { planner: inThread((problem) => pibt.plan(problem)), ready: Promise.resolve() };
});

describePlanner("in a thread of its own", (floor) => {
  const timers = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
  const planner = new PlannerThread(floor, { timers, log: silentLog });
  return { planner, ready: planner.ready() };
});

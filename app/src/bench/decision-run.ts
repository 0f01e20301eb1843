/**
 * One run of `bench decisions`, in a process of its own: a whole day on the virtual clock, and how long the house holds its thread for each state of a robot, from the bytes to the row that it
 * writes, with all messages that go out. Another checkout's house is measured by the same stopwatch: only its modules are loaded from there.
 */
import { pathToFileURL } from "node:url";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { planDay as PlanDay } from "../day/plan-day.ts";
import type { virtualFloor as VirtualFloor } from "../simulate/virtual-floor.ts";

const [, , checkout = "", robots = "", seconds = "", seed = ""] = process.argv;

const load = async <Module>(path: string): Promise<Module> =>
  (await import(pathToFileURL(`${checkout}/app/src/${path}`).href)) as Module;
const { planDay } = await load<{ planDay: typeof PlanDay }>("day/plan-day.ts");
const { virtualFloor } = await load<{ virtualFloor: typeof VirtualFloor }>("simulate/virtual-floor.ts");

/** Robots are on their way, and the code has been compiled, before anything counts, s. */
const warmS = 240;
/** Orders for each robot, all within some hours: so many that few stand idle. */
const ordersEach = 100;
const withinH = 4;

const microseconds: number[] = [];
let rows = 0;
let isCounting = false;

/** The line of the house with a stopwatch in it. */
function timed(bus: Bus): Bus {
  const subscribe: Bus["subscribe"] = (filter, hear) =>
    bus.subscribe(filter, (delivery) => {
      const before = performance.now();
      hear(delivery);
      const took = performance.now() - before;
      if (isCounting && delivery.topic.endsWith("/state")) microseconds.push(took * 1_000);
    });
  return new Proxy(bus, {
    get: (target, name) => {
      if (name === "subscribe") return subscribe;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const plan = planDay({
  seed: Number(seed),
  robots: Number(robots),
  rate: 1,
  tight: false,
  startAt: Date.UTC(2026, 2, 2),
  profile: "b2c",
  perDay: ordersEach * Number(robots),
  within: withinH,
});
const floor = virtualFloor({
  plan,
  seed: Number(seed),
  line: timed,
  witness: ({ change }) => {
    if (isCounting && change.cause.type === "robot.state") rows++;
  },
});
await floor.composed.start();
floor.world.start();
const begun = plan.demand.requests[0]!.at + warmS * 1_000;
floor.clock.run(() => false, begun);
isCounting = true;
floor.clock.run(() => false, begun + Number(seconds) * 1_000);
isCounting = false;
await floor.world.stop();
await floor.composed.stop();
process.stdout.write(`${JSON.stringify({ microseconds, rows })}\n`);

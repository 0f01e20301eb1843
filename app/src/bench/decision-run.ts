/**
 * One turn of `bench decisions`, in a process of its own: a whole floor on the virtual clock, and how long the house holds its thread for each state of a robot, from the bytes to the row that it
 * writes, with all messages that go out. Houses of several checkouts stand side by side and take turns second by second, so that a machine that is busy for a while is so for all of them.
 */
import { pathToFileURL } from "node:url";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { planDay as PlanDay } from "../day/plan-day.ts";
import type { virtualFloor as VirtualFloor } from "../simulate/virtual-floor.ts";

/** Robots are on their way, and the code has been compiled, before anything counts, s. */
const warmS = 240;
/** Orders for each robot, all within some hours: so many that few stand idle. */
const ordersEach = 100;
const withinH = 4;

const [, , robots = "", seconds = "", seed = "", ...checkouts] = process.argv;

interface Measured {
  readonly microseconds: number[];
  rows: number;
}

let isCounting = false;
const houses = [];
for (const checkout of checkouts) houses.push(await houseOf(checkout));
for (let second = 0; second < warmS + Number(seconds); second++) {
  isCounting = second >= warmS;
  for (const { runTo } of second % 2 === 0 ? houses : houses.toReversed()) runTo(second + 1);
}
isCounting = false;
for (const { stop } of houses) await stop();
process.stdout.write(`${JSON.stringify(houses.map(({ measured }) => measured))}\n`);

async function houseOf(checkout: string) {
  const load = async <Module>(path: string): Promise<Module> =>
    (await import(pathToFileURL(`${checkout}/app/src/${path}`).href)) as Module;
  const { planDay } = await load<{ planDay: typeof PlanDay }>("day/plan-day.ts");
  const { virtualFloor } = await load<{ virtualFloor: typeof VirtualFloor }>("simulate/virtual-floor.ts");
  const measured: Measured = { microseconds: [], rows: 0 };
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
  const { clock, composed, world } = virtualFloor({
    plan,
    seed: Number(seed),
    line: (bus) => timed(bus, measured),
    witness: ({ change }) => {
      if (isCounting && change.cause.type === "robot.state") measured.rows++;
    },
  });
  await composed.start();
  world.start();
  const firstAt = plan.demand.requests[0]!.at;
  return {
    measured,
    runTo: (second: number) => clock.run(() => false, firstAt + second * 1_000),
    stop: async () => {
      await world.stop();
      await composed.stop();
    },
  };
}

/** The line of a house with a stopwatch in it. */
function timed(bus: Bus, { microseconds }: Measured): Bus {
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

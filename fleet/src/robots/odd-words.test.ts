/** Robots whose words are odd: they work, or stand for a reason that is told; none falls silent for a field (VDA 5050 6.10; FAULTS C14). */
import { ofMessages } from "@floorplane/contracts/reasons/english/of-messages";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { topics } from "@floorplane/contracts/topics";
import { mutationsOf } from "@floorplane/contracts/vda5050/mutations.fixture";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { describe, expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

const encoder = new TextEncoder();
const aTour = ["pick", "pickItems", "drop"];

async function aHall() {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  hall.run(2_000);
  const bus = hall.broker.connect({ clientId: "stranger" });
  const topic = topics.state(robot.options.manufacturer, robot.options.robot);
  const say = (bytes: Uint8Array) => {
    bus.publish(topic, bytes);
    hall.run(30);
  };
  const texts = () =>
    hall.alarms.flatMap((alarm) =>
      alarm.type === "alarm.raise" ? [`${alarm.definition} ${alarm.source} ${saidIn(alarm.parameters)}`] : [],
    );
  return { hall, robot, say, texts };
}

function saidIn(parameters: object): string {
  const { why } = parameters as { readonly why?: RobotReason };
  return why?.code === "said.odd" ? ofMessages["said.odd"](why) : String(why?.code);
}

describe("a robot that leaves out", () => {
  const omissions: readonly (readonly [string, (keyof State)[]])[] = [
    ["headerId", ["headerId"]],
    ["errors", ["errors"]],
    ["header and time", ["headerId", "timestamp", "version", "manufacturer", "serialNumber"]],
    ["loads", ["loads"]],
    ["edgeStates", ["edgeStates"]],
  ];
  it.each(omissions)("%s in every state does its work, and a person is told once", async (_, fields) => {
    const { hall, robot, texts } = await aHall();
    robot.distort = (state) => without(state, fields);

    hall.request([0, 40]);
    hall.until(() => hall.of("transport.done").length === 1);

    expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "pickItems", "drop"]);
    const told = texts().filter((text) => text.startsWith("robot.odd-words"));
    // Loads may be left out: it cannot tell what it carries.
    expect(told).toHaveLength(fields.includes("loads") ? 0 : 1);
    for (const field of fields) if (field !== "loads") expect(told[0]).toContain(`state: ${field}: missing`);
  });

  it("what is empty or nought (a serialiser's habit) does its work", async () => {
    const { hall, robot } = await aHall();
    robot.distort = (state) =>
      Object.fromEntries(
        Object.entries(state).filter(
          ([field, value]) =>
            field === "driving" ||
            !(value === 0 || value === "" || (Array.isArray(value) && value.length === 0)),
        ),
      );

    hall.request([0]);
    hall.until(() => hall.of("transport.done").length === 1);

    expect(robot.done.map(({ type }) => type)).toEqual(aTour);
    expect(hall.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
  });

  it("its node states once on the way loses no order by it", async () => {
    const { hall, robot } = await aHall();
    hall.request([0]);
    hall.until(() => robot.nodesPassed.length === 3);

    robot.distort = (state) =>
      without(state, ["nodeStates", "edgeStates", "orderId", "lastNodeId", "actionStates"]);
    robot.say();
    robot.say();
    hall.run(4_000);
    robot.distort = (state) => state;
    hall.until(() => hall.of("transport.done").length === 1);

    expect(robot.instants.map(({ actionType }) => actionType)).not.toContain("cancelOrder");
    expect(robot.done.map(({ type }) => type)).toEqual(aTour);
  });
});

it("puts nobody on the floor who does not say what he still drives, after a restart in the middle of an order", async () => {
  const { hall, robot } = await aHall();
  hall.request([0]);
  hall.until(() => robot.nodesPassed.length === 2);
  await hall.kill();
  robot.distort = (state) => without(state, ["orderId"]);
  await hall.start();
  hall.run(30_000);
  expect(hall.raised()).toContain("robot.unreadable");

  robot.distort = (state) => state;
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});

it("does not take left-out errors for none after a fault, until a person says so", async () => {
  const { hall, robot } = await aHall();
  robot.fault = "motor hot";
  robot.wake();
  hall.until(() => hall.raised().includes("robot.fault"));
  robot.fault = undefined;
  robot.distort = (state) => without(state, ["errors"]);
  hall.request([0]);
  hall.run(60_000);
  expect(robot.orders).toEqual([]);

  hall.say({ type: "robot.resume", robot: robot.options.robot, command: "c1", by: "mia", reason: "looked" });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});

it("drives no robot that does not say of its emergency stop, and goes on when it does and a person confirms", async () => {
  const { hall, robot } = await aHall();
  robot.distort = (state) => without(state, ["safetyState"]);
  robot.wake();
  hall.run(100);
  hall.request([0]);
  hall.run(60_000);
  expect(robot.orders).toEqual([]);
  expect(hall.raised()).toContain("robot.estop");

  robot.distort = (state) => state;
  robot.wake();
  hall.run(100);
  hall.say({ type: "robot.resume", robot: robot.options.robot, command: "c1", by: "mia", reason: "looked" });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});

it("tells of unreadable states by robot, topic and field, and that they are over", async () => {
  const { hall, robot, say, texts } = await aHall();

  say(encoder.encode("{"));
  say(encoder.encode("{"));

  expect(texts().filter((text) => text.startsWith("robot.unreadable"))).toEqual([
    expect.stringMatching(/^robot.unreadable R\S+ state: \$: is not JSON/),
  ]);
  hall.run(40_000);
  robot.say();
  hall.run(100);
  expect(hall.alarms.at(-1)).toMatchObject({
    type: "alarm.clear",
    key: `robot.unreadable:${robot.options.robot}`,
  });
});

it.each([
  [
    "batteryState.batteryCharge: 0.81 is read as percent",
    { batteryState: { batteryCharge: 0.81, charging: false } },
  ],
  ["agvPosition.theta: 90 is beyond pi", { theta: 90 }],
  ['version: "1.1.0" is not 2.x', { version: "1.1.0" }],
])("reads what may mean something else as it stands, and tells it: %s", async (told, changes) => {
  const { hall, robot, texts } = await aHall();
  robot.distort = (state) => {
    const { theta = 0, ...others } = changes as { theta?: number };
    return { ...state, ...others, agvPosition: { ...state.agvPosition, theta } };
  };
  robot.say();
  hall.run(100);

  expect(texts().at(-1)).toContain(`robot.odd-words R01 state: ${told}`);
});

it("reads a header in other letters, and none that names another robot", async () => {
  const { hall, robot, texts } = await aHall();
  robot.distort = (state) => ({
    ...state,
    manufacturer: state.manufacturer.toUpperCase(),
    serialNumber: "r-01",
  });
  robot.say();
  hall.run(100);
  expect(hall.fleet.setAside).toMatchObject({ quarantined: 0, odd: 1 });

  robot.distort = (state) => ({ ...state, serialNumber: "R99" });
  robot.say();
  hall.run(100);

  expect(hall.fleet.setAside.quarantined).toBe(1);
  expect(texts().at(-1)).toBe(
    'robot.unreadable R01 state: serialNumber: "R99" is not "R01", as in its topic',
  );
});

it("hears the robot again after every field of its state was wrong in every way, and tells each by its name", async () => {
  const { hall, robot, say, texts } = await aHall();
  const untold: string[] = [];
  const lost: string[] = [];
  let count = 0;
  for (const [path, kinds] of Map.groupBy(mutationsOf(robot.state()), (each) => each.path)) {
    // All of the field before was sound for long enough to be over.
    for (let quiet = 0; quiet < 4; quiet++) {
      hall.run(10_000);
      robot.say();
    }
    for (const { what } of kinds) {
      // As it is now: a robot whose charge reads as nought drives off to its charger.
      const now = robot.state();
      const bytes = mutationsOf(now, path).find((each) => each.what === what)?.bytes;
      if (bytes === undefined) continue;
      const counted = { ...hall.fleet.setAside };
      say(bytes);
      const { odd, malformed, quarantined, stale } = hall.fleet.setAside;
      const isOdd = odd + malformed + quarantined > counted.odd + counted.malformed + counted.quarantined;
      const names = named(path.replaceAll(/\[\d+\]/g, "[]"));
      if (isOdd && !names.some((name) => texts().some((text) => text.includes(`state: ${name}`))))
        untold.push(`${path}: ${what}`);
      if (stale > counted.stale && !/headerId|timestamp/.test(path)) lost.push(`${path}: ${what}`);

      hall.run(1_000);
      robot.say();
      const command = `c${count++}`;
      hall.say({ type: "robot.resume", robot: robot.options.robot, command, by: "mia", reason: "looked" });
      robot.say();
      hall.run(100);
    }
  }
  hall.request([0]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(untold).toEqual([]);
  expect(lost).toEqual([]);
  expect(robot.done.map(({ type }) => type).filter((type) => aTour.includes(type))).toEqual(aTour);
}, 240_000);

const without = (state: State, fields: readonly (keyof State)[]): unknown =>
  Object.fromEntries(Object.entries(state).filter(([field]) => !fields.includes(field as keyof State)));

/** The field and all that it is part of. */
function named(path: string): string[] {
  const steps = path.split(/(?=\.|\[)/);
  return steps.map((_, index) => steps.slice(0, index + 1).join(""));
}

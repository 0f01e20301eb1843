/** People at the robots: emergency stops, a hand at the wheel, a pause (FAULTS C12, C16; REFERENCE 10). */
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

async function underWay() {
  const hall = await new Hall().start();
  hall.run(2_000);
  hall.request([0, 40]);
  hall.until(() => hall.of("stop.done").length === 2);
  const robot = hall.robots[0]!;
  const passed = robot.nodesPassed.length;
  hall.until(() => robot.nodesPassed.length === passed + 3);
  const document = () => hall.document<{ activity: string }>("robot", robot.options.robot);
  const command = (type: "robot.pause" | "robot.resume") =>
    hall.say({ type, robot: robot.options.robot, command: type, by: "mia", reason: "test" });
  return { hall, robot, document, command };
}

const wholeTour = ["pick", "pickItems", "pickItems", "drop"];

it("moves nothing after an emergency stop until a person has said so here too", async () => {
  const { hall, robot, document, command } = await underWay();
  robot.eStop = "MANUAL";
  robot.wake();
  hall.run(1_000);
  expect(hall.raised()).toEqual(["robot.estop"]);
  const told = robot.orders.length;

  robot.eStop = "NONE";
  robot.wake();
  hall.run(60_000);
  expect(robot.orders.length).toBe(told);
  expect((await document())?.activity).toBe("fault");

  command("robot.resume");
  hall.until(() => hall.of("transport.done").length === 1);
  expect(robot.done.map(({ type }) => type)).toEqual(wholeTour);
});

it("goes on by itself after a stop that clears itself", async () => {
  const { hall, robot } = await underWay();
  robot.eStop = "AUTOACK";
  robot.wake();
  hall.run(5_000);

  robot.eStop = "NONE";
  robot.wake();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(wholeTour);
});

it("takes a robot back from where a person drove it to", async () => {
  const { hall, robot, document } = await underWay();
  robot.mode = "MANUAL";
  robot.reboot();
  hall.run(60_000);
  expect((await document())?.activity).toBe("manual");
  expect(hall.raised()).toEqual([]);
  const charger = [...hall.layout.stations.values()].find(({ kind }) => kind === "charging")!;

  robot.carryTo(charger.nodes[0]!);
  robot.mode = "AUTOMATIC";
  robot.wake();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(wholeTour);
});

it("pauses and resumes a robot by command", async () => {
  const { hall, robot, document, command } = await underWay();
  command("robot.pause");
  hall.run(30_000);
  const { length } = robot.nodesPassed;
  expect((await document())?.activity).toBe("paused");
  hall.run(30_000);
  expect(robot.nodesPassed.length).toBe(length);

  command("robot.resume");
  hall.until(() => hall.of("transport.done").length === 1);

  const pauses = robot.instants.map(({ actionType }) => actionType).filter((type) => type.endsWith("Pause"));
  expect(pauses).toEqual(["startPause", "stopPause"]);
});

it("stands still while a robot reports a fault, and goes on when it is gone", async () => {
  const { hall, robot, document } = await underWay();
  robot.fault = "motorFault";
  robot.wake();
  hall.run(1_000);
  expect(await document()).toMatchObject({ activity: "fault" });
  expect(hall.raised()).toEqual(["robot.fault"]);

  robot.fault = undefined;
  robot.wake();
  hall.until(() => hall.of("transport.done").length === 1);
});

it("stops releasing to a robot that says it is somewhere else", async () => {
  const { hall, robot } = await underWay();
  const state = robot.state();
  hall.run(10);

  robot.sayAgain({
    ...state,
    headerId: state.headerId + 1_000_000,
    agvPosition: { ...state.agvPosition!, x: state.agvPosition!.x + 20 },
  });
  hall.run(10);

  expect(hall.raised()).toEqual(["robot.astray"]);
});

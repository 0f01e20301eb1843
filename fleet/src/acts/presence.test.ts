/** Robots that people take off the floor and put back (FAULTS C13). */

import { type RobotId, StationId } from "@floorplane/contracts/ids";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { expect, it } from "vitest";
import type { FakeRobot } from "../testing/fake-robot.ts";
import { Stage } from "../testing/stage.ts";

/** Two robots; the first stands dead in a lane on its way, the second has nothing to do. */
async function aDeadRobot(stops: readonly number[] = [0, 40]) {
  const stage = await new Stage({ robots: 2 }).start();
  stage.run(2_000);
  const transport = stage.request(stops);
  stage.until(() => stage.of("transport.assigned").length === 1);
  const name = stage.of("transport.assigned")[0]!.robot;
  const dead = stage.robots.find(({ options }) => options.robot === name)!;
  const other = stage.robots.find((robot) => robot !== dead)!;
  const passed = dead.nodesPassed.length;
  stage.until(() => dead.nodesPassed.length >= passed + 2);
  return { stage, transport, dead, other };
}

const id = (robot: FakeRobot): RobotId => robot.options.robot;
const document = (stage: Stage, robot: FakeRobot) =>
  stage.document<{
    activity: string;
    why: RobotReason | null;
    condition: { presence: string };
    acts: unknown[];
    tote: string | null;
  }>("robot", id(robot));

it("frees the ground of a dead robot on a person's word, and gives its work to another", async () => {
  const { stage, transport, dead } = await aDeadRobot();
  dead.drop();
  stage.run(1_000);
  const held = stage.fleet.held(id(dead));

  const answer = stage.act({ type: "robot.takeOff", robot: id(dead), reason: "carried to the workshop" });
  stage.until(() => stage.of("transport.done").length === 1);

  expect(held.length).toBeGreaterThan(0);
  expect(answer()).toMatchObject({ type: "command.done" });
  expect(stage.fleet.held(id(dead))).toEqual([]);
  expect(stage.of("transport.done")).toMatchObject([{ transport }]);
  expect(await document(stage, dead)).toMatchObject({
    activity: "off-floor",
    acts: [{ act: "robot.takeOff", by: "mia", reason: "carried to the workshop", outcome: "done" }],
  });
});

it("misses no robot that is off the floor, whatever it does", async () => {
  const { stage, dead } = await aDeadRobot();
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });

  stage.run(20 * 60_000);

  expect(stage.standing()).toEqual([]);
});

it("takes a robot off the floor once, however often it is said", async () => {
  const { stage, dead } = await aDeadRobot();
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });

  const again = stage.act({ type: "robot.takeOff", robot: id(dead) });

  expect(again()).toMatchObject({ type: "command.done" });
});

it("holds the place that a robot says to stand at though it is off the floor, tells it to stand, and drives it nowhere", async () => {
  const { stage, dead } = await aDeadRobot();
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.run(60_000);
  const orders = dead.orders.length;

  dead.reconnect();
  stage.run(30_000);

  expect(stage.standing()).toEqual(["robot.off-floor-seen"]);
  expect(stage.fleet.held(id(dead))).toEqual([dead.node]);
  expect(dead.paused).toBe(true);
  expect(dead.orders.length).toBe(orders);
  expect((await document(stage, dead))?.condition.presence).toBe("seen");
  expect((await document(stage, dead))?.why).toEqual({
    code: "fault.seen",
    because: {
      code: "place.said",
      node: stage.layout.graph.nodeIds[dead.node],
      heldBy: { names: [], more: 0 },
    },
  });

  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.run(60_000);

  expect((await document(stage, dead))?.why?.code).not.toBe("fault.seen");
});

it("frees that place again when a person says once more that it is gone", async () => {
  const { stage, dead } = await aDeadRobot();
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.run(30_000);
  expect(stage.standing()).toEqual(["robot.off-floor-seen"]);

  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.run(60_000);

  expect(stage.standing()).toEqual([]);
  expect(stage.fleet.held(id(dead))).toEqual([]);
});

it("keeps a robot off the floor over a restart, and waits for no word of it", async () => {
  const { stage, dead } = await aDeadRobot();
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  await stage.kill();

  await stage.start();
  stage.until(() => stage.of("transport.done").length === 1);

  expect((await document(stage, dead))?.activity).toBe("off-floor");
  expect(stage.fleet.held(id(dead))).toEqual([]);
});

it("puts a robot back where a person says, done when the robot says so too", async () => {
  const { stage, dead } = await aDeadRobot();
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.until(() => stage.of("transport.done").length === 1);
  const charger = [...stage.layout.stations.values()].find(({ kind }) => kind === "charging")!.nodes[0]!;

  const back = stage.act({
    type: "robot.putBack",
    robot: id(dead),
    node: stage.layout.graph.nodeIds[charger]!,
  });
  stage.run(1_000);
  expect(back()).toBeUndefined();
  expect(stage.fleet.held(id(dead))).toEqual([charger]);
  dead.reboot();
  dead.reconnect();
  dead.carryTo(charger);
  stage.run(2_000);

  expect(back()).toMatchObject({ type: "command.done" });
  stage.request([80]);
  stage.request([90]);
  stage.until(() => stage.of("transport.done").length === 3);
  expect(new Set(stage.of("transport.assigned").map(({ robot }) => robot)).size).toBe(2);
});

it.each([
  ["a node that is not there", () => "nowhere", "node.unknown"],
  [
    "a node that another holds",
    (stage: Stage, other: FakeRobot) => stage.layout.graph.nodeIds[other.node]!,
    "node.held",
  ],
])("puts no robot back on %s", async (_what, node, why) => {
  const { stage, dead, other } = await aDeadRobot();
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.until(() => stage.of("transport.done").length === 1);
  stage.run(120_000);

  const back = stage.act({ type: "robot.putBack", robot: id(dead), node: node(stage, other) });

  expect(back()).toMatchObject({ type: "command.refused", reason: { code: why } });
});

it("puts no robot back where it says that it is not", async () => {
  const { stage, dead } = await aDeadRobot();
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.run(20_000);
  const charger = [...stage.layout.stations.values()].find(({ kind }) => kind === "charging")!.nodes[0]!;

  const back = stage.act({
    type: "robot.putBack",
    robot: id(dead),
    node: stage.layout.graph.nodeIds[charger]!,
  });
  const here = stage.act({ type: "robot.putBack", robot: id(dead), node: null });
  stage.until(() => here() !== undefined);

  expect(back()).toMatchObject({ type: "command.refused", reason: { code: "robot.stands-elsewhere" } });
  expect(here()).toMatchObject({ type: "command.done" });
  expect(stage.standing()).toEqual([]);
  stage.until(() => stage.of("transport.done").length === 1);
});

it("leaves a tote on a robot that is off the floor until a person says where it is, and goes on from there", async () => {
  const { stage, transport, dead, other } = await aDeadRobot([0, 40]);
  stage.until(() => stage.of("stop.done").length === 2);
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });
  stage.run(300_000);
  expect(stage.of("transport.done")).toEqual([]);
  expect((await document(stage, dead))?.tote).toBe("T1");

  const nowhere = stage.act({ type: "robot.handOver", robot: id(dead), to: null, station: null });
  const shelf = stage.act({
    type: "robot.handOver",
    robot: id(dead),
    to: null,
    station: StationId(stage.locations[0]!),
  });
  const there = stage.act({
    type: "robot.handOver",
    robot: id(dead),
    to: null,
    station: StationId("PACK01"),
  });
  stage.until(() => stage.of("transport.done").length === 1);

  expect(nowhere()).toMatchObject({
    type: "command.refused",
    reason: { code: "tote.on-robot" },
  });
  expect(shelf()).toMatchObject({
    type: "command.refused",
    reason: { code: "station.takes-no-totes" },
  });
  expect(there()).toMatchObject({ type: "command.done" });
  expect(other.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
  expect(stage.of("transport.done")).toMatchObject([{ transport }]);
  expect((await document(stage, dead))?.tote).toBeNull();
});

it("hands a tote that a person brought to a check lane over to be counted", async () => {
  const { stage, transport, dead } = await aDeadRobot([0, 40]);
  stage.until(() => stage.of("stop.done").length === 2);
  dead.drop();
  stage.run(1_000);
  stage.act({ type: "robot.takeOff", robot: id(dead) });

  stage.act({ type: "robot.handOver", robot: id(dead), to: null, station: StationId("CHECK01") });
  stage.run(1_000);

  expect(stage.of("transport.failed")).toMatchObject([{ transport, reason: "taken-over" }]);
});

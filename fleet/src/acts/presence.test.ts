/** Robots that people take off the floor and put back (FAULTS C13). */

import { type NodeId, type RobotId, StationId } from "@floorplane/contracts/ids";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { expect, it } from "vitest";
import type { FakeRobot } from "../testing/fake-robot.ts";
import { Hall } from "../testing/hall.ts";

/** Two robots; the first stands dead in a lane on its way, the second has nothing to do. */
async function aDeadRobot(stops: readonly number[] = [0, 40]) {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  const transport = hall.request(stops);
  hall.until(() => hall.of("transport.assigned").length === 1);
  const name = hall.of("transport.assigned")[0]!.robot;
  const dead = hall.robots.find(({ options }) => options.robot === name)!;
  const other = hall.robots.find((robot) => robot !== dead)!;
  const passed = dead.nodesPassed.length;
  hall.until(() => dead.nodesPassed.length >= passed + 2);
  return { hall, transport, dead, other };
}

const id = (robot: FakeRobot): RobotId => robot.options.robot;
const document = (hall: Hall, robot: FakeRobot) =>
  hall.document<{
    activity: string;
    why: RobotReason | null;
    condition: { presence: string };
    acts: unknown[];
    tote: string | null;
  }>("robot", id(robot));

it("frees the ground of a dead robot on a person's word, and gives its work to another", async () => {
  const { hall, transport, dead } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  const held = hall.fleet.held(id(dead));

  const answer = hall.act({ type: "robot.takeOff", robot: id(dead), reason: "carried to the workshop" });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(held.length).toBeGreaterThan(0);
  expect(answer()).toMatchObject({ type: "command.done" });
  expect(hall.fleet.held(id(dead))).toEqual([]);
  expect(hall.of("transport.done")).toMatchObject([{ transport }]);
  expect(await document(hall, dead)).toMatchObject({
    activity: "off-floor",
    acts: [{ act: "robot.takeOff", by: "mia", reason: "carried to the workshop", outcome: "done" }],
  });
});

it("misses no robot that is off the floor, whatever it does", async () => {
  const { hall, dead } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });

  hall.run(20 * 60_000);

  expect(hall.standing()).toEqual([]);
});

it("takes a robot off the floor once, however often it is said", async () => {
  const { hall, dead } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });

  const again = hall.act({ type: "robot.takeOff", robot: id(dead) });

  expect(again()).toMatchObject({ type: "command.done" });
});

it("holds the place that a robot says to stand at though it is off the floor, tells it to stand, and drives it nowhere", async () => {
  const { hall, dead } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.run(60_000);
  const orders = dead.orders.length;

  dead.reconnect();
  hall.run(30_000);

  expect(hall.standing()).toEqual(["robot.off-floor-seen"]);
  expect(hall.fleet.held(id(dead))).toEqual([dead.node]);
  expect(dead.paused).toBe(true);
  expect(dead.orders.length).toBe(orders);
  expect((await document(hall, dead))?.condition.presence).toBe("seen");
  expect((await document(hall, dead))?.why).toEqual({
    code: "fault.seen",
    because: {
      code: "place.said",
      node: hall.layout.graph.nodeIds[dead.node],
      heldBy: { names: [], more: 0 },
    },
  });

  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.run(60_000);

  expect((await document(hall, dead))?.why?.code).not.toBe("fault.seen");
});

it("frees that place again when a person says once more that it is gone", async () => {
  const { hall, dead } = await aDeadRobot();
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.run(30_000);
  expect(hall.standing()).toEqual(["robot.off-floor-seen"]);

  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.run(60_000);

  expect(hall.standing()).toEqual([]);
  expect(hall.fleet.held(id(dead))).toEqual([]);
});

it("names the nearer node where a robot says to stand between two, and takes it back there", async () => {
  const { hall, dead } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  const { graph } = hall.layout;
  const edge = [...Array(graph.edgeCount).keys()].find((each) => graph.edgeFrom[each] === dead.node)!;
  const ahead = graph.edgeTo[edge]!;
  const between = (axis: Float64Array | readonly number[]): number =>
    0.2 * axis[dead.node]! + 0.8 * axis[ahead]!;
  dead.distort = (state) => ({
    ...state,
    agvPosition: { ...state.agvPosition!, x: between(graph.x), y: between(graph.y) },
  });
  dead.reconnect();
  hall.run(30_000);

  const node = graph.nodeIds[ahead]!;
  expect((await document(hall, dead))?.why).toMatchObject({ because: { code: "place.said", node } });
  const back = hall.act({ type: "robot.putBack", robot: id(dead), node: null });
  hall.run(2_000);
  expect(hall.fleet.held(id(dead))).toContain(ahead);
  expect(back()?.type).not.toBe("command.refused");
});

it("keeps a robot off the floor over a restart, and waits for no word of it", async () => {
  const { hall, dead } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  await hall.kill();

  await hall.start();
  hall.until(() => hall.of("transport.done").length === 1);

  expect((await document(hall, dead))?.activity).toBe("off-floor");
  expect(hall.fleet.held(id(dead))).toEqual([]);
});

it("puts a robot back where a person says, done when the robot says so too", async () => {
  const { hall, dead } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.until(() => hall.of("transport.done").length === 1);
  const charger = [...hall.layout.stations.values()].find(({ kind }) => kind === "charging")!.nodes[0]!;

  const back = hall.act({
    type: "robot.putBack",
    robot: id(dead),
    node: hall.layout.graph.nodeIds[charger]!,
  });
  hall.run(1_000);
  expect(back()).toBeUndefined();
  expect(hall.fleet.held(id(dead))).toEqual([charger]);
  dead.reboot();
  dead.reconnect();
  dead.carryTo(charger);
  hall.run(2_000);

  expect(back()).toMatchObject({ type: "command.done" });
  hall.request([80]);
  hall.request([90]);
  hall.until(() => hall.of("transport.done").length === 3);
  expect(new Set(hall.of("transport.assigned").map(({ robot }) => robot)).size).toBe(2);
});

it.each([
  ["a node that is not there", () => "nowhere", "node.unknown"],
  [
    "a node that another holds",
    (hall: Hall, other: FakeRobot) => hall.layout.graph.nodeIds[other.node]!,
    "node.held",
  ],
])("puts no robot back on %s", async (_what, node, why) => {
  const { hall, dead, other } = await aDeadRobot();
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.until(() => hall.of("transport.done").length === 1);
  hall.run(120_000);

  const back = hall.act({ type: "robot.putBack", robot: id(dead), node: node(hall, other) });

  expect(back()).toMatchObject({ type: "command.refused", reason: { code: why } });
});

it("puts no robot on a node that nobody knows, also one that stands on the floor", async () => {
  const { hall, dead } = await aDeadRobot();

  const back = hall.act({ type: "robot.putBack", robot: id(dead), node: "NOWHERE" as NodeId });

  expect(back()).toMatchObject({
    type: "command.refused",
    reason: { code: "node.unknown", node: "NOWHERE" },
  });
});

it("puts no robot back where it says that it is not", async () => {
  const { hall, dead } = await aDeadRobot();
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.run(20_000);
  const charger = [...hall.layout.stations.values()].find(({ kind }) => kind === "charging")!.nodes[0]!;

  const back = hall.act({
    type: "robot.putBack",
    robot: id(dead),
    node: hall.layout.graph.nodeIds[charger]!,
  });
  const here = hall.act({ type: "robot.putBack", robot: id(dead), node: null });
  hall.until(() => here() !== undefined);

  expect(back()).toMatchObject({ type: "command.refused", reason: { code: "robot.stands-elsewhere" } });
  expect(here()).toMatchObject({ type: "command.done" });
  expect(hall.standing()).toEqual([]);
  hall.until(() => hall.of("transport.done").length === 1);
});

it("leaves a tote on a robot that is off the floor until a person says where it is, and goes on from there", async () => {
  const { hall, transport, dead, other } = await aDeadRobot([0, 40]);
  hall.until(() => hall.of("stop.done").length === 2);
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });
  hall.run(300_000);
  expect(hall.of("transport.done")).toEqual([]);
  expect((await document(hall, dead))?.tote).toBe("T1");

  const nowhere = hall.act({ type: "robot.handOver", robot: id(dead), to: null, station: null });
  const shelf = hall.act({
    type: "robot.handOver",
    robot: id(dead),
    to: null,
    station: StationId(hall.locations[0]!),
  });
  const there = hall.act({
    type: "robot.handOver",
    robot: id(dead),
    to: null,
    station: StationId("PACK01"),
  });
  hall.until(() => hall.of("transport.done").length === 1);

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
  expect(hall.of("transport.done")).toMatchObject([{ transport }]);
  expect((await document(hall, dead))?.tote).toBeNull();
});

it("hands a tote that a person brought to a check lane over to be counted", async () => {
  const { hall, transport, dead } = await aDeadRobot([0, 40]);
  hall.until(() => hall.of("stop.done").length === 2);
  dead.drop();
  hall.run(1_000);
  hall.act({ type: "robot.takeOff", robot: id(dead) });

  hall.act({ type: "robot.handOver", robot: id(dead), to: null, station: StationId("CHECK01") });
  hall.run(1_000);

  expect(hall.of("transport.failed")).toMatchObject([{ transport, reason: "taken-over" }]);
});

/** Robots that say what is not so of their place, order and actions: held, told, and never done twice (FAULTS C2, C8, C10). */
import { StationId } from "@floorplane/contracts/ids";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { expect, it } from "vitest";
import type { FakeRobot } from "../testing/fake-robot.ts";
import { Hall } from "../testing/hall.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

const aTour = ["pick", "pickItems", "drop"];
const realTraffic = {
  traffic: ({ graph }: Hall["layout"]) =>
    trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
};

async function underWay(robots = 1) {
  const hall = await new Hall({ robots, ...realTraffic }).start();
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => hall.of("stop.done").length === 1);
  const robot = hall.robots.find(({ done }) => done.length > 0)!;
  const passed = robot.nodesPassed.length;
  hall.until(() => robot.nodesPassed.length === passed + 3);
  return { hall, robot };
}

const resume = (hall: Hall, robot: FakeRobot) =>
  hall.say({
    type: "robot.resume",
    robot: robot.options.robot,
    command: "c1",
    by: "mia",
    reason: "it stands where it says",
  });
/** Switched off, carried, switched on: its first word is from there, and of no order. */
function carry(robot: FakeRobot, node: number): void {
  robot.mute = true;
  robot.reboot();
  robot.mute = false;
  robot.carryTo(node);
}
const types = (robot: FakeRobot) => robot.done.map(({ type }) => type);
const charger = (hall: Hall): number =>
  [...hall.layout.stations.values()].find(({ kind }) => kind === "charging")!.nodes[0]!;
const nothingAhead = (state: State): boolean => state.nodeStates.length === 0;

it("a robot carried elsewhere by hand, its order forgotten and never in MANUAL, goes on from there when a person says so", async () => {
  const { hall, robot } = await underWay();
  carry(robot, charger(hall));
  hall.run(60_000);
  expect(hall.raised()).toContain("robot.astray");
  const told = robot.orders.length;
  expect(types(robot)).toEqual(["pick"]);

  resume(hall, robot);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.orders.length).toBeGreaterThan(told);
  expect(types(robot)).toEqual(aTour);
  expect(hall.alarms.at(-1)?.type).toBe("alarm.clear");
});

it("the place that a carried robot says is held, though it had no order and holds another", async () => {
  const hall = await new Hall({ robots: 2, ...realTraffic }).start();
  hall.run(2_000);
  hall.request([40]);
  hall.until(() => hall.of("stop.done").length === 1);
  const other = hall.robots.find(({ done }) => done.length > 0)!;
  const idle = hall.robots.find((each) => each !== other)!;
  const place = hall.layout.stations.get(StationId(hall.locations[40]!))!.nodes[0]!;

  carry(idle, place);
  const seen = new Set<number>();
  for (let second = 0; second < 600; second++) {
    hall.run(1_000);
    seen.add(other.node);
  }

  expect(seen.size).toBeGreaterThan(1);
  expect(seen).not.toContain(place);
  expect(hall.raised()).toContain("robot.astray");
});

it("a robot carried while the house was down holds what it was released to until a person has looked", async () => {
  const { hall, robot } = await underWay();
  await hall.kill();
  hall.until(() => robot.isAtRest);
  const was = robot.node;
  carry(robot, charger(hall));

  await hall.start();
  hall.run(30_000);
  expect(hall.raised()).toContain("robot.astray");
  expect(hall.fleet.held(robot.options.robot)).toContain(was);
  expect(types(robot)).toEqual(["pick"]);

  resume(hall, robot);
  hall.until(() => hall.of("transport.done").length === 1);
  expect(types(robot)).toEqual(aTour);
});

it("a robot that says to have stopped short of the node that it names holds the ground behind it over a restart", async () => {
  const { hall, robot } = await underWay();
  const { graph } = hall.layout;
  const behind = robot.node;
  robot.tongue = (state) => {
    const pose = { x: graph.x[behind]!, y: graph.y[behind]!, theta: 0, mapId: graph.mapId };
    return [{ ...state, agvPosition: { ...pose, positionInitialized: true } }];
  };
  hall.until(() => hall.raised().includes("robot.contradicts"));

  await hall.kill();
  await hall.start();
  hall.run(10_000);

  expect(hall.fleet.held(robot.options.robot)).toContain(behind);
});

it("a robot that is put down on another's way stops both, and the other goes on when it is taken away", async () => {
  const { hall, robot } = await underWay(2);
  const other = hall.robots.find((each) => each !== robot)!;
  const way = robot.orders.at(-1)!.nodes.filter(({ released }) => released);
  const ahead = hall.layout.graph.indexOf(way.at(-1)!.nodeId);
  const home = other.node;

  other.carryTo(ahead);
  hall.run(2_000);
  expect(hall.raised().filter((alarm) => alarm === "robot.displaced")).toHaveLength(2);
  for (const each of [robot, other])
    expect(each.instants.map(({ actionType }) => actionType)).toContain("startPause");

  other.carryTo(home);
  hall.until(() => hall.of("transport.done").length === 1);
  expect(types(robot)).toEqual(aTour);
});

it("a robot that stands for a contested place says with whom, and a resume is refused with that", async () => {
  const { hall, robot } = await underWay(2);
  const other = hall.robots.find((each) => each !== robot)!;
  const way = robot.orders.at(-1)!.nodes.filter(({ released }) => released);

  other.carryTo(hall.layout.graph.indexOf(way.at(-1)!.nodeId));
  hall.run(2_000);
  const shown = await hall.document<{ why: object }>("robot", robot.options.robot);
  const answer = hall.act({ type: "robot.resume", robot: robot.options.robot });
  hall.run(1_000);

  const contest = { code: "contest.holds", saidBy: other.options.robot };
  expect(shown?.why).toEqual({ code: "fault.contested", contest });
  expect(answer()).toMatchObject({
    type: "command.refused",
    reason: {
      code: "robot.kept-standing",
      contest,
    },
  });
});

it("a robot that names its last node one state late does nothing twice", async () => {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  let before: State | undefined;
  robot.tongue = (state) => {
    const { lastNodeId, lastNodeSequenceId } = before?.orderId === state.orderId ? before : state;
    before = state;
    return [{ ...state, lastNodeId, lastNodeSequenceId }];
  };
  hall.run(2_000);
  hall.request([0, 40]);

  hall.until(() => hall.of("transport.done").length === 1);

  expect(types(robot)).toEqual(["pick", "pickItems", "pickItems", "drop"]);
  expect(hall.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
  expect(robot.instants.map(({ actionType }) => actionType)).not.toContain("cancelOrder");
});

it("a robot that clears its order id when all of it is done does nothing twice", async () => {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  robot.tongue = (state) => {
    const isDone = state.actionStates.every(({ actionStatus }) => actionStatus === "FINISHED");
    return [nothingAhead(state) && isDone ? { ...state, orderId: "", orderUpdateId: 0 } : state];
  };
  hall.run(2_000);
  hall.request([0, 40]);

  hall.until(() => hall.of("transport.done").length === 1);

  expect(types(robot)).toEqual(["pick", "pickItems", "pickItems", "drop"]);
  expect(hall.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
  expect(hall.raised()).toEqual([]);
});

it("a FINISHED that was lost and dropped holds nobody up: its load tells of a tote, and units are left to the reads", async () => {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  robot.tongue = (state) => [
    { ...state, actionStates: state.actionStates.filter(({ actionStatus }) => actionStatus !== "FINISHED") },
  ];
  hall.run(2_000);
  hall.request([0]);

  hall.until(() => hall.of("transport.done").length === 1, 10 * 60_000);

  expect(types(robot)).toEqual(aTour);
  expect(hall.of("stop.done").map(({ status }) => status)).toEqual(["finished", "failed", "finished"]);
  expect(hall.raised()).toContain("robot.outcome-unknown");
});

it("an action that is still at work when nothing is left to drive is no lost order", async () => {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  // One state at the stop does not name its node, nor anything ahead.
  let lied = 0;
  robot.tongue = (state) => {
    const isAtWork = state.actionStates.some(({ actionStatus }) => actionStatus === "RUNNING");
    return [isAtWork && lied++ < 3 ? { ...state, lastNodeId: "", lastNodeSequenceId: 0 } : state];
  };
  hall.run(2_000);
  hall.request([0]);

  hall.until(() => hall.of("transport.done").length === 1);

  expect(types(robot)).toEqual(aTour);
});

it.each([
  ["its counter begins anew", 0],
  ["its counter and its clock begin anew, two hours behind", -2 * 3_600_000],
  ["its clock begins in 1970", -56 * 365 * 86_400_000],
])("is heard again within seconds when %s, its line never down", async (_, clockMs) => {
  const { hall, robot } = await underWay();
  let header = 0;
  robot.tongue = (state) => [
    {
      ...state,
      headerId: header++,
      timestamp: new Date(Date.parse(state.timestamp) + clockMs).toISOString(),
    },
  ];

  hall.until(() => hall.of("transport.done").length === 1, 5 * 60_000);

  expect(types(robot)).toEqual(aTour);
  expect(hall.raised()).toEqual([]);
});

it("a robot whose header and clock stand still is heard when it is asked", async () => {
  const { hall, robot } = await underWay();
  const { headerId, timestamp } = robot.state();
  robot.tongue = (state) => [{ ...state, headerId, timestamp }];

  hall.until(() => hall.of("transport.done").length === 1);

  expect(types(robot)).toEqual(aTour);
  expect(hall.raised()).not.toContain("robot.lost");
});

it("old states that a bridge plays again in order are not taken for a robot that begins anew", async () => {
  const { hall, robot } = await underWay();
  const told: State[] = [];
  robot.tongue = (state) => {
    told.push(state);
    return [state];
  };
  hall.until(() => hall.of("stop.done").length === 2);
  const before = hall.fleet.setAside.stale;

  for (const old of told.slice(0, 8)) robot.sayAgain(old);
  hall.run(1_000);

  expect(hall.fleet.setAside.stale).toBe(before + 8);
  hall.until(() => hall.of("transport.done").length === 1);
  expect(types(robot)).toEqual(aTour);
});

it("an answer that newer states have overtaken is old, and not taken for a robot that begins anew", async () => {
  const { hall, robot } = await underWay();
  const isAnswer = ({ actionType }: State["actionStates"][number]) => actionType === "stateRequest";
  let late: State | undefined;
  robot.tongue = (state) => {
    const isLate = late === undefined && state.actionStates.some(isAnswer);
    if (isLate) late = state;
    // Gone from its states with the next order, as far as the house has heard.
    return isLate ? [] : [{ ...state, actionStates: state.actionStates.filter((one) => !isAnswer(one)) }];
  };
  robot.say();
  robot.sayAgain({ ...robot.state(), headerId: 0, timestamp: new Date(0).toISOString() });
  hall.until(() => late !== undefined);
  const passed = robot.nodesPassed.length;
  hall.until(() => robot.nodesPassed.length === passed + 3);
  const before = hall.fleet.setAside.stale;

  robot.sayAgain(late!);
  hall.run(100);

  expect(hall.fleet.setAside.stale).toBe(before + 1);
  hall.until(() => hall.of("transport.done").length === 1);
  expect(types(robot)).toEqual(aTour);
  expect(hall.raised()).toEqual([]);
});

/** What a robot of another maker says that it can take is kept in every message to it, or it gets none and a person is told which field. */
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { describe, expect, it } from "vitest";
import { sayFactsheet } from "../testing/factsheet.ts";
import { Hall } from "../testing/hall.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

type More = NonNullable<Parameters<typeof sayFactsheet>[2]>;

async function aRobotThatSays(more: More, optional: readonly string[] = []) {
  const hall = await new Hall({
    faces: 160,
    traffic: ({ graph }) => trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
  }).start();
  hall.run(2_000);
  sayFactsheet(hall, optional, more);
  return { hall, robot: hall.robots[0]!, why: () => whyOf(hall) };
}

/** Why it is called unfit, if it is. */
function whyOf(hall: Hall): RobotReason | undefined {
  if (!hall.standing().includes("robot.unfit")) return undefined;
  return hall.alarms
    .flatMap((message) =>
      message.type === "alarm.raise" && message.definition === "robot.unfit" ? [message.parameters.why] : [],
    )
    .at(-1);
}

const bytesOf = (order: object): number => new TextEncoder().encode(JSON.stringify(order)).length;

describe("an order is as short as its robot wants it", () => {
  it.each<[string, More]>([
    ["nodes of an order", { arrays: { "order.nodes": 3 } }],
    ["edges of an order", { arrays: { "order.edges": 1 } }],
    ["nodes that it reports", { arrays: { "state.nodeStates": 2 } }],
    ["edges that it reports", { arrays: { "state.edgeStates": 1 } }],
    ["bytes of a message", { strings: { msgLen: 1_100 } }],
  ])("by the %s, and the work is done all the same", async (_what, more) => {
    const { hall, robot } = await aRobotThatSays(more);
    const most = { nodes: more.arrays?.["order.nodes"], edges: more.arrays?.["order.edges"] };
    const reported = more.arrays?.["state.nodeStates"] ?? more.arrays?.["state.edgeStates"];
    let reportedMost = 0;
    const { tongue } = robot;
    robot.tongue = (truth) => {
      // To each node to come leads one edge.
      reportedMost = Math.max(reportedMost, truth.nodeStates.length);
      return tongue(truth);
    };

    hall.request([3, 90]);
    hall.until(() => hall.of("transport.done").length === 1);

    for (const order of robot.orders) {
      expect(order.nodes.length).toBeLessThanOrEqual(most.nodes ?? Number.POSITIVE_INFINITY);
      expect(order.edges.length).toBeLessThanOrEqual(most.edges ?? Number.POSITIVE_INFINITY);
      expect(bytesOf(order)).toBeLessThanOrEqual(more.strings?.msgLen ?? Number.POSITIVE_INFINITY);
    }
    if (reported !== undefined) expect(reportedMost).toBe(reported);
    expect(hall.standing()).toEqual([]);
  });

  it("and comes no sooner after the last than its robot wants it", async () => {
    const { hall, robot } = await aRobotThatSays({ minOrderInterval: 5 });
    const at: number[] = [];
    robot.overhear = () => {};
    const seen = robot.orders;
    const push = seen.push.bind(seen);
    seen.push = (...orders) => {
      at.push(hall.clock.now());
      return push(...orders);
    };

    hall.request([3, 90]);
    hall.until(() => hall.of("transport.done").length === 1);

    expect(at.length).toBeGreaterThan(3);
    for (let n = 1; n < at.length; n++) expect(at[n]! - at[n - 1]!).toBeGreaterThanOrEqual(5_000);
  });

  it("and leaves out how far off a robot may stand that does not know that field", async () => {
    const { hall, robot } = await aRobotThatSays({}, ["order.edges.maxSpeed"]);

    hall.request([3]);
    hall.until(() => hall.of("transport.done").length === 1);

    const said = robot.orders.flatMap(({ nodes }) => nodes.map(({ nodePosition }) => nodePosition));
    expect(said.filter((position) => position?.allowedDeviationXY !== undefined)).toEqual([]);
  });
});

describe("a robot that no order of this house would fit gets none", () => {
  const able = ["pick", "pickItems", "drop", "startCharging", "stopCharging"];
  const limit = (field: string, of: number) => ({
    code: "unfit.limit",
    field: `protocolLimits.${field}`,
    limit: of,
  });
  it.each<[string, More, object]>([
    ["one node", { arrays: { "order.nodes": 1 } }, limit("maxArrayLens.order.nodes", 1)],
    [
      "three parameters",
      { arrays: { "actions.actionsParameters": 3 } },
      limit("maxArrayLens.actions.actionsParameters", 3),
    ],
    [
      "ids of eight letters",
      { strings: { idLen: 8 } },
      { code: "several", because: [limit("maxStringLens.idLen", 8), limit("maxStringLens.idLen", 8)] },
    ],
    ["ids of digits", { strings: { idNumericalOnly: true } }, { code: "unfit.numeric-ids" }],
    ["words of eight letters", { strings: { enumLen: 8 } }, limit("maxStringLens.enumLen", 8)],
    ["numbers of totes of two letters", { strings: { loadIdLen: 2 } }, limit("maxStringLens.loadIdLen", 2)],
    ["messages of a hundred bytes", { strings: { msgLen: 100 } }, { code: "unfit.message", bytes: 100 }],
    [
      "a field that no order here says",
      { required: ["order.zoneSetId"] },
      { code: "unfit.field-required", field: "order.zoneSetId" },
    ],
    [
      "no pick",
      { actions: able.filter((type) => type !== "pick") },
      { code: "unfit.own-action", action: "pick" },
    ],
  ])("and a person is told why: %s", async (_what, more, why) => {
    const { hall, robot, why: told } = await aRobotThatSays(more);

    hall.request([3]);
    hall.run(60_000);

    expect(robot.orders).toEqual([]);
    expect(told()).toMatchObject(why);
    sayFactsheet(hall, []);
    hall.until(() => hall.of("transport.done").length === 1);
    expect(hall.standing()).toEqual([]);
  });

  it("but one that charges by itself does all else, is sent to no charger, and that is told", async () => {
    const { hall, robot } = await aRobotThatSays({ actions: ["pick", "pickItems", "drop"] });
    robot.battery = 10;
    hall.run(60_000);
    robot.battery = 90;
    hall.run(10_000);
    hall.request([3]);
    hall.until(() => hall.of("transport.done").length === 1);

    const types = robot.orders.flatMap(({ nodes }) => nodes.flatMap(({ actions }) => actions));
    expect(types.map(({ actionType }) => actionType)).not.toContain("startCharging");
    expect(hall.standing()).toEqual(["robot.limits-untold"]);
  });
});

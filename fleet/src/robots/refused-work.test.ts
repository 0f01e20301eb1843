/** Orders that a robot will not take, in its own words or by none: the work goes to a sound robot, whatever the maker calls it (VDA 5050 6.6; FAULTS C9). */
import type { RobotError } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { describe, expect, it } from "vitest";
import type { FakeRobot } from "../testing/fake-robot.ts";
import { Hall } from "../testing/hall.ts";

const aTour = ["pick", "pickItems", "drop"];
const minuteMs = 60_000;

/** Two robots, of which the one that is nearest to the work has trouble. */
async function twoRobots(trouble: (robot: FakeRobot) => void) {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  for (const robot of hall.robots) robot.overhear = () => {};
  const [first] = hall.robots;
  trouble(first!);
  first!.wake();
  const other = hall.robots[1]!;
  // The other comes free a moment later, so that the work is the first one's.
  other.mode = "MANUAL";
  other.wake();
  hall.run(100);
  hall.request([0]);
  hall.run(2_000);
  other.mode = "AUTOMATIC";
  other.wake();
  return { hall, robot: first!, other };
}

/** Refuses by errors of its own making instead of the standard's. */
const refusing =
  (error: (order: { orderId: string; headerId: number; nodeId: string }) => Partial<RobotError>) =>
  (robot: FakeRobot): void => {
    robot.refuses = true;
    robot.tongue = (state) => {
      const last = robot.orders.at(-1);
      if (!last || state.errors.length === 0) return [state];
      const { orderId, headerId, nodes } = last;
      const own = error({ orderId, headerId, nodeId: nodes.at(-1)!.nodeId });
      return [{ ...state, errors: [{ errorType: "E4711", errorLevel: "WARNING", ...own }] }];
    };
  };
const pointing = (referenceKey: string, referenceValue: string): Partial<RobotError> => ({
  errorReferences: [{ referenceKey, referenceValue }],
});

describe("a sound robot does what another refuses", () => {
  it.each([
    ["by an unfamiliar type that names the order", refusing(({ orderId }) => pointing("orderId", orderId))],
    ["in another spelling", refusing(({ orderId }) => pointing("ORDER_ID", orderId))],
    ["by the header", refusing(({ headerId }) => pointing("headerId", String(headerId)))],
    ["by a node", refusing(({ nodeId }) => pointing("nodeId", nodeId))],
    ["in words alone", refusing(({ orderId }) => ({ errorDescription: `will not do ${orderId}` }))],
    ["by a known type that names nothing", refusing(() => ({ errorType: "orderError" }))],
    ["by a sign that nobody can read", refusing(() => ({ errorType: "E1" }))],
    [
      "by saying nothing at all",
      (robot: FakeRobot) => {
        robot.refuses = true;
        robot.tongue = (state) => [{ ...state, errors: [] }];
      },
    ],
  ])("%s", async (_, trouble) => {
    const { hall, robot, other } = await twoRobots(trouble);

    hall.until(() => hall.of("transport.done").length === 1, 5 * minuteMs);

    expect(other.done.map(({ type }) => type)).toEqual(aTour);
    expect(robot.done).toEqual([]);
    expect(robot.orders.length).toBeGreaterThan(0);
  });
});

it("does nothing twice that a robot takes long after it was given to another", async () => {
  const { hall, robot, other } = await twoRobots((each) => {
    each.deaf = true;
  });
  const orders: unknown[] = [];
  robot.overhear = (order) => orders.push(order);
  hall.until(() => hall.raised().includes("robot.unanswered"));
  const told = orders.length;
  hall.run(3 * minuteMs);
  // Its ground stays held, and the order is not said again: it may still come to hear of it.
  expect(await hall.document("transport", "TR1")).toMatchObject({ robot: other.options.robot });
  expect(orders.length).toBeLessThanOrEqual(told + 3);
  robot.deaf = false;
  robot.wake();
  hall.request([1]);
  hall.run(10 * minuteMs);

  const did = [...robot.done, ...other.done].map(({ type }) => type);
  expect(did.sort()).toEqual([...aTour, ...aTour].sort());
  expect(hall.of("transport.done")).toHaveLength(2);
});

it("takes no remark on its way for a refusal of what was added", async () => {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  hall.run(2_000);
  robot.tongue = (state) => [
    {
      ...state,
      errors: [
        {
          errorType: "obstacleNear",
          errorLevel: "WARNING",
          errorDescription: `on order ${state.orderId}, seen ${state.headerId} times`,
          errorReferences: [{ referenceKey: "orderId", referenceValue: state.orderId }],
        },
      ],
    },
  ];

  hall.request([0]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.instants.map(({ actionType }) => actionType)).not.toContain("cancelOrder");
});

it("does not send a refused update again while its order is being cancelled", async () => {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => robot.nodesPassed.length === 3);
  robot.refuses = true;
  const told = robot.orders.length;
  hall.until(() => robot.orders.length > told);
  // It is long about cancelling: it still says that it drives.
  robot.tongue = (state) => [
    { ...state, driving: true, nodeStates: [{ nodeId: "x", sequenceId: 2, released: true }] },
  ];
  robot.wake();
  const refused = robot.orders.length;

  hall.run(25_000);

  expect(robot.instants.map(({ actionType }) => actionType)).toContain("cancelOrder");
  expect(robot.orders.slice(refused)).toEqual([]);
});

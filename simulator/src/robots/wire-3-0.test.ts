/** A simulated robot of VDA 5050 3.0.0: what it hears and says is 3.0 to the letter. */
import { suggestedPrefixes, topics } from "@floorplane/contracts/topics";
import { timestampText } from "@floorplane/contracts/vda5050/timestamp";
import type { Order, OrderNode } from "@floorplane/contracts/vda5050/v3-0/order.schema";
import type { State } from "@floorplane/contracts/vda5050/v3-0/state.schema";
import * as wire30 from "@floorplane/contracts/vda5050/v3-0/wire";
import { expect, it } from "vitest";
import { readOrder } from "./commands-3-0.ts";
import { maker, mapId, oneRobot, orderOver, robot, straight } from "./one-robot.fixture.ts";

const prefix = suggestedPrefixes["3.0"];

function aRobotOf30() {
  const hall = oneRobot({ row: { robot, manufacturer: maker, version: "3.0" } });
  const bus = hall.broker.connect({ clientId: "control of 3.0" });
  const states: State[] = [];
  const odd: unknown[] = [];
  bus.subscribe(topics.state(maker, robot, prefix).text, ({ payload }) => {
    const read = wire30.readState(payload);
    if (read.ok) states.push(read.message);
    if (!read.ok || read.warnings.length > 0) odd.push(read);
  });
  const header = () => ({
    headerId: 1,
    timestamp: timestampText(hall.clock.now()),
    version: "3.0.0",
    manufacturer: maker as string,
    serialNumber: robot as string,
  });
  return {
    hall,
    states,
    odd,
    header,
    say: (bytes: Uint8Array) => bus.publish(topics.order(maker, robot, prefix), bytes),
    order: (order: Order) => bus.publish(topics.order(maker, robot, prefix), wire30.writeOrder(order)),
    instant: (actionType: string, actionId: string) =>
      bus.publish(
        topics.instantActions(maker, robot, prefix),
        wire30.writeInstantActions({
          ...header(),
          actions: [{ actionType, actionId, blockingType: "NONE" }],
        }),
      ),
  };
}

const node = (index: number): OrderNode => ({
  nodeId: `N${index}`,
  sequenceId: 2 * index,
  released: true,
  nodePosition: { x: 1.2 * index, y: 0, mapId },
  actions: [],
});
const orderTo = (
  end: number,
  header: ReturnType<ReturnType<typeof aRobotOf30>["header"]>,
  orderUpdateId = 0,
): Order => ({
  ...header,
  orderId: "O1",
  orderUpdateId,
  nodes: Array.from({ length: end + 1 }, (_, index) => node(index)),
  edges: Array.from({ length: end }, (_, index) => ({
    edgeId: `N${index}-N${index + 1}`,
    sequenceId: 2 * index + 1,
    released: true,
    maximumSpeed: 1,
    actions: [],
  })),
});

it("drives an order of 3.0 to its end, and tells of instant actions apart from those of the order", () => {
  const { hall, states, odd, order, instant, header } = aRobotOf30();

  order(orderTo(4, header()));
  hall.pass(2);
  instant("startPause", "p1");
  hall.pass(3);
  instant("stopPause", "p2");
  hall.pass(30);

  expect(odd).toEqual([]);
  const last = states.at(-1)!;
  expect(last).toMatchObject({
    orderId: "O1",
    lastNodeId: "N4",
    nodeStates: [],
    actionStates: [],
    errors: [],
  });
  expect(last.instantActionStates.map(({ actionId, actionStatus }) => [actionId, actionStatus])).toEqual([
    ["p1", "FINISHED"],
    ["p2", "FINISHED"],
  ]);
  expect(states.some(({ paused }) => paused === true)).toBe(true);
  expect(states.flatMap(({ nodeStates }) => nodeStates).some(({ sequenceId }) => sequenceId === 0)).toBe(
    false,
  );
});

it("refuses a new order whose first update is not 0", () => {
  const { hall, states, order, header } = aRobotOf30();

  order(orderTo(4, header(), 1));
  hall.pass(5);

  expect(states.at(-1)).toMatchObject({
    orderId: "",
    errors: [{ errorType: "INVALID_ORDER_ACTION", errorLevel: "WARNING" }],
  });
});

it("refuses an order in the words of 2.1", () => {
  const { hall, states, say } = aRobotOf30();

  say(new TextEncoder().encode(JSON.stringify(orderOver(straight(0, 4)))));
  hall.pass(5);

  expect(states.at(-1)).toMatchObject({ orderId: "", errors: [{ errorType: "VALIDATION_FAILURE" }] });
});

it("counts a node as passed within the shorter axis of its ellipse alone", () => {
  const { header } = aRobotOf30();
  const order = orderTo(1, header());
  order.nodes[1]!.nodePosition!.allowedDeviationXY = { a: 0.5, b: 0.2, theta: 0.3 };

  const read = readOrder(wire30.writeOrder(order));

  expect(read.ok && read.message.nodes[1]!.nodePosition!.allowedDeviationXY).toBe(0.2);
  expect(read.ok && [read.message.edges[0]!.startNodeId, read.message.edges[0]!.endNodeId]).toEqual([
    "N0",
    "N1",
  ]);
});

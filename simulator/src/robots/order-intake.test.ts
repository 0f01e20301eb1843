import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { describe, expect, it } from "vitest";
import { declaredOf, toteAmrActions } from "./declared-actions.ts";
import { action, orderOver, pickItems, straight } from "./one-robot.fixture.ts";
import { decideOrder, type Situation } from "./order-intake.ts";

const idle: Situation = {
  orderId: "",
  orderUpdateId: 0,
  isCancelled: false,
  isIdle: true,
  takesOrders: true,
  decisionPoint: { nodeId: "N0", sequenceId: 0 },
  lastNodeId: "N0",
  position: { x: 0, y: 0 },
  mapId: "ground-floor",
  declared: declaredOf(toteAmrActions),
  knowsAction: () => false,
};
/** On its way from N0 to N4, the end of its base, with update 3. */
const driving: Situation = {
  ...idle,
  orderId: "O1",
  orderUpdateId: 3,
  isIdle: false,
  decisionPoint: { nodeId: "N4", sequenceId: 8 },
  position: { x: 1.7, y: 0 },
};
const finished: Situation = { ...driving, isIdle: true, lastNodeId: "N4", position: { x: 4.8, y: 0 } };

const route = orderOver(straight(0, 4));
const stitched = (update: number, from = 4, sequence = 2 * from): Order =>
  orderOver(straight(from, from + 3), { update, from: sequence });
const changed = (order: Order, change: (copy: Order) => void): Order => {
  const copy = structuredClone(order);
  change(copy);
  return copy;
};
const withActions = (order: Order, node: number, ...actions: Order["nodes"][number]["actions"]): Order =>
  changed(order, (copy) => copy.nodes[node]!.actions.push(...actions));

describe("an order that arrives", () => {
  const cases: readonly [claim: string, robot: Situation, order: Order, answer: string][] = [
    ["a first order from where the robot stands", idle, route, "new"],
    ["one node and no edge", idle, orderOver(straight(0, 0)), "new"],
    ["a new order with a horizon", idle, orderOver(straight(0, 4), { released: 2 }), "new"],
    [
      "a new order that does not begin with update 0 (allowed in 2.1)",
      idle,
      orderOver(straight(0, 4), { update: 7 }),
      "new",
    ],
    ["a new order when the last is finished", finished, orderOver(straight(4, 6), { orderId: "O2" }), "new"],
    [
      "a new order within the deviation of its first node",
      { ...idle, position: { x: 0.9, y: 0 } },
      changed(route, (o) => {
        o.nodes[0]!.nodePosition!.allowedDeviationXY = 1;
      }),
      "new",
    ],
    ["a new order in SEMIAUTOMATIC", { ...idle, takesOrders: true }, route, "new"],
    [
      "a new order while another is driven",
      driving,
      orderOver(straight(0, 4), { orderId: "O2" }),
      "orderError",
    ],
    [
      "a new order while a horizon remains",
      { ...finished, isIdle: false },
      orderOver(straight(4, 6), { orderId: "O2" }),
      "orderError",
    ],
    ["a new order in MANUAL", { ...idle, takesOrders: false }, route, "orderError"],
    ["a new order that begins elsewhere", idle, orderOver(straight(3, 6)), "noRouteError"],
    [
      "a new order just outside the deviation",
      { ...idle, position: { x: 1.1, y: 0 } },
      changed(route, (o) => {
        o.nodes[0]!.nodePosition!.allowedDeviationXY = 1;
      }),
      "noRouteError",
    ],
    ["an update from the end of the base", driving, stitched(4), "update"],
    ["an update that skips numbers", driving, stitched(9), "update"],
    [
      "an update when the robot waits at the end of its base",
      { ...finished, isIdle: false },
      stitched(4),
      "update",
    ],
    ["an update of a finished order", finished, stitched(4), "update"],
    [
      "an update in place: only its first node",
      driving,
      orderOver(straight(4, 4), { update: 4, from: 8 }),
      "update",
    ],
    ["the same update again", driving, stitched(3), "repeated"],
    ["the same update again, from anywhere", driving, stitched(3, 9), "repeated"],
    ["an older update", driving, stitched(2), "orderUpdateError"],
    ["an update that begins before the end of the base", driving, stitched(4, 3), "orderUpdateError"],
    ["an update that begins behind the end of the base", driving, stitched(4, 5), "orderUpdateError"],
    ["an update from the right node under another sequence", driving, stitched(4, 4, 10), "orderUpdateError"],
    ["an update of a cancelled order", { ...finished, isCancelled: true }, stitched(4), "orderUpdateError"],
    ["an update in MANUAL", { ...driving, takesOrders: false }, stitched(4), "orderUpdateError"],
    [
      "an update that adds an action to the base",
      driving,
      withActions(stitched(4), 0, pickItems("N4-1", 1)),
      "orderUpdateError",
    ],
    [
      "an update that uses an action of the base again",
      { ...driving, knowsAction: () => true },
      withActions(stitched(4), 1, pickItems("N5-1", 1)),
      "orderUpdateError",
    ],
    [
      "no nodes",
      idle,
      changed(route, (o) => {
        o.nodes = [];
        o.edges = [];
      }),
      "validationError",
    ],
    [
      "an edge too few",
      idle,
      changed(route, (o) => {
        o.edges.pop();
      }),
      "validationError",
    ],
    [
      "a gap in the sequence",
      idle,
      changed(route, (o) => {
        o.nodes[2]!.sequenceId = 40;
      }),
      "validationError",
    ],
    [
      "a base behind the horizon",
      idle,
      changed(orderOver(straight(0, 4), { released: 2 }), (o) => {
        o.nodes[4]!.released = true;
      }),
      "validationError",
    ],
    ["an unreleased first node", idle, orderOver(straight(0, 4), { released: 0 }), "validationError"],
    [
      "an edge that leads elsewhere",
      idle,
      changed(route, (o) => {
        o.edges[1]!.endNodeId = "N9";
      }),
      "validationError",
    ],
    ["no order id", idle, orderOver(straight(0, 4), { orderId: "" }), "validationError"],
    [
      "one action id twice",
      idle,
      ((again) => withActions(withActions(route, 1, again), 2, again))(pickItems("N1-1", 1)),
      "validationError",
    ],
    ["an action that no factsheet lists", idle, withActions(route, 2, action("juggle")), "orderError"],
    ["an instant action on a node", idle, withActions(route, 2, action("cancelOrder")), "orderError"],
    [
      "an action without a parameter it needs",
      idle,
      withActions(route, 2, action("pickItems", { stationName: "N2-1" })),
      "orderError",
    ],
    [
      "an action with a quantity that is no whole number",
      idle,
      withActions(
        route,
        2,
        action("pickItems", { stationName: "N2-1", sku: "S", toteId: "T1", quantity: 1.5 }),
      ),
      "orderError",
    ],
    [
      "an action on an edge",
      idle,
      changed(route, (o) => {
        o.edges[1]!.actions.push(action("pick", { stationName: "N1", loadId: "T1" }));
      }),
      "orderError",
    ],
    [
      "a node without position",
      idle,
      changed(route, (o) => {
        delete o.nodes[2]!.nodePosition;
      }),
      "orderError",
    ],
    [
      "a node on another map",
      idle,
      changed(route, (o) => {
        o.nodes[2]!.nodePosition!.mapId = "attic";
      }),
      "orderError",
    ],
  ];

  it.each(cases)("%s", (_, robot, order, answer) => {
    const intake = decideOrder(order, robot);

    expect(intake.answer === "refused" ? intake.error.errorType : intake.answer).toBe(answer);
  });

  it("is refused with its ids, as a warning that says why", () => {
    const intake = decideOrder(stitched(2), driving);

    expect(intake).toEqual({
      answer: "refused",
      error: {
        errorType: "orderUpdateError",
        errorLevel: "WARNING",
        errorDescription: "update 2 is older than 3, which the robot has",
        errorReferences: [
          { referenceKey: "orderId", referenceValue: "O1" },
          { referenceKey: "orderUpdateId", referenceValue: "2" },
        ],
      },
    });
  });
});

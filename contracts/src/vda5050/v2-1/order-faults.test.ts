import fc from "fast-check";
import { expect, test } from "vitest";
import { anOrder, aPick } from "./messages.fixture.ts";
import type { Order } from "./order.schema.ts";
import { orderFaults, orderFaultsMax } from "./order-faults.ts";

test("a straight drive is sound, wherever its base ends and its count begins", () => {
  const orders = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(1_000))
    .map(([nodes, released, first]) => anOrder(nodes, 1 + (released % nodes), 2 * first));

  fc.assert(
    fc.property(orders, (order) => {
      expect(orderFaults(order)).toEqual([]);
    }),
  );
});

test("one node and no edge is sound: actions on the spot", () => {
  expect(orderFaults(anOrder(1))).toEqual([]);
});

const broken: readonly [claim: string, field: string, breakIt: (order: Order) => void][] = [
  [
    "an order without id",
    "orderId",
    (order) => {
      order.orderId = "";
    },
  ],
  [
    "an order without nodes",
    "nodes",
    (order) => {
      order.nodes = [];
      order.edges = [];
    },
  ],
  [
    "an edge too few",
    "edges",
    (order) => {
      order.edges.pop();
    },
  ],
  [
    "an edge too many",
    "edges",
    (order) => {
      order.edges.push({ ...order.edges[3]!, sequenceId: 9, released: false });
    },
  ],
  [
    "a count that begins odd",
    "nodes[0].sequenceId",
    (order) => {
      order.nodes[0]!.sequenceId = 1;
    },
  ],
  [
    "a gap in the count of nodes",
    "nodes[2].sequenceId",
    (order) => {
      order.nodes[2]!.sequenceId = 6;
    },
  ],
  [
    "an edge with a node's number",
    "edges[1].sequenceId",
    (order) => {
      order.edges[1]!.sequenceId = 4;
    },
  ],
  [
    "an order without base",
    "nodes[0].released",
    (order) => {
      for (const element of [...order.nodes, ...order.edges]) element.released = false;
    },
  ],
  [
    "a released node behind the horizon's start",
    "nodes[4].released",
    (order) => {
      order.nodes[4]!.released = true;
    },
  ],
  [
    "a released edge into the horizon",
    "edges[2].released",
    (order) => {
      order.edges[2]!.released = true;
    },
  ],
  [
    "a hole in the base",
    "edges[1].released",
    (order) => {
      order.edges[1]!.released = false;
    },
  ],
  [
    "an edge that starts elsewhere",
    "edges[1].startNodeId",
    (order) => {
      order.edges[1]!.startNodeId = "aisle-9-9";
    },
  ],
  [
    "an edge that ends elsewhere",
    "edges[1].endNodeId",
    (order) => {
      order.edges[1]!.endNodeId = "aisle-9-9";
    },
  ],
  [
    "an action twice",
    "edges[3].actions[0].actionId",
    (order) => {
      order.edges[3]!.actions = [aPick("pick-1")];
    },
  ],
  [
    "a curve with a knot missing",
    "edges[0].trajectory.knotVector",
    (order) => {
      order.edges[0]!.trajectory = {
        degree: 1,
        knotVector: [0, 0, 1],
        controlPoints: [
          { x: 0, y: 0 },
          { x: 1, y: 0 },
        ],
      };
    },
  ],
  [
    "a curve whose knots fall",
    "edges[0].trajectory.knotVector",
    (order) => {
      order.edges[0]!.trajectory = {
        degree: 1,
        knotVector: [0, 1, 0, 1],
        controlPoints: [
          { x: 0, y: 0 },
          { x: 1, y: 0 },
        ],
      };
    },
  ],
  [
    "more actions than fit an order",
    "nodes",
    (order) => {
      for (const node of order.nodes)
        node.actions = Array.from({ length: 500 }, (_, index) => aPick(`${node.nodeId}/${index}`));
    },
  ],
];

test.each(broken)("names %s", (_claim, field, breakIt) => {
  const order = anOrder(5, 3);
  breakIt(order);

  expect(orderFaults(order).map((fault) => fault.field)).toContain(field);
});

test("tells a bounded number of faults", () => {
  const order = anOrder(500);
  for (const node of order.nodes) node.sequenceId = 1;

  expect(orderFaults(order)).toHaveLength(orderFaultsMax);
});

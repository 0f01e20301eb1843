import fc from "fast-check";
import { expect, test } from "vitest";
import { type BrokenOrder, brokenShapes } from "../broken-orders.fixture.ts";
import { orderFaultsMax } from "../order-rules.ts";
import { anOrder } from "./messages.fixture.ts";
import type { Order } from "./order.schema.ts";
import { orderFaults } from "./order-faults.ts";

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

const broken: readonly BrokenOrder<Order>[] = [
  ...brokenShapes<Order>(),
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

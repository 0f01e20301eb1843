import fc from "fast-check";
import { expect, test } from "vitest";
import { type BrokenOrder, brokenShapes } from "../broken-orders.fixture.ts";
import { orderFaultsMax } from "../order-rules.ts";
import type { Trajectory } from "./geometry.schema.ts";
import { anOrder } from "./messages.fixture.ts";
import type { Order } from "./order.schema.ts";
import { orderFaults } from "./order-faults.ts";

test("a straight drive is sound, wherever its base ends and its update begins", () => {
  const orders = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(1_000))
    .map(([nodes, released, first]) => anOrder(nodes, 1 + (released % nodes), 2 * first));

  fc.assert(
    fc.property(orders, (order) => {
      expect(orderFaults(order)).toEqual([]);
    }),
    { seed: 3_005_050 },
  );
});

test("one node and no edge is sound: actions on the spot", () => {
  expect(orderFaults(anOrder(1))).toEqual([]);
});

test("an update may begin at the first node", () => {
  expect(orderFaults({ ...anOrder(3), orderUpdateId: 1 })).toEqual([]);
});

const withCurve =
  (curve: Partial<Trajectory>) =>
  (order: Order): void => {
    order.edges[0]!.trajectory = { controlPoints: points(2), ...curve };
  };
const points = (count: number): Trajectory["controlPoints"] =>
  Array.from({ length: count }, (_, index) => ({ x: index, y: 0 }));

test.each<[claim: string, curve: Partial<Trajectory>]>([
  ["a straight line without degree and knots", {}],
  ["a curve whose knots are left to their default", { degree: 3, controlPoints: points(6) }],
  ["a clamped curve", { degree: 2, controlPoints: points(4), knotVector: [0, 0, 0, 0.5, 1, 1, 1] }],
  [
    "a corner, where a knot stands as often as the degree",
    { degree: 2, controlPoints: points(5), knotVector: [0, 0, 0, 0.5, 0.5, 1, 1, 1] },
  ],
  ["knots of another range", { degree: 1, knotVector: [0.2, 0.2, 0.7, 0.7] }],
])("%s is sound", (_claim, curve) => {
  const order = anOrder(5, 3);
  withCurve(curve)(order);

  expect(orderFaults(order)).toEqual([]);
});

const broken: readonly BrokenOrder<Order>[] = [
  ...brokenShapes<Order>(),
  [
    "a new order whose count goes on from another",
    "nodes[0].sequenceId",
    (order) => {
      for (const element of [...order.nodes, ...order.edges]) element.sequenceId += 4;
    },
  ],
  [
    "an ellipse that lies across",
    "nodes[1].nodePosition.allowedDeviationXY.b",
    (order) => {
      order.nodes[1]!.nodePosition!.allowedDeviationXY = { a: 0.1, b: 0.2, theta: 0 };
    },
  ],
  [
    "a corridor without room",
    "edges[0].corridor",
    (order) => {
      order.edges[0]!.corridor = { leftWidth: 0, rightWidth: 0 };
    },
  ],
  ["a curve of too few points", "edges[0].trajectory.controlPoints", withCurve({ degree: 2 })],
  [
    "a point that pulls nothing",
    "edges[0].trajectory.controlPoints[1].weight",
    withCurve({
      controlPoints: [
        { x: 0, y: 0 },
        { x: 1, y: 0, weight: 0 },
      ],
    }),
  ],
  [
    "a curve with a knot missing",
    "edges[0].trajectory.knotVector",
    withCurve({ degree: 1, knotVector: [0, 0, 1] }),
  ],
  [
    "a curve whose knots fall",
    "edges[0].trajectory.knotVector",
    withCurve({ degree: 1, knotVector: [0, 1, 0, 1] }),
  ],
  [
    "a curve that does not begin at its first point",
    "edges[0].trajectory.knotVector",
    withCurve({ degree: 1, knotVector: [0, 0.5, 1, 1] }),
  ],
  [
    "a curve that is torn",
    "edges[0].trajectory.knotVector",
    withCurve({ degree: 1, controlPoints: points(4), knotVector: [0, 0, 0.5, 0.5, 1, 1] }),
  ],
];

test.each(broken)("names %s", (_claim, field, breakIt) => {
  const order = anOrder(5, 3);
  breakIt(order);

  expect(orderFaults(order).map((fault) => fault.field)).toContain(field);
});

test("asks nothing of a corridor to one side", () => {
  const order = anOrder(5, 3);
  order.edges[0]!.corridor = { leftWidth: 0.5, rightWidth: 0 };

  expect(orderFaults(order)).toEqual([]);
});

test("tells a bounded number of faults", () => {
  const order = anOrder(500);
  for (const node of order.nodes) node.sequenceId = 1;

  expect(orderFaults(order)).toHaveLength(orderFaultsMax);
});

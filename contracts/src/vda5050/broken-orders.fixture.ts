/** Orders of any VDA 5050 version that break a rule of `order-rules.ts`, made of a sound one of 5 nodes, the first 3 released, whose first action is called pick-1. */
import type { ActionShape, OrderShape } from "./order-rules.ts";

export type BrokenOrder<Order> = readonly [claim: string, field: string, breakIt: (order: Order) => void];

type Open<Shape> = {
  -readonly [Key in keyof Shape]: Shape[Key] extends readonly (infer Item)[] ? Open<Item>[] : Shape[Key];
};

/** `Order` has more than these rules look at, which is left as it is. */
export const brokenShapes = <Order>(): readonly BrokenOrder<Order>[] =>
  shapes as unknown as readonly BrokenOrder<Order>[];

const anAction = (actionId: string): ActionShape => ({ actionId });

const shapes: readonly BrokenOrder<Open<OrderShape>>[] = [
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
    "an action twice",
    "edges[3].actions[0].actionId",
    (order) => {
      order.edges[3]!.actions = [anAction("pick-1")];
    },
  ],
  [
    "more actions than fit an order",
    "nodes",
    (order) => {
      for (const node of order.nodes)
        node.actions = Array.from({ length: 500 }, (_, index) => anAction(`${node.sequenceId}/${index}`));
    },
  ],
];

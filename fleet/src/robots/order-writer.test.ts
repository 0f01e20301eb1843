/** What goes out over the wire is sound for every route and every cut of it into updates (VDA 5050 6.4 to 6.6; REFERENCE 16.1, 16.4, 16.5). */
import { VdaOrderId } from "@floorplane/contracts/ids";
import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { orderFaults } from "@floorplane/contracts/vda5050/v2-1/order-faults";
import { readOrder } from "@floorplane/contracts/vda5050/v2-1/wire";
import { orderFaults as orderFaults30 } from "@floorplane/contracts/vda5050/v3-0/order-faults";
import { readOrder as readOrder30 } from "@floorplane/contracts/vda5050/v3-0/wire";
import type { Graph } from "@floorplane/layout/graph";
import fc from "fast-check";
import { expect, it } from "vitest";
import { aSite } from "../testing/hall.ts";
import { codec21 } from "./codec-2-1.ts";
import { codec30 } from "./codec-3-0.ts";
import { orderBody } from "./order-writer.ts";
import { noLimits } from "./protocol-limits.ts";
import type { RobotFacts } from "./report.ts";
import { extendOrder, openOrder, type VdaOrder } from "./vda-order.ts";

const { layout } = aSite(1);
const header = { headerId: 1, at: 0, manufacturer: "floorplane", serialNumber: "R01" };

function written(order: VdaOrder, headerId = 1, facts?: RobotFacts): Order {
  const read = readOrder(codec21.writeOrder({ ...header, headerId }, orderBody(order, layout, facts)));
  if (!read.ok) throw new Error(`${read.field} ${read.reason}`);
  return read.message;
}

/** A walk along the layout's edges. */
function walk(graph: Graph, start: number, turns: readonly number[]): number[] {
  const nodes = [start];
  for (const turn of turns) {
    const node = nodes.at(-1)!;
    const first = graph.outFirst[node]!;
    const ways = graph.outFirst[node + 1]! - first;
    if (ways > 0) nodes.push(graph.edgeTo[graph.outEdge[first + (turn % ways)]!]!);
  }
  return nodes;
}

const route = fc
  .record({
    start: fc.nat(layout.graph.nodeCount - 1),
    turns: fc.array(fc.nat(3), { minLength: 2, maxLength: 30 }),
    cuts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
    horizon: fc.nat(4),
    acts: fc.boolean(),
  })
  .map(({ start, turns, cuts, horizon, acts }) => ({
    nodes: walk(layout.graph, start, turns),
    cuts,
    horizon,
    acts,
  }));

/** The order and its updates along a route. */
function ordersOf({
  nodes,
  cuts,
  horizon,
  acts,
}: {
  nodes: number[];
  cuts: number[];
  horizon: number;
  acts: boolean;
}) {
  const action = { type: "pickItems", id: "a-1", parameters: [{ key: "quantity", value: 2 }] };
  let order: VdaOrder | undefined;
  const orders: VdaOrder[] = [];
  let at = 1;
  for (const cut of cuts) {
    const end = Math.min(nodes.length, at + cut);
    const last = end === nodes.length;
    const extension = {
      nodes: nodes.slice(at, end).map((node, index) => ({
        node,
        actions: acts && last && at + index === nodes.length - 1 ? [action] : [],
      })),
      horizon: nodes.slice(end, end + horizon),
      now: 0,
    };
    order = order
      ? extendOrder(order, { ...extension, passed: 0 })
      : openOrder(
          { orderId: VdaOrderId("R01.1"), previousId: "", node: nodes[0]!, loaded: false, actions: [] },
          extension,
        );
    orders.push(order);
    at = end;
    if (last) break;
  }
  return orders;
}

it("writes orders and updates that the published rules allow, on any route", () => {
  fc.assert(
    fc.property(route, (given) => {
      for (const order of ordersOf(given)) expect(orderFaults(written(order))).toEqual([]);
    }),
  );
});

it("writes the same by 3.0.0, as its rules allow", () => {
  fc.assert(
    fc.property(route, (given) => {
      for (const order of ordersOf(given)) {
        const read = readOrder30(codec30.writeOrder(header, orderBody(order, layout)));
        if (!read.ok) throw new Error(`${read.field} ${read.reason}`);
        const { nodes, edges } = written(order);

        expect(orderFaults30(read.message)).toEqual([]);
        expect(read.warnings).toEqual([]);
        expect(read.message.nodes.map(({ nodeId, sequenceId }) => [nodeId, sequenceId])).toEqual(
          nodes.map(({ nodeId, sequenceId }) => [nodeId, sequenceId]),
        );
        expect(read.message.edges.map(({ edgeId, orientation }) => [edgeId, orientation])).toEqual(
          edges.map(({ edgeId, orientation }) => [edgeId, orientation]),
        );
      }
    }),
    { seed: 3_005_050 },
  );
});

it("stitches every update on the last base node, unchanged, with a greater update id", () => {
  fc.assert(
    fc.property(route, (given) => {
      const messages = ordersOf(given).map((order) => written(order));
      messages.slice(1).forEach((message, index) => {
        const before = messages[index]!;
        const end = before.nodes.filter(({ released }) => released).at(-1)!;
        expect(message.nodes[0]).toEqual(end);
        expect(message.orderId).toBe(before.orderId);
        expect(message.orderUpdateId).toBe(before.orderUpdateId + 1);
      });
    }),
  );
});

it("writes the same body for the same order, whatever the header", () => {
  fc.assert(
    fc.property(route, (given) => {
      const order = ordersOf(given).at(-1)!;
      const { headerId: first, ...body } = written(order, 1);
      const { headerId: second, ...again } = written(order, 2);

      expect(again).toEqual(body);
      expect([first, second]).toEqual([1, 2]);
    }),
  );
});

it("drives out of a pocket backwards and says so", () => {
  const { graph } = layout;
  const pocket = [...layout.stations.values()].find(({ kind }) => kind === "parking")!.nodes[0]!;
  const lane = graph.edgeTo[graph.outEdge[graph.outFirst[pocket]!]!]!;
  const opening = { orderId: VdaOrderId("R01.1"), previousId: "", node: pocket, loaded: false, actions: [] };
  const order = openOrder(opening, { nodes: [{ node: lane, actions: [] }], horizon: [], now: 0 });

  expect(Math.abs(written(order).edges[0]!.orientation!)).toBeCloseTo(Math.PI);
  expect(written(order, 1, factsOf(["order.edges.maxSpeed"])).edges[0]!.orientation).toBeUndefined();
});

it("tells a robot to drive forwards that would else take any heading (VDA 5050 3.0.0 7.3)", () => {
  const { graph } = layout;
  const from = graph.indexOf("A01-01L");
  const lane = graph.edgeTo[graph.outEdge[graph.outFirst[from]!]!]!;
  const next = graph.edgeTo[graph.outEdge[graph.outFirst[lane]!]!]!;
  const opening = { orderId: VdaOrderId("R01.1"), previousId: "", node: lane, loaded: false, actions: [] };
  const order = openOrder(opening, { nodes: [{ node: next, actions: [] }], horizon: [], now: 0 });
  const facts = factsOf(["order.edges.orientation"]);
  const headingOf = (said?: RobotFacts) => orderBody(order, layout, said).edges[0]!.orientation;

  expect(headingOf(facts)).toBeUndefined();
  expect(headingOf({ ...facts, headsFreely: true })).toEqual({ type: "TANGENTIAL", angle: 0 });
  expect(headingOf({ ...factsOf(["order.edges.maxSpeed"]), headsFreely: true })).toBeUndefined();
});

const factsOf = (optional: readonly string[]): RobotFacts => ({
  nodeActions: new Set(),
  edgeActions: new Set(),
  loadTypes: new Set(),
  optional: new Set(optional),
  required: new Set(),
  limits: noLimits,
  stateIntervalMs: undefined,
  orderIntervalMs: 0,
});

it("asks for the heading of the place only where the robot acts", () => {
  const pocket = layout.graph.indexOf("A01-01L");
  const action = { type: "pickItems", id: "a-1", parameters: [] };
  const open = (actions: (typeof action)[]) =>
    written(
      openOrder(
        { orderId: VdaOrderId("R01.1"), previousId: "", node: pocket, loaded: false, actions },
        { nodes: [], horizon: [], now: 0 },
      ),
    );

  expect(open([action]).nodes[0]!.nodePosition!.theta).toBeCloseTo(Math.PI);
  expect(open([]).nodes[0]!.nodePosition!.theta).toBeUndefined();
});

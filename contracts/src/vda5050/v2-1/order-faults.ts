/** Rules of a VDA 5050 2.1.0 order (clauses 6.4 to 6.6) that no schema can say: how nodes and edges hang together. */
import { messageItemsMax } from "../bounds.ts";
import type { Fault } from "../fault.ts";
import type { Action } from "./action.schema.ts";
import type { Order, OrderEdge, OrderNode } from "./order.schema.ts";

/** Faults told of one order: enough to find the cause, and a hostile order cannot ask for thousands. */
export const orderFaultsMax = 50;

/** What is wrong with the order; empty for a sound one. An order of one node and no edge is sound. */
export function orderFaults(order: Order): Fault[] {
  const faults = new Faults();
  if (order.orderId === "") faults.add("orderId", "is empty");
  checkCounts(order, faults);
  checkSequence(order, faults);
  checkBase(order, faults);
  checkEnds(order, faults);
  checkCurves(order, faults);
  checkActions(order, faults);
  return faults.list;
}

/** How many actions the order holds, on nodes and edges together. */
export function actionCount(order: Order): number {
  let count = 0;
  for (const node of order.nodes) count += node.actions.length;
  for (const edge of order.edges) count += edge.actions.length;
  return count;
}

class Faults {
  readonly list: Fault[] = [];
  add(field: string, reason: string): void {
    if (this.list.length < orderFaultsMax) this.list.push({ field, reason });
  }
}

function checkCounts({ nodes, edges }: Order, faults: Faults): void {
  if (nodes.length === 0) faults.add("nodes", "is empty: an order needs at least one node");
  else if (edges.length !== nodes.length - 1) {
    faults.add("edges", `has ${edges.length} items, must have ${nodes.length - 1}: one fewer than nodes`);
  }
}

/** An update begins in the middle of an order, so that the count goes on from its first node. */
function checkSequence({ nodes, edges }: Order, faults: Faults): void {
  const first = nodes[0]?.sequenceId ?? 0;
  if (first % 2 !== 0) faults.add("nodes[0].sequenceId", `is ${first}, must be even`);
  const check = (
    list: "nodes" | "edges",
    elements: readonly (OrderNode | OrderEdge)[],
    start: number,
  ): void => {
    for (const [index, { sequenceId }] of elements.entries()) {
      const expected = start + 2 * index;
      if (sequenceId !== expected)
        faults.add(`${list}[${index}].sequenceId`, `is ${sequenceId}, must be ${expected}`);
    }
  };
  check("nodes", nodes, first);
  check("edges", edges, first + 1);
}

/** The base is a prefix that ends on a node; in it no edge is missing, behind it no edge is released. */
function checkBase({ nodes, edges }: Order, faults: Faults): void {
  if (nodes[0]?.released === false)
    faults.add("nodes[0].released", "is false: the first node belongs to the base");
  for (const [index, edge] of edges.entries()) {
    const start = nodes[index];
    const end = nodes[index + 1];
    if (start === undefined || end === undefined) return;
    if (end.released && !start.released && index > 0) {
      faults.add(`nodes[${index + 1}].released`, "is true behind a node that is not released");
    }
    if (edge.released && !(start.released && end.released)) {
      faults.add(`edges[${index}].released`, "is true, but not both of its nodes are released");
    }
    if (!edge.released && start.released && end.released) {
      faults.add(`edges[${index}].released`, "is false between two released nodes");
    }
  }
}

function checkEnds({ nodes, edges }: Order, faults: Faults): void {
  for (const [index, edge] of edges.entries()) {
    const start = nodes[index]?.nodeId;
    const end = nodes[index + 1]?.nodeId;
    if (start !== undefined && edge.startNodeId !== start) {
      faults.add(
        `edges[${index}].startNodeId`,
        `is "${edge.startNodeId}", but the node before is "${start}"`,
      );
    }
    if (end !== undefined && edge.endNodeId !== end) {
      faults.add(`edges[${index}].endNodeId`, `is "${edge.endNodeId}", but the node behind is "${end}"`);
    }
  }
}

function checkCurves({ edges }: Order, faults: Faults): void {
  for (const [index, { trajectory }] of edges.entries()) {
    if (trajectory === undefined) continue;
    const { degree, knotVector, controlPoints } = trajectory;
    const field = `edges[${index}].trajectory.knotVector`;
    const expected = controlPoints.length + degree + 1;
    if (knotVector.length !== expected) {
      faults.add(field, `has ${knotVector.length} items, must have ${expected}: control points + degree + 1`);
    }
    if (knotVector.some((knot, place) => place > 0 && knot < knotVector[place - 1]!))
      faults.add(field, "falls");
  }
}

function checkActions(order: Order, faults: Faults): void {
  const count = actionCount(order);
  if (count > messageItemsMax)
    faults.add("nodes", `carry ${count} actions with edges, more than ${messageItemsMax}`);
  const seen = new Set<string>();
  const check = (list: "nodes" | "edges", index: number, actions: readonly Action[]): void => {
    for (const [place, { actionId }] of actions.entries()) {
      if (seen.has(actionId)) {
        faults.add(
          `${list}[${index}].actions[${place}].actionId`,
          `"${actionId}" is used twice in the order`,
        );
      }
      seen.add(actionId);
    }
  };
  for (const [index, node] of order.nodes.entries()) check("nodes", index, node.actions);
  for (const [index, edge] of order.edges.entries()) check("edges", index, edge.actions);
}

/** Rules of a VDA 5050 order that hold in every version and that no schema can say: how nodes and edges hang together. */
import { messageItemsMax } from "./bounds.ts";
import type { Fault } from "./fault.ts";

/** Faults told of one order: enough to find the cause, and a hostile order cannot ask for thousands. */
export const orderFaultsMax = 50;

export interface ActionShape {
  readonly actionId: string;
}

interface OrderElement {
  readonly sequenceId: number;
  readonly released: boolean;
  readonly actions: readonly ActionShape[];
}

/** What an order of any version has of these. */
export interface OrderShape {
  readonly orderId: string;
  readonly nodes: readonly OrderElement[];
  readonly edges: readonly OrderElement[];
}

export class Faults {
  readonly list: Fault[] = [];
  add(field: string, reason: string): void {
    if (this.list.length < orderFaultsMax) this.list.push({ field, reason });
  }
}

export function checkShape(order: OrderShape, faults: Faults): void {
  if (order.orderId === "") faults.add("orderId", "is empty");
  checkCounts(order, faults);
  checkSequence(order, faults);
  checkBase(order, faults);
  checkActions(order, faults);
}

/** How many actions the order holds, on nodes and edges together. */
function actionCount(order: OrderShape): number {
  let count = 0;
  for (const node of order.nodes) count += node.actions.length;
  for (const edge of order.edges) count += edge.actions.length;
  return count;
}

/** Asked already when an order is read: so many actions are not looked at one by one. */
export function actionsFault(order: OrderShape): Fault | undefined {
  const count = actionCount(order);
  if (count <= messageItemsMax) return undefined;
  return { field: "nodes", reason: `carry ${count} actions with edges, more than ${messageItemsMax}` };
}

function checkCounts({ nodes, edges }: OrderShape, faults: Faults): void {
  if (nodes.length === 0) faults.add("nodes", "is empty: an order needs at least one node");
  else if (edges.length !== nodes.length - 1) {
    faults.add("edges", `has ${edges.length} items, must have ${nodes.length - 1}: one fewer than nodes`);
  }
}

/** An update begins in the middle of an order, so that the count goes on from its first node. */
function checkSequence({ nodes, edges }: OrderShape, faults: Faults): void {
  const first = nodes[0]?.sequenceId ?? 0;
  if (first % 2 !== 0) faults.add("nodes[0].sequenceId", `is ${first}, must be even`);
  const check = (list: "nodes" | "edges", elements: readonly OrderElement[], start: number): void => {
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
function checkBase({ nodes, edges }: OrderShape, faults: Faults): void {
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

function checkActions(order: OrderShape, faults: Faults): void {
  const tooMany = actionsFault(order);
  if (tooMany !== undefined) faults.add(tooMany.field, tooMany.reason);
  const seen = new Set<string>();
  const check = (list: "nodes" | "edges", elements: readonly OrderElement[]): void => {
    for (const [index, { actions }] of elements.entries())
      for (const [place, { actionId }] of actions.entries()) {
        const field = `${list}[${index}].actions[${place}].actionId`;
        if (seen.has(actionId)) faults.add(field, `"${actionId}" is used twice in the order`);
        seen.add(actionId);
      }
  };
  check("nodes", order.nodes);
  check("edges", order.edges);
}

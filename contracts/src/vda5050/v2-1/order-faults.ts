/** Rules of a VDA 5050 2.1.0 order (clauses 6.4 to 6.6) that no schema can say: those of every version, the ends of edges, and curves. */
import type { Fault } from "../fault.ts";
import { checkShape, Faults } from "../order-rules.ts";
import type { Order } from "./order.schema.ts";

/** What is wrong with the order; empty for a sound one. An order of one node and no edge is sound. */
export function orderFaults(order: Order): Fault[] {
  const faults = new Faults();
  checkShape(order, faults);
  checkEnds(order, faults);
  checkCurves(order, faults);
  return faults.list;
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

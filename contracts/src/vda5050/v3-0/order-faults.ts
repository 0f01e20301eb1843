/** Rules of a VDA 5050 3.0.0 order (clauses 6.1 and 7.3) that no schema can say: those of every version, where the count begins, tolerances, corridors and curves. */
import type { Fault } from "../fault.ts";
import { checkShape, Faults } from "../order-rules.ts";
import { checkCurve } from "./curve-faults.ts";
import type { Order } from "./order.schema.ts";

/** What is wrong with the order; empty for a sound one. An order of one node and no edge is sound. */
export function orderFaults(order: Order): Fault[] {
  const faults = new Faults();
  checkShape(order, faults);
  checkBegin(order, faults);
  checkTolerances(order, faults);
  checkEdges(order, faults);
  return faults.list;
}

/** Update 0 is the order itself, and the first node of an order has number 0. */
function checkBegin({ orderUpdateId, nodes }: Order, faults: Faults): void {
  const first = nodes[0]?.sequenceId ?? 0;
  if (orderUpdateId === 0 && first !== 0)
    faults.add("nodes[0].sequenceId", `is ${first}, must be 0: update 0 begins the order`);
}

function checkTolerances({ nodes }: Order, faults: Faults): void {
  for (const [index, { nodePosition }] of nodes.entries()) {
    const ellipse = nodePosition?.allowedDeviationXY;
    if (ellipse !== undefined && ellipse.b > ellipse.a) {
      const field = `nodes[${index}].nodePosition.allowedDeviationXY.b`;
      faults.add(field, `is ${ellipse.b}, longer than the longer axis (${ellipse.a})`);
    }
  }
}

function checkEdges({ edges }: Order, faults: Faults): void {
  for (const [index, { trajectory, corridor }] of edges.entries()) {
    if (trajectory !== undefined) checkCurve(`edges[${index}].trajectory`, trajectory, faults);
    // Clause 6.1.5: who must not leave the path is given no corridor, rather than one without room.
    if (corridor?.leftWidth === 0 && corridor.rightWidth === 0)
      faults.add(`edges[${index}].corridor`, "has no room on either side: leave it out");
  }
}

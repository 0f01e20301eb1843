/** Writes down what a VDA order's last message said; the same order gives the same body, so that a resend is identical but for its header. */
import { normaliseAngle } from "@floorplane/contracts/units";
import type { Layout } from "@floorplane/layout/layout";
import type { OrderBody, OrderEdgeBody, OrderNodeBody } from "./codec.ts";
import type { RobotFacts } from "./report.ts";
import { type BaseNode, baseFrom, type VdaOrder } from "./vda-order.ts";

/** Headings that differ by less are one, rad. */
const straightMax = 0.05;

export function orderBody(order: VdaOrder, layout: Layout, facts?: RobotFacts): OrderBody {
  const base = baseFrom(order, order.from);
  const speaks = understood(facts);
  const nodes: OrderNodeBody[] = base.map((entry) => nodeBody(layout, entry, true, speaks));
  const edges: OrderEdgeBody[] = [];
  const add = (from: number, to: number, sequenceId: number, released: boolean): void => {
    edges.push(edgeBody(layout, from, to, sequenceId, released, speaks));
  };
  base.slice(1).forEach((entry, index) => {
    add(base[index]!.node, entry.node, entry.sequence - 1, true);
  });
  let end: WrittenNode = base.at(-1)!;
  for (const node of order.horizon) {
    const next: WrittenNode = { node, sequence: end.sequence + 2, actions: [] };
    nodes.push(nodeBody(layout, next, false, speaks));
    add(end.node, node, next.sequence - 1, false);
    end = next;
  }
  return { orderId: order.orderId, orderUpdateId: order.updateId, nodes, edges };
}

/** Nodes of the horizon are written too, and held by nobody. */
type WrittenNode = Omit<BaseNode, "heldAt">;
type Understood = (field: string) => boolean;

/** A robot may refuse optional fields that its factsheet does not list; one that lists none of an order's has not said. */
function understood(facts: RobotFacts | undefined): Understood {
  const listed = facts?.optional;
  if (!listed) return () => true;
  for (const field of listed) if (field.startsWith("order.")) return (wanted) => listed.has(wanted);
  return () => true;
}

function nodeBody(layout: Layout, entry: WrittenNode, released: boolean, speaks: Understood): OrderNodeBody {
  const { graph, nodeTheta } = layout;
  return {
    nodeId: graph.nodeIds[entry.node]!,
    sequenceId: entry.sequence,
    released,
    x: graph.x[entry.node]!,
    y: graph.y[entry.node]!,
    mapId: graph.mapId,
    theta:
      entry.actions.length > 0 && speaks("order.nodes.nodePosition.theta")
        ? nodeTheta.get(entry.node)
        : undefined,
    deviation: entry.deviation,
    actions: entry.actions,
  };
}

function edgeBody(
  { graph }: Layout,
  from: number,
  to: number,
  sequenceId: number,
  released: boolean,
  speaks: Understood,
): OrderEdgeBody {
  const edge = graph.edgeBetween(from, to);
  const maxSpeed = graph.edgeMaxSpeed[edge]!;
  const turned = normaliseAngle(graph.edgeHeading[edge]! - graph.edgeCourse[edge]!);
  return {
    edgeId: graph.edgeIds[edge]!,
    sequenceId,
    released,
    from: graph.nodeIds[from]!,
    to: graph.nodeIds[to]!,
    maxSpeed: Number.isFinite(maxSpeed) && speaks("order.edges.maxSpeed") ? maxSpeed : undefined,
    orientation: Math.abs(turned) > straightMax && speaks("order.edges.orientation") ? turned : undefined,
  };
}

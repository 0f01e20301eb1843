/** Writes down what a VDA order's last message said; the same order gives the same body, so that a resend is identical but for its header. */
import { normaliseAngle } from "@floorplane/contracts/units";
import type { Layout } from "@floorplane/layout/layout";
import type { EdgeTerms } from "@floorplane/layout/layout-edges";
import type { LifAction } from "@floorplane/layout/lif.schema";
import type { OrderAction, OrderBody, OrderEdgeBody, OrderNodeBody } from "./codec.ts";
import { saysOptionals } from "./fitness.ts";
import type { RobotFacts } from "./report.ts";
import { type BaseNode, baseFrom, type VdaOrder } from "./vda-order.ts";

/** Headings that differ by less are one, rad. */
const straightMax = 0.05;

export function orderBody(order: VdaOrder, layout: Layout, facts?: RobotFacts): OrderBody {
  const base = baseFrom(order, order.from);
  const writer = { order, layout, speaks: understood(facts), headsFreely: facts?.headsFreely === true };
  const nodes: OrderNodeBody[] = base.map((entry) => nodeBody(writer, entry, true));
  const edges: OrderEdgeBody[] = [];
  base.slice(1).forEach((entry, index) => {
    edges.push(edgeBody(writer, base[index]!.node, entry, true));
  });
  let end: WrittenNode = base.at(-1)!;
  for (const node of order.horizon) {
    const next: WrittenNode = { node, sequence: end.sequence + 2, actions: [] };
    nodes.push(nodeBody(writer, next, false));
    edges.push(edgeBody(writer, end.node, next, false));
    end = next;
  }
  return { orderId: order.orderId, orderUpdateId: order.updateId, nodes, edges };
}

interface Writer {
  readonly order: VdaOrder;
  readonly layout: Layout;
  readonly speaks: Understood;
  /** It has to be told to drive forwards. */
  readonly headsFreely: boolean;
}

/** Nodes of the horizon are written too, and held by nobody. */
type WrittenNode = Omit<BaseNode, "heldAt">;
type Understood = (field: string) => boolean;

/** A robot may refuse optional fields that its factsheet does not list; one that lists none of an order's has not said. */
function understood(facts: RobotFacts | undefined): Understood {
  if (!facts || !saysOptionals(facts)) return () => true;
  return (field) => facts.optional.has(field);
}

function nodeBody({ order, layout, speaks }: Writer, entry: WrittenNode, released: boolean): OrderNodeBody {
  const { graph, nodeTheta, requiredActions } = layout;
  const required = released ? (requiredActions.get(entry.node) ?? []) : [];
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
    deviation: speaks("order.nodes.nodePosition.allowedDeviationXY") ? entry.deviation : undefined,
    actions: [...layoutActions(required, order, entry.sequence), ...entry.actions],
  };
}

/** The edge that leads to a node of the order. */
function edgeBody(
  { order, layout, speaks, headsFreely }: Writer,
  from: number,
  { node, sequence }: WrittenNode,
  released: boolean,
): OrderEdgeBody {
  const { graph, edgeRules } = layout;
  const edge = graph.edgeBetween(from, node);
  const terms = edgeRules[edge]![order.loaded ? "loaded" : "unloaded"];
  const told = <Value>(field: string, value: Value | undefined): Value | undefined =>
    value !== undefined && speaks(`order.edges.${field}`) ? value : undefined;
  return {
    edgeId: terms.edgeId,
    sequenceId: sequence - 1,
    released,
    from: graph.nodeIds[from]!,
    to: graph.nodeIds[node]!,
    maxSpeed: told("maxSpeed", terms.maxSpeed),
    maxRotationSpeed: told("maxRotationSpeed", terms.maxRotationSpeed),
    minHeight: told("minHeight", terms.minHeight),
    maxHeight: told("maxHeight", terms.maxHeight),
    rotationAllowed: told("rotationAllowed", terms.rotationAllowed ? undefined : false),
    orientation: told(
      "orientation",
      orientationOf(layout, edge, terms) ?? (headsFreely ? forwards : undefined),
    ),
    trajectory: told("trajectory", terms.trajectory),
    actions: released ? layoutActions(terms.actions, order, sequence - 1) : [],
  };
}

const forwards = { type: "TANGENTIAL", angle: 0 } as const;

/** Along a straight line a heading on the map is one against the course, which every robot understands. */
function orientationOf(
  { graph }: Layout,
  edge: number,
  { orientation, trajectory }: EdgeTerms,
): OrderEdgeBody["orientation"] {
  if (!orientation) return undefined;
  if (trajectory && orientation.type === "GLOBAL") return orientation;
  const turned = trajectory
    ? orientation.angle
    : normaliseAngle(graph.edgeHeading[edge]! - graph.edgeCourse[edge]!);
  return Math.abs(turned) > straightMax ? { type: "TANGENTIAL", angle: turned } : undefined;
}

/** What the layout requires in every order over the place. The ids follow from the order's own, so that a resend says the same. */
const layoutActions = (required: readonly LifAction[], order: VdaOrder, sequence: number): OrderAction[] =>
  required.map(({ actionType, blockingType, actionParameters = [] }, index) => ({
    type: actionType,
    id: `${order.orderId}.${sequence}.${index}`,
    parameters: actionParameters,
    blocking: blockingType,
  }));

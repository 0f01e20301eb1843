/**
 * Orders and instant actions of VDA 5050 3.0.0 as the robot's core takes them, which thinks in the words of 2.1. Nothing is let pass that 3.0 rules out; what 3.0 says and the core has no word for
 * is read as the stricter of what it could mean.
 */
import type { ReadResult } from "@floorplane/contracts/vda5050/codec";
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { InstantActions } from "@floorplane/contracts/vda5050/v2-1/instant-actions.schema";
import type { Order, OrderEdge, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { Action as Action30 } from "@floorplane/contracts/vda5050/v3-0/action.schema";
import type {
  Order as Order30,
  OrderEdge as OrderEdge30,
  OrderNode as OrderNode30,
} from "@floorplane/contracts/vda5050/v3-0/order.schema";
import { orderFaults } from "@floorplane/contracts/vda5050/v3-0/order-faults";
import * as wire30 from "@floorplane/contracts/vda5050/v3-0/wire";

export function readOrder(bytes: Uint8Array): ReadResult<Order> {
  const read = wire30.readOrder(bytes);
  if (!read.ok) return read;
  const [fault] = orderFaults(read.message);
  return fault ? { ok: false, ...fault } : { ...read, message: orderOf(read.message) };
}

export function readInstantActions(bytes: Uint8Array): ReadResult<InstantActions> {
  const read = wire30.readInstantActions(bytes);
  if (!read.ok) return read;
  const { actions, ...header } = read.message;
  return { ...read, message: { ...header, actions: actions.map(actionOf) } };
}

function orderOf({ orderDescription: _, nodes, edges, ...order }: Order30): Order {
  return {
    ...order,
    nodes: nodes.map(nodeOf),
    edges: edges.map((edge, index) => edgeOf(edge, nodes[index]!, nodes[index + 1]!)),
  };
}

function nodeOf({ nodeDescriptor: _, nodePosition, actions, ...node }: OrderNode30): OrderNode {
  return {
    ...node,
    ...(nodePosition === undefined ? {} : { nodePosition: positionOf(nodePosition) }),
    actions: actions.map(actionOf),
  };
}

/** Within the ellipse for certain is who is within its shorter axis. */
function positionOf({
  allowedDeviationXY: ellipse,
  ...position
}: NonNullable<OrderNode30["nodePosition"]>): NonNullable<OrderNode["nodePosition"]> {
  return ellipse === undefined
    ? position
    : { ...position, allowedDeviationXY: Math.min(ellipse.a, ellipse.b) };
}

function edgeOf(edge: OrderEdge30, from: OrderNode30, to: OrderNode30): OrderEdge {
  const {
    edgeDescriptor: _,
    maximumSpeed: maxSpeed,
    maximumRotationSpeed: maxRotationSpeed,
    maximumMobileRobotHeight: maxHeight,
    minimumLoadHandlingDeviceHeight: minHeight,
    reachOrientationBeforeEntering,
    trajectory,
    corridor,
    actions,
    ...same
  } = edge;
  return {
    ...same,
    startNodeId: from.nodeId,
    endNodeId: to.nodeId,
    ...(maxSpeed === undefined ? {} : { maxSpeed }),
    ...(maxRotationSpeed === undefined ? {} : { maxRotationSpeed }),
    ...(maxHeight === undefined ? {} : { maxHeight }),
    ...(minHeight === undefined ? {} : { minHeight }),
    ...(reachOrientationBeforeEntering === undefined
      ? {}
      : { rotationAllowed: !reachOrientationBeforeEntering }),
    ...(trajectory === undefined ? {} : { trajectory: curveOf(trajectory) }),
    ...(corridor === undefined ? {} : { corridor: corridorOf(corridor) }),
    actions: actions.map(actionOf),
  };
}

const corridorOf = ({
  leftWidth,
  rightWidth,
}: NonNullable<OrderEdge30["corridor"]>): NonNullable<OrderEdge["corridor"]> => ({ leftWidth, rightWidth });

/** Without knots they are spread evenly and clamped to both ends (clause 7.3). */
function curveOf({
  degree = 1,
  knotVector,
  controlPoints,
}: NonNullable<OrderEdge30["trajectory"]>): NonNullable<OrderEdge["trajectory"]> {
  return { degree, knotVector: knotVector ?? evenKnots(controlPoints.length, degree), controlPoints };
}

function evenKnots(points: number, degree: number): number[] {
  const inner = points - degree - 1;
  return [
    ...new Array<number>(degree + 1).fill(0),
    ...Array.from({ length: inner }, (_, index) => (index + 1) / (inner + 1)),
    ...new Array<number>(degree + 1).fill(1),
  ];
}

/** Actions that 3.0 has given other names. */
const actionTypes: Readonly<Record<string, string>> = { initializePosition: "initPosition" };

/** SINGLE lets it drive meanwhile, which nobody has to. */
function actionOf({ actionDescriptor, retriable: _, blockingType, ...action }: Action30): Action {
  return {
    ...action,
    actionType: actionTypes[action.actionType] ?? action.actionType,
    blockingType: blockingType === "SINGLE" ? "HARD" : blockingType,
    ...(actionDescriptor === undefined ? {} : { actionDescription: actionDescriptor }),
  };
}

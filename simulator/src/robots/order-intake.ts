/**
 * What a robot does with an order that arrives: the decision tree of VDA 5050 2.1.0 (clause 6.6), and nothing else. A pure function from the
 * order and what the robot is doing to one of four answers; refusals carry the error the robot shows until it accepts an order again.
 */
import type { Order, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { orderFaults } from "@floorplane/contracts/vda5050/v2-1/order-faults";
import type { RobotError } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { actionFault, type Declared } from "./declared-actions.ts";
import { type OrderRules, ruleFault } from "./order-rules.ts";
import type { Place } from "./way.ts";

/** What the decision depends on. */
export interface Situation {
  readonly orderId: string;
  readonly orderUpdateId: number;
  /** `cancelOrder` ended the current order: it takes no more updates. */
  readonly isCancelled: boolean;
  /** No node or edge ahead, horizon included, and every action FINISHED or FAILED. */
  readonly isIdle: boolean;
  /** In AUTOMATIC or SEMIAUTOMATIC, with a position it trusts. */
  readonly takesOrders: boolean;
  /** Last released node ahead, or the node it stands on. */
  readonly decisionPoint: Pick<OrderNode, "nodeId" | "sequenceId" | "nodePosition">;
  readonly lastNodeId: string;
  readonly position: Place;
  readonly mapId: string;
  readonly declared: Declared;
  /** What its factsheet rules out. */
  readonly rules?: OrderRules;
  /** The update that it has, without its header, to the letter; undefined after a restart. */
  readonly body?: string | undefined;
  /** An action of the base that the robot has, ended or not. */
  knowsAction(actionId: string): boolean;
}

export type Intake =
  | { readonly answer: "new" }
  | { readonly answer: "update" }
  | { readonly answer: "repeated" }
  | { readonly answer: "refused"; readonly error: RobotError };

/** A first node without a deviation of its own counts as reached within this, m. */
export const startToleranceM = 0.1;

export function decideOrder(order: Order, robot: Situation): Intake {
  const fault = orderFaults(order)[0];
  if (fault) return refused(order, "validationError", `${fault.field} ${fault.reason}`);
  const unusable = (robot.rules && ruleFault(order, robot.rules)) ?? unusablePart(order, robot);
  if (unusable) return refused(order, "orderError", unusable);
  return order.orderId === robot.orderId ? decideUpdate(order, robot) : decideNew(order, robot);
}

function decideNew(order: Order, robot: Situation): Intake {
  if (!robot.takesOrders)
    return refused(order, "orderError", "the robot takes no orders in its present mode");
  if (!robot.isIdle) return refused(order, "orderError", `order ${robot.orderId} is not finished`);
  if (robot.rules?.beginsAtZero && order.orderUpdateId !== 0)
    return refused(order, "orderError", `a new order begins with update 0, not ${order.orderUpdateId}`);
  const first = order.nodes[0]!;
  if (!isNear(first, robot))
    return refused(order, "noRouteError", `the robot is not at ${first.nodeId}, where the order begins`, [
      { referenceKey: "nodeId", referenceValue: first.nodeId },
    ]);
  return { answer: "new" };
}

function decideUpdate(order: Order, robot: Situation): Intake {
  if (order.orderUpdateId < robot.orderUpdateId)
    return refused(
      order,
      "orderUpdateError",
      `update ${order.orderUpdateId} is older than ${robot.orderUpdateId}, which the robot has`,
    );
  if (order.orderUpdateId === robot.orderUpdateId) {
    if (robot.body === undefined || robot.body === bodyOf(order)) return { answer: "repeated" };
    return refused(
      order,
      "orderUpdateError",
      `update ${order.orderUpdateId} came before and said something else`,
    );
  }
  // 3.0 says it outright; in 2.1 an update would revive an order whose actions have all ended.
  if (robot.isCancelled) return refused(order, "orderUpdateError", "the order was cancelled");
  if (!robot.takesOrders)
    return refused(order, "orderUpdateError", "the robot takes no orders in its present mode");
  const first = order.nodes[0]!;
  const { nodeId, sequenceId } = robot.decisionPoint;
  if (first.nodeId !== nodeId || first.sequenceId !== sequenceId)
    return refused(
      order,
      "orderUpdateError",
      `the update begins at ${first.nodeId} (${first.sequenceId}), the base ends at ${nodeId} (${sequenceId})`,
    );
  const { nodePosition } = robot.decisionPoint;
  if (nodePosition && JSON.stringify(nodePosition) !== JSON.stringify(first.nodePosition))
    return refused(order, "orderUpdateError", `the update moves ${nodeId}, which is part of the base`);
  for (const [index, { nodeId, actions }] of order.nodes.entries())
    for (const { actionId } of actions)
      if (robot.knowsAction(actionId) !== (index === 0))
        return refused(
          order,
          "orderUpdateError",
          index === 0
            ? `the update adds action ${actionId} to ${nodeId}, which is part of the base`
            : `action ${actionId} is part of the base and cannot come again at ${nodeId}`,
        );
  return { answer: "update" };
}

/** All of an order but what a resend has anew. */
export function bodyOf({ headerId: _, timestamp: __, ...body }: Order): string {
  return JSON.stringify(body);
}

/** A robot must refuse what it cannot do: it may not leave parts of an order out. */
function unusablePart({ nodes, edges }: Order, { declared, mapId }: Situation): string | undefined {
  for (const { nodeId, nodePosition, actions } of nodes) {
    if (!nodePosition) return `node ${nodeId} has no nodePosition`;
    if (nodePosition.mapId !== mapId)
      return `node ${nodeId} is on map ${nodePosition.mapId}, not on ${mapId}`;
    for (const action of actions) {
      const fault = actionFault(action, "NODE", declared);
      if (fault) return fault;
    }
  }
  for (const { edgeId, actions } of edges)
    for (const action of actions) {
      const fault = actionFault(action, "EDGE", declared);
      if (fault) return `edge ${edgeId}: ${fault}`;
    }
  return undefined;
}

/** Trivially reachable: the robot stands on it or within its deviation. */
function isNear({ nodePosition }: OrderNode, { position }: Situation): boolean {
  if (!nodePosition) return false;
  const distance = Math.hypot(nodePosition.x - position.x, nodePosition.y - position.y);
  return distance <= Math.max(startToleranceM, nodePosition.allowedDeviationXY ?? 0);
}

function refused(
  { orderId, orderUpdateId }: Order,
  errorType: string,
  errorDescription: string,
  others: readonly { readonly referenceKey: string; readonly referenceValue: string }[] = [],
): Intake {
  const errorReferences = [
    { referenceKey: "orderId", referenceValue: orderId },
    { referenceKey: "orderUpdateId", referenceValue: String(orderUpdateId) },
    ...others,
  ];
  return {
    answer: "refused",
    error: { errorType, errorLevel: "WARNING", errorDescription, errorReferences },
  };
}

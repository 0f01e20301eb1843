/** The robot's one order: takes orders in by the decision tree, lays them out as way and actions, and knows how far it is. */
import type { Order, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { Pose } from "@floorplane/layout/footprint";
import type { ActionQueue } from "./actions.ts";
import type { Declared } from "./declared-actions.ts";
import type { Driver } from "./driver.ts";
import { bodyOf, decideOrder } from "./order-intake.ts";
import type { OrderRules } from "./order-rules.ts";
import { stepsOf, wayOf } from "./order-way.ts";
import type { ErrorList } from "./state-message.ts";
import { headingWanted, isReleased } from "./way.ts";

/** What the robot knows of its order besides what is ahead. */
export interface OrderMark {
  readonly orderId: string;
  readonly orderUpdateId: number;
  /** `cancelOrder` or a person ended it: it takes no more updates. */
  readonly isCancelled: boolean;
  readonly lastNodeId: string;
  readonly lastNodeSequenceId: number;
}

export interface OrderAcceptanceOptions {
  readonly driver: Driver;
  readonly actions: ActionQueue;
  readonly errors: ErrorList;
  readonly declared: Declared;
  readonly rules: OrderRules;
  readonly mapId: string;
  readonly speedMps: number;
  readonly startNode: string;
}

export class OrderAcceptance {
  readonly #options: OrderAcceptanceOptions;
  mark: OrderMark;
  /** The order as it came last, to tell a repeat from a change. */
  #body: string | undefined;

  constructor(options: OrderAcceptanceOptions) {
    this.#options = options;
    this.mark = {
      orderId: "",
      orderUpdateId: 0,
      isCancelled: false,
      lastNodeId: options.startNode,
      lastNodeSequenceId: 0,
    };
  }

  /** Accepted, ignored as a repeat, or refused with an error that stays until the next accepted order. */
  take(
    order: Order,
    robot: { readonly isIdle: boolean; readonly takesOrders: boolean; readonly pose: Pose },
  ): void {
    const { actions, errors, declared, rules, mapId } = this.#options;
    const intake = decideOrder(order, {
      ...this.mark,
      ...robot,
      decisionPoint: this.#decisionPoint(),
      position: robot.pose,
      mapId,
      declared,
      rules,
      body: this.#body,
      knowsAction: (actionId) => actions.hasReleased(actionId),
    });
    if (intake.answer === "refused") errors.add(intake.error);
    else if (intake.answer === "new") this.#begin(order, robot.pose);
    else if (intake.answer === "update") this.#extend(order);
    if (intake.answer === "new" || intake.answer === "update") this.#body = bodyOf(order);
  }

  passed(node: OrderNode): void {
    this.mark = { ...this.mark, lastNodeId: node.nodeId, lastNodeSequenceId: node.sequenceId };
    this.#options.actions.reached(node.actions);
    this.#enterEdge();
  }

  cancel(): void {
    this.mark = { ...this.mark, isCancelled: true };
  }

  forget(): void {
    this.#body = undefined;
    this.mark = { ...this.mark, orderId: "", orderUpdateId: 0, isCancelled: false };
  }

  #begin(order: Order, pose: Pose): void {
    const { driver, actions, errors, speedMps } = this.#options;
    const first = order.nodes[0]!;
    errors.orderAccepted();
    actions.clear();
    this.mark = {
      orderId: order.orderId,
      orderUpdateId: order.orderUpdateId,
      isCancelled: false,
      lastNodeId: first.nodeId,
      lastNodeSequenceId: first.sequenceId,
    };
    const { steps, into } = wayOf(order, pose, speedMps);
    driver.begin(steps, into, into === 0 ? headingWanted(first, pose.theta) : undefined);
    for (const action of first.actions) actions.add(action, false);
    this.#addActions(order);
    actions.reached(first.actions);
    this.#enterEdge();
  }

  #extend(order: Order): void {
    const { driver, actions, errors, speedMps } = this.#options;
    errors.orderAccepted();
    this.mark = { ...this.mark, orderUpdateId: order.orderUpdateId };
    actions.dropHorizon();
    const stoodAtEnd = !driver.steps.some(isReleased);
    driver.extend(stepsOf(order, speedMps));
    this.#addActions(order);
    if (stoodAtEnd) this.#enterEdge();
  }

  /** In the order of driving: of each edge, then of the node at its end. */
  #addActions({ nodes, edges }: Order): void {
    for (const [index, edge] of edges.entries())
      for (const { actions, released } of [edge, nodes[index + 1]!])
        for (const action of actions) this.#options.actions.add(action, !released);
  }

  /** What is to be done on the next edge begins where that begins. */
  #enterEdge(): void {
    const next = this.#options.driver.steps[0];
    if (next && isReleased(next)) this.#options.actions.reached(next.edge.actions);
  }

  /** The last node of the base: where the robot stops unless the base grows. */
  #decisionPoint(): Pick<OrderNode, "nodeId" | "sequenceId" | "nodePosition"> {
    const last = this.#options.driver.steps.findLast(isReleased)?.node;
    return last ?? { nodeId: this.mark.lastNodeId, sequenceId: this.mark.lastNodeSequenceId };
  }
}

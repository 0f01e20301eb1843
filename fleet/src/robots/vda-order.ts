/**
 * A VDA order as control holds it: the base that was released and can never be taken back, and what the last message said (VDA 5050 6.4 to 6.6).
 * One order is one leg: from where the robot stands to one goal with what it does there. The next leg is a new order, so that every order ends idle
 * and no robot collects the actions of a whole tour in its states.
 */
import type { VdaOrderId } from "@floorplane/contracts/ids";
import type { OrderAction } from "./codec.ts";

export interface BaseNode {
  /** Index in the layout's graph. */
  readonly node: number;
  /** Even; edges take the odd numbers between. */
  readonly sequence: number;
  readonly actions: readonly OrderAction[];
  /** How far off it the robot may stand, m, where it does not stand on it. */
  readonly deviation?: number;
  /** The robot held it at this time, ms, and since then until it had passed: two who were released to one node held it one after the other. */
  readonly heldAt: number;
}

export interface VdaOrder {
  readonly orderId: VdaOrderId;
  readonly updateId: number;
  /** What the robot had before: it may still say so until it has heard of this one. */
  readonly previousId: string;
  /** From a node that the robot stands on or has passed to the end of what it may drive. Never empty. */
  readonly base: readonly BaseNode[];
  /** The last message begins with the base node of this sequence id. */
  readonly from: number;
  /** Planned behind the base. */
  readonly horizon: readonly number[];
  readonly sentAt: number;
  /** It carries a tote all the way: limits of the layout for robots with a load hold. */
  readonly loaded: boolean;
}

export interface Opening {
  readonly orderId: VdaOrderId;
  readonly previousId: string;
  readonly node: number;
  readonly deviation?: number;
  readonly loaded: boolean;
  /** To do before anything else, where the robot stands. */
  readonly actions: readonly OrderAction[];
}

export interface Extension {
  readonly nodes: readonly { readonly node: number; readonly actions: readonly OrderAction[] }[];
  readonly horizon: readonly number[];
  readonly now: number;
  /** Sequence id of the first node that the robot still holds: what lies before it is dropped. */
  readonly passed: number;
}

/** A new order over a first base; nothing of it was sent before. */
export function openOrder(opening: Opening, extension: Omit<Extension, "passed">): VdaOrder {
  const first: BaseNode = {
    node: opening.node,
    sequence: 0,
    actions: opening.actions,
    ...(opening.deviation === undefined ? {} : { deviation: opening.deviation }),
    heldAt: extension.now,
  };
  return {
    orderId: opening.orderId,
    updateId: 0,
    previousId: opening.previousId,
    base: appended([first], extension),
    from: 0,
    horizon: extension.horizon,
    sentAt: extension.now,
    loaded: opening.loaded,
  };
}

/** The next update: stitched on the last base node, which is sent again as it was. */
export function extendOrder(order: VdaOrder, extension: Extension): VdaOrder {
  const end = order.base.at(-1)!;
  const kept = order.base.filter(({ sequence }) => sequence >= Math.min(extension.passed, end.sequence));
  return {
    ...order,
    updateId: order.updateId + 1,
    base: appended(kept, extension),
    from: end.sequence,
    horizon: extension.horizon,
    sentAt: extension.now,
  };
}

function appended(base: readonly BaseNode[], { nodes, now }: Pick<Extension, "nodes" | "now">): BaseNode[] {
  let sequence = base.at(-1)!.sequence;
  return [
    ...base,
    ...nodes.map(({ node, actions }) => {
      sequence += 2;
      return { node, sequence, actions, heldAt: now };
    }),
  ];
}

/** Base node with this sequence id. */
export const baseNodeAt = (order: VdaOrder, sequence: number): BaseNode | undefined =>
  order.base.find((entry) => entry.sequence === sequence);

/** The base from a sequence id on: what the robot still covers. */
export const baseFrom = (order: VdaOrder, sequence: number): readonly BaseNode[] =>
  order.base.filter((entry) => entry.sequence >= sequence);

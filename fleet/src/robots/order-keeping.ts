/** The VDA order of a robot as a row: all that a restart needs to go on with a robot that drove on meanwhile. Nodes by id, since a layout may be redrawn. */
import type { VdaOrderId } from "@floorplane/contracts/ids";
import type { Layout } from "@floorplane/layout/layout";
import type { Desk } from "@floorplane/runtime/room";
import { type KeptOrder, orderKind } from "./robot.kind.ts";
import type { Robot } from "./robot.ts";
import type { BaseNode, VdaOrder } from "./vda-order.ts";

export function keepOrder({ id, driven }: Robot, order: VdaOrder, layout: Layout, desk: Desk): void {
  desk.put(orderKind, id, asKept(order, driven.stamp, layout));
}

export function asKept(order: VdaOrder, stamp: number, { graph }: Layout): KeptOrder {
  return {
    orderId: order.orderId,
    updateId: order.updateId,
    previousId: order.previousId,
    base: order.base.map(({ node, sequence, actions, deviation, heldAt }) => ({
      node: graph.nodeIds[node]!,
      sequence,
      heldAt,
      ...(actions.length > 0 ? { actions } : {}),
      ...(deviation === undefined ? {} : { deviation }),
    })),
    from: order.from,
    horizon: order.horizon.map((node) => graph.nodeIds[node]!),
    sentAt: order.sentAt,
    stamp,
    ...(order.loaded ? { loaded: true } : {}),
  };
}

/** Undefined where the layout no longer has a node of its base: then only the robot's own word counts. */
export function keptOrder(kept: KeptOrder, { graph }: Layout): VdaOrder | undefined {
  const base: BaseNode[] = kept.base.map(({ node, sequence, actions, deviation, heldAt }) => ({
    node: graph.indexOf(node),
    sequence,
    heldAt,
    actions: actions ?? [],
    ...(deviation === undefined ? {} : { deviation }),
  }));
  const horizon = kept.horizon.map((node) => graph.indexOf(node));
  if (base.length === 0 || base.some(({ node }) => node < 0)) return undefined;
  if (base.some(({ node }, index) => index > 0 && graph.edgeBetween(base[index - 1]!.node, node) < 0))
    return undefined;
  return {
    orderId: kept.orderId as VdaOrderId,
    updateId: kept.updateId,
    previousId: kept.previousId,
    base,
    from: kept.from,
    horizon: horizon.includes(-1) ? [] : horizon,
    sentAt: kept.sentAt,
    loaded: kept.loaded === true,
  };
}

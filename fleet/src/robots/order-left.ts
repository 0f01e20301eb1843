/** What a robot still has of an order, by its own word: whether it must be told to cancel, has done so, and stands with nothing left. */
import type { OrderAction } from "./codec.ts";
import { isFinal, type RobotReport } from "./report.ts";
import type { RobotView } from "./robot-view.ts";
import type { VdaOrder } from "./vda-order.ts";

/** It names an order that it may still drive; one that has none, or has not heard of ours, is told nothing that would end the next. */
export function mustCancel({ report, order }: RobotView): boolean {
  const said = report?.orderId ?? "";
  return said !== "" && said !== order?.previousId;
}

/** `cancel`: id of the cancel that it was asked for last. */
export const hasCancelled = (cancel: string | undefined, { actions }: RobotReport): boolean =>
  actions.some(({ id, status }) => id === cancel && isFinal(status));

/** A robot that stands and has nothing of ours left, neither to drive nor to do. */
export function isIdle({ report, order }: RobotView): boolean {
  if (!report || report.nodesLeft > 0 || report.edgesLeft > 0 || report.driving) return false;
  const ours = new Set(order?.base.flatMap(({ actions }) => actions.map(({ id }) => id)));
  return report.actions.every(({ id, status }) => !ours.has(id) || isFinal(status));
}

export const hasAction = (order: VdaOrder | undefined, id: OrderAction["id"] | undefined): boolean =>
  id !== undefined && order?.base.some(({ actions }) => actions.some((action) => action.id === id)) === true;

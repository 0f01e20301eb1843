/** The steps of an order as this robot drives them, also when it stands beside its first node. */
import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { approachLeg, type Place, type Step, stepOf } from "./way.ts";

/** Closer to a point than this is on it, m. */
const onPointM = 0.005;
/** Closer to an edge than this is on it, m. */
const onEdgeM = 0.05;
/** Speed back to the way, m/s. */
const approachSpeedMps = 0.3;

export interface Way {
  readonly steps: readonly Step[];
  /** Metres of the first step that lie behind the robot already. */
  readonly into: number;
}

/** Every edge of the order with the node at its end; the first node is where the robot is. Intake saw to it that all nodes have positions. */
export function stepsOf({ nodes, edges }: Order, speedMax: number): Step[] {
  return edges.map((edge, index) => {
    const from = nodes[index]!.nodePosition!;
    const node = nodes[index + 1]!;
    return stepOf(edge, node, from, node.nodePosition!, speedMax);
  });
}

/**
 * A new order's way. A robot that was cancelled between two nodes stands within the deviation of the first: when that is on the first edge it
 * goes on from there, otherwise it drives to the node first, slowly.
 */
export function wayOf(order: Order, robot: Place, speedMax: number): Way {
  const steps = stepsOf(order, speedMax);
  const start = order.nodes[0]!.nodePosition!;
  const first = steps[0];
  if (!first || Math.hypot(start.x - robot.x, start.y - robot.y) <= onPointM) return { steps, into: 0 };

  const leg = first.legs[0];
  if (leg && first.legs.length === 1) {
    const along = (robot.x - leg.x) * leg.ux + (robot.y - leg.y) * leg.uy;
    const aside = (robot.y - leg.y) * leg.ux - (robot.x - leg.x) * leg.uy;
    if (along >= 0 && along <= leg.length && Math.abs(aside) <= onEdgeM) return { steps, into: along };
  }
  const approach = approachLeg(robot, start, Math.min(approachSpeedMps, speedMax));
  const detour: Step = { ...first, legs: [approach, ...first.legs], length: first.length + approach.length };
  return { steps: [detour, ...steps.slice(1)], into: 0 };
}

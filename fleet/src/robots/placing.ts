/**
 * Where a robot stands and what it may still drive over, when it is first seen, comes back, or was moved by hand (observe, reconcile, release).
 * Its own fresh word decides; what it was released to is held for as long as it may still drive there.
 */
import type { Layout } from "@floorplane/layout/layout";
import { distanceTo, nearestNode, nodeUnder, onNodeM } from "./place.ts";
import type { Progress } from "./progress.ts";
import type { RobotReport } from "./report.ts";
import { baseFrom, type VdaOrder } from "./vda-order.ts";

export type Placing =
  /** It knows its order: it holds the base from here on. */
  | { readonly kind: "driving"; readonly base: readonly number[]; readonly passed: number }
  /** It never heard of its order and stands where that begins: the order is sent again. */
  | { readonly kind: "unheard"; readonly base: readonly number[]; readonly passed: number }
  /** It stands somewhere without an order of ours. `deviation`: so far off the first node, m. */
  | { readonly kind: "standing"; readonly base: readonly number[]; readonly deviation?: number }
  | { readonly kind: "nowhere"; readonly why: string };

/** Farther from every node than this, a robot is not on the layout, m. */
const offLayoutM = 2;

export function placingOf(
  layout: Layout,
  order: VdaOrder | undefined,
  progress: Progress | undefined,
  report: RobotReport,
): Placing {
  if (order && progress) {
    const ours = progress.echo === "current" || progress.echo === "earlier";
    if (ours && progress.passed !== undefined && !progress.vanished)
      return {
        kind: "driving",
        base: baseFrom(order, progress.passed).map(({ node }) => node),
        passed: progress.passed,
      };
    const first = order.base[0]!;
    const unheard = progress.echo === "previous" && order.updateId === 0;
    if (unheard && report.pose && distanceTo(layout.graph, first.node, report.pose) <= onNodeM)
      return { kind: "unheard", base: order.base.map(({ node }) => node), passed: first.sequence };
  }
  return byPose(layout, order, report);
}

function byPose({ graph }: Layout, order: VdaOrder | undefined, report: RobotReport): Placing {
  const { pose } = report;
  if (!pose) return { kind: "nowhere", why: "it does not say where it is" };
  const under = nodeUnder(graph, pose, report.lastNodeId);
  if (under >= 0) return { kind: "standing", base: [under] };
  const last = graph.indexOf(report.lastNodeId);
  const next = nextOnBase(order, last);
  if (last >= 0 && next >= 0)
    return { kind: "standing", base: [last, next], deviation: distanceTo(graph, last, pose) + onNodeM };
  const { node, metres } = nearestNode(graph, pose);
  if (metres > offLayoutM)
    return { kind: "nowhere", why: `it stands ${metres.toFixed(1)} m away from the nearest node` };
  return { kind: "standing", base: [node], deviation: metres + onNodeM };
}

/** Stopped between two nodes: the one behind and the one ahead. */
function nextOnBase(order: VdaOrder | undefined, last: number): number {
  const index = order?.base.findIndex(({ node }) => node === last) ?? -1;
  return index < 0 ? -1 : (order!.base[index + 1]?.node ?? -1);
}

/**
 * Where a robot stands and what it may still drive over, when it is first seen, comes back, or was moved by hand (observe, reconcile, release).
 * Its own fresh word decides; what it was released to is held for as long as it may still drive there, and for as long as it may still stand there.
 */
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import type { Layout } from "@floorplane/layout/layout";
import { footingOn, leftUpTo, shortOf, trustedPose, wordM } from "./ground.ts";
import { allowanceM, distanceTo, exactM, onNodeM, standingAt } from "./pose-on-lanes.ts";
import type { Progress } from "./progress.ts";
import type { RobotReport } from "./report.ts";
import type { VdaOrder } from "./vda-order.ts";

export type Placing =
  /** It knows its order: it holds the base from here on. */
  | { readonly kind: "driving"; readonly base: readonly number[]; readonly passed: number }
  /** It never heard of its order and stands where that begins: the order is sent again. */
  | { readonly kind: "unheard"; readonly base: readonly number[]; readonly passed: number }
  /** It says a place that is not on what it was released to, and nobody knows which is true: it holds all of that. */
  | { readonly kind: "away"; readonly base: readonly number[]; readonly passed: number }
  /** It stands somewhere without an order of ours. `deviation`: so far off the first node, m. */
  | { readonly kind: "standing"; readonly base: readonly number[]; readonly deviation?: number }
  | { readonly kind: "nowhere"; readonly why: RobotReason };

/** `progress` is of its open order; undefined where it has none, or where a person vouches for the place that it says. */
export function placingOf(
  layout: Layout,
  order: VdaOrder | undefined,
  progress: Progress | undefined,
  report: RobotReport,
): Placing {
  if (!order || !progress) return byPose(layout, report);
  const { graph } = layout;
  const pose = trustedPose(report, graph.mapId);
  const nodes = order.base.map(({ node }) => node);
  const footing = pose && footingOn(graph, nodes, pose);
  const whole = { base: nodes, passed: order.base[0]!.sequence };
  if (footing && footing.offM > wordM) return { kind: "away", ...whole };
  const ours = progress.echo === "current" || progress.echo === "earlier";
  if (ours && progress.passed !== undefined && !progress.vanished) {
    const named = order.base.findIndex(({ sequence }) => sequence === progress.passed);
    if (!footing) return { kind: "driving", ...whole };
    const from = leftUpTo(footing, named);
    const believed = shortOf(footing, named) > wordM ? from : named;
    return { kind: "driving", base: nodes.slice(from), passed: order.base[believed]!.sequence };
  }
  const unheard = progress.echo === "previous" && order.updateId === 0;
  if (unheard && pose && distanceTo(graph, nodes[0]!, pose) <= onNodeM) return { kind: "unheard", ...whole };
  return byPose(layout, report);
}

function byPose({ graph }: Layout, report: RobotReport): Placing {
  if (!report.pose) return { kind: "nowhere", why: { code: "place.unsaid" } };
  const standing = standingAt(graph, report.pose, report.lastNodeId);
  if (!standing) return { kind: "nowhere", why: { code: "place.off-lanes" } };
  const { base, metres } = standing;
  return metres > exactM
    ? { kind: "standing", base, deviation: metres + allowanceM }
    : { kind: "standing", base };
}

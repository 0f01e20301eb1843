/**
 * Where a robot stands and what it may still drive over, when it is first seen, comes back, or was moved by hand (observe, reconcile, release).
 * Its own fresh word decides; what it was released to is held for as long as it may still drive there.
 */
import type { Layout } from "@floorplane/layout/layout";
import { distanceTo, onNodeM, standingAt } from "./place.ts";
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

/** Nearer to the first node than this, a robot stands on it, m. */
const exactM = 0.05;
/** Poses are rounded, and robots roll a little, m. */
const allowanceM = 0.1;

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
  return byPose(layout, report);
}

function byPose({ graph }: Layout, report: RobotReport): Placing {
  if (!report.pose) return { kind: "nowhere", why: "it does not say where it is" };
  const standing = standingAt(graph, report.pose, report.lastNodeId);
  if (!standing) return { kind: "nowhere", why: "it stands on no lane of the layout" };
  const { base, metres } = standing;
  // Robots take an order only where it begins: at its first node, or as far off as we allow.
  return metres > exactM
    ? { kind: "standing", base, deviation: metres + allowanceM }
    : { kind: "standing", base };
}

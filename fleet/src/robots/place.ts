/** Where on the layout a reported pose is: on a node, on an edge of the base, or off the route (FAULTS C2, C3). */
import type { Graph } from "@floorplane/layout/graph";
import type { Pose } from "./report.ts";
import type { BaseNode } from "./vda-order.ts";

/** A robot this near to a node stands on it, m: a third of the closest spacing of nodes. */
export const onNodeM = 0.4;
/** Farther from its base than this, a robot has jumped or drifted, m: an edge length, since a state may lag by one. */
export const offRouteM = 2;

/** Node on which a robot with this pose stands, or -1. `lastNodeId` is preferred where several are near. */
export function nodeUnder(graph: Graph, pose: Pose, lastNodeId: string): number {
  const last = graph.indexOf(lastNodeId);
  if (last >= 0 && distanceTo(graph, last, pose) <= onNodeM) return last;
  const { node, metres } = nearestNode(graph, pose);
  return metres <= onNodeM ? node : -1;
}

/** The nearest node and how far it is; first sight and recovery only, since it looks at all nodes. */
export function nearestNode(graph: Graph, pose: Pose): { readonly node: number; readonly metres: number } {
  let node = -1;
  let best = Number.POSITIVE_INFINITY;
  for (let candidate = 0; candidate < graph.nodeCount; candidate++) {
    const metres = distanceTo(graph, candidate, pose);
    if (metres >= best) continue;
    node = candidate;
    best = metres;
  }
  return { node, metres: best };
}

export const distanceTo = (graph: Graph, node: number, pose: Pose): number =>
  Math.hypot(graph.x[node]! - pose.x, graph.y[node]! - pose.y);

/** Why a pose does not fit the base from the node passed last; undefined where it does. */
export function offRoute(
  graph: Graph,
  base: readonly BaseNode[],
  passed: number,
  pose: Pose,
): string | undefined {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < base.length; index++) {
    const entry = base[index]!;
    if (entry.sequence < passed) continue;
    best = Math.min(best, distanceTo(graph, entry.node, pose));
    if (best <= offRouteM) return undefined;
  }
  return `it says a place ${best.toFixed(1)} m away from where it may be`;
}

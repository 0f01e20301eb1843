/** Where on the layout a reported pose is: on a node, on an edge between two, or off the lanes. */

import { pointToSegment } from "@floorplane/layout/geometry";
import type { Graph } from "@floorplane/layout/graph";
import type { Pose } from "./report.ts";

/** A robot this near to a node covers no more floor than one on it, m; conflict sets leave a margin of 5 cm a robot. */
export const onNodeM = 0.1;
/** Nearer to the first node of an order than this, a robot stands on it, m. */
export const exactM = 0.05;
/** Poses are rounded, and robots roll a little, m. */
export const allowanceM = 0.1;
/** Farther from every lane than this, a robot is not on the layout, m: a person brings it back onto a lane. */
const onLaneM = 0.5;

export interface Standing {
  /** One node, or the node behind and the node ahead. */
  readonly base: readonly number[];
  /** m from the first of them. */
  readonly metres: number;
}

/** What a robot with this pose covers; undefined where it is on no lane. Looks at the whole layout: for first sight and recovery only. */
export function standingAt(graph: Graph, pose: Pose, lastNodeId: string): Standing | undefined {
  const node = nearestNode(graph, pose);
  const metres = distanceTo(graph, node, pose);
  if (metres <= onNodeM) return { base: [node], metres };
  const edge = edgeUnder(graph, pose, graph.indexOf(lastNodeId));
  if (edge < 0) return undefined;
  const from = graph.edgeFrom[edge]!;
  return { base: [from, graph.edgeTo[edge]!], metres: distanceTo(graph, from, pose) };
}

function nearestNode(graph: Graph, pose: Pose): number {
  let nearest = 0;
  for (let node = 1; node < graph.nodeCount; node++)
    if (distanceTo(graph, node, pose) < distanceTo(graph, nearest, pose)) nearest = node;
  return nearest;
}

/** The edge that the pose lies on; one that leaves the node passed last is preferred, since that is how it came here. */
function edgeUnder(graph: Graph, pose: Pose, last: number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const from = graph.edgeFrom[edge]!;
    const metres = pointToPath(pose, pointsOf(graph, edge));
    if (metres > onLaneM) continue;
    const rank = metres + (from === last ? 0 : onLaneM);
    if (rank >= least) continue;
    best = edge;
    least = rank;
  }
  return best;
}

/** An edge's points from start to end as x, y, x, y …: its curve, or the straight line. */
const pointsOf = ({ x, y, edgeFrom, edgeTo, edgePaths }: Graph, edge: number): readonly number[] => {
  const [from, to] = [edgeFrom[edge]!, edgeTo[edge]!];
  return edgePaths.get(edge) ?? [x[from]!, y[from]!, x[to]!, y[to]!];
};

function pointToPath({ x, y }: Pose, path: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 2; at + 1 < path.length; at += 2)
    least = Math.min(least, pointToSegment(x, y, path[at - 2]!, path[at - 1]!, path[at]!, path[at + 1]!));
  return least;
}

export const distanceTo = (graph: Graph, node: number, pose: Pose): number =>
  Math.hypot(graph.x[node]! - pose.x, graph.y[node]! - pose.y);

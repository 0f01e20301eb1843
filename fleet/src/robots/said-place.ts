/** The ground that a robot covers by its pose, as nodes and edges, wherever on the map that is: a place that is said is a place held (FAULTS C2). */
import type { Footprint } from "@floorplane/layout/footprint";
import { pointToSegment } from "@floorplane/layout/geometry";
import type { Graph } from "@floorplane/layout/graph";
import type { SaidPlace } from "../traffic/traffic.ts";
import { distanceTo, onNodeM } from "./pose-on-lanes.ts";
import type { Pose } from "./report.ts";

/** On a node that node; on a lane its ends and the way between; off the lanes everything that a robot there could touch. Looks at the whole layout. */
export function saidPlace(graph: Graph, pose: Pose, { radius, margin }: Footprint): SaidPlace {
  const onNode = nodesWithin(graph, pose, onNodeM);
  if (onNode.length > 0) return { nodes: onNode, edges: [] };
  const under = edgesWithin(graph, pose, onNodeM);
  if (under.length > 0) {
    const ends = under.flatMap((edge) => [graph.edgeFrom[edge]!, graph.edgeTo[edge]!]);
    return { nodes: [...new Set(ends)], edges: under };
  }
  const reach = 2 * radius + margin;
  return { nodes: nodesWithin(graph, pose, reach), edges: edgesWithin(graph, pose, reach) };
}

function nodesWithin(graph: Graph, pose: Pose, metres: number): number[] {
  const nodes: number[] = [];
  for (let node = 0; node < graph.nodeCount; node++)
    if (distanceTo(graph, node, pose) <= metres) nodes.push(node);
  return nodes;
}

function edgesWithin(graph: Graph, pose: Pose, metres: number): number[] {
  const edges: number[] = [];
  for (let edge = 0; edge < graph.edgeCount; edge++)
    if (edgeDistance(graph, edge, pose) <= metres) edges.push(edge);
  return edges;
}

function edgeDistance({ x, y, edgeFrom, edgeTo, edgePaths }: Graph, edge: number, pose: Pose): number {
  const [from, to] = [edgeFrom[edge]!, edgeTo[edge]!];
  const points = edgePaths.get(edge) ?? [x[from]!, y[from]!, x[to]!, y[to]!];
  let least = Number.POSITIVE_INFINITY;
  for (let at = 2; at + 1 < points.length; at += 2)
    least = Math.min(
      least,
      pointToSegment(pose.x, pose.y, points[at - 2]!, points[at - 1]!, points[at]!, points[at + 1]!),
    );
  return least;
}

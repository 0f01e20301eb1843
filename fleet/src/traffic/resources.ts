/**
 * What robots hold, nodes and edges alike, and which of it only one robot may hold at a time: node n is resource n, edge e is resource nodeCount + e.
 * Joins the graph's three conflict relations (node-node, edge-node in both directions, edge-edge) and the deadly embraces into one symmetric table.
 */
import type { Graph } from "@floorplane/layout/graph";
import { embraces } from "./embraces.ts";
import { type Resources, tableOf } from "./resource-table.ts";

/** Keeping two robots out of one embrace can make another; layouts need one or two rounds. */
const roundsMax = 8;

export function resourcesOf(graph: Graph): Resources {
  const pairs = geometricConflicts(graph);
  let resources = tableOf(graph, pairs);
  for (let round = 0; round < roundsMax; round++) {
    const found = embraces(graph, resources);
    if (found.length === 0) break;
    for (const pair of found) pairs.push(pair);
    resources = tableOf(graph, pairs);
  }
  return resources;
}

/** Each conflict once, as resource and resource. */
function geometricConflicts(graph: Graph): (readonly [number, number])[] {
  const { nodeCount, edgeCount, conflictFirst, conflictNode, edgeConflictFirst, edgeConflictNode } = graph;
  const { crossFirst, crossEdge } = graph;
  const pairs: (readonly [number, number])[] = [];
  for (let node = 0; node < nodeCount; node++)
    for (let i = conflictFirst[node]!; i < conflictFirst[node + 1]!; i++)
      if (conflictNode[i]! > node) pairs.push([node, conflictNode[i]!]);
  for (let edge = 0; edge < edgeCount; edge++) {
    for (let i = edgeConflictFirst[edge]!; i < edgeConflictFirst[edge + 1]!; i++)
      pairs.push([edgeConflictNode[i]!, nodeCount + edge]);
    for (let i = crossFirst[edge]!; i < crossFirst[edge + 1]!; i++)
      if (crossEdge[i]! > edge) pairs.push([nodeCount + edge, nodeCount + crossEdge[i]!]);
  }
  return pairs;
}

/** Nodes in driving order and the edges between them, as resources. */
export const resourcesAlong = (graph: Graph, nodes: readonly number[]): number[] =>
  nodes.flatMap((node, index) => {
    const edge = index === 0 ? -1 : graph.edgeBetween(nodes[index - 1]!, node);
    return edge < 0 ? [node] : [node, graph.nodeCount + edge];
  });

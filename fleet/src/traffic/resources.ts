/**
 * What robots hold, nodes and edges alike, and which of it only one robot may hold at a time: node n is resource n, edge e is resource nodeCount + e.
 * Joins the graph's three conflict relations (node-node, edge-node in both directions, edge-edge) into one symmetric table.
 */
import type { Graph } from "@floorplane/layout/graph";

export interface Resources {
  readonly nodeCount: number;
  /** Conflicts of resource r: `other[first[r] .. first[r + 1])`, ascending. */
  readonly first: Int32Array;
  readonly other: Int32Array;
}

export function resourcesOf(graph: Graph): Resources {
  const { nodeCount, edgeCount } = graph;
  const first = new Int32Array(nodeCount + edgeCount + 1);
  eachConflict(graph, (resource) => first[resource + 1]!++);
  for (let resource = 0; resource < nodeCount + edgeCount; resource++)
    first[resource + 1]! += first[resource]!;
  const next = first.slice();
  const other = new Int32Array(first[nodeCount + edgeCount]!);
  eachConflict(graph, (resource, conflict) => {
    other[next[resource]!++] = conflict;
  });
  for (let resource = 0; resource < nodeCount + edgeCount; resource++)
    other.subarray(first[resource]!, first[resource + 1]!).sort();
  return { nodeCount, first, other };
}

function eachConflict(graph: Graph, visit: (resource: number, conflict: number) => void): void {
  const { nodeCount, edgeCount, conflictFirst, conflictNode, edgeConflictFirst, edgeConflictNode } = graph;
  const { crossFirst, crossEdge } = graph;
  for (let node = 0; node < nodeCount; node++)
    for (let i = conflictFirst[node]!; i < conflictFirst[node + 1]!; i++) visit(node, conflictNode[i]!);
  for (let edge = 0; edge < edgeCount; edge++) {
    for (let i = edgeConflictFirst[edge]!; i < edgeConflictFirst[edge + 1]!; i++) {
      visit(nodeCount + edge, edgeConflictNode[i]!);
      visit(edgeConflictNode[i]!, nodeCount + edge);
    }
    for (let i = crossFirst[edge]!; i < crossFirst[edge + 1]!; i++)
      visit(nodeCount + edge, nodeCount + crossEdge[i]!);
  }
}

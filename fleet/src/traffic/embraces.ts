/**
 * Deadly embraces: two places that do not touch, yet a robot on either is in the way of every next step of one on the other, as at a one-way merge whose last nodes lie too near to each other.
 * No order of visits resolves that once both are taken, so traffic treats such a pair as if the places did touch. Where lanes go both ways one robot can back out, and nothing is added.
 */
import type { Graph } from "@floorplane/layout/graph";
import { inConflict, type Resources } from "./resource-table.ts";

/** Pairs of nodes, each once, the smaller first. */
export function embraces(graph: Graph, resources: Resources): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  const seen = new Set<number>();
  for (let node = 0; node < graph.nodeCount; node++) {
    seen.clear();
    eachBeside(graph, resources, node, (other) => {
      if (other <= node || seen.has(other)) return;
      seen.add(other);
      if (hinders(graph, resources, other, node) && hinders(graph, resources, node, other))
        found.push([node, other]);
    });
  }
  return found;
}

/** Nodes beside the node's next steps; the node itself does not conflict with them. */
function eachBeside(graph: Graph, resources: Resources, node: number, visit: (other: number) => void): void {
  const { first, other, nodeCount } = resources;
  for (let i = graph.outFirst[node]!; i < graph.outFirst[node + 1]!; i++) {
    const edge = graph.outEdge[i]!;
    for (const resource of [graph.edgeTo[edge]!, nodeCount + edge])
      for (let c = first[resource]!; c < first[resource + 1]!; c++) {
        const beside = other[c]!;
        if (beside < nodeCount && beside !== node && !inConflict(resources, node, beside)) visit(beside);
      }
  }
}

/** A robot at `node` is in the way of every step of a robot at `other`, though it does not stand on its next node. */
function hinders(graph: Graph, resources: Resources, node: number, other: number): boolean {
  for (let i = graph.outFirst[other]!; i < graph.outFirst[other + 1]!; i++) {
    const edge = graph.outEdge[i]!;
    const to = graph.edgeTo[edge]!;
    if (to === node) return false;
    if (!inConflict(resources, to, node) && !inConflict(resources, resources.nodeCount + edge, node))
      return false;
  }
  return true;
}

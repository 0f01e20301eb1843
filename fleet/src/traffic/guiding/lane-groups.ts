/**
 * Lanes of any layout, one number for each: robots that follow one another share it, and so guidance of some dozens of numbers covers thousands of edges. Known by how robots drive, so that curves and
 * roads off the axes have lanes too. Pockets have none: whoever is sent there has one way only.
 */
import type { Graph } from "@floorplane/layout/graph";
import { pocketMouths } from "../guidance.ts";
import { haltsBetween, type Motion } from "../motion.ts";
import type { EdgeGroups } from "./lines.ts";

/** Edges that a robot drives one after the other without a halt. */
export function laneGroups(graph: Graph, motion: Motion): EdgeGroups {
  return joined(graph, (edge, next) => !haltsBetween(motion, edge, next));
}

/** The same between two places where ways part or meet; bends are no end of a stretch. */
export function stretchGroups(graph: Graph): EdgeGroups {
  const { edgeCount, edgeFrom, edgeTo } = graph;
  const mouths = pocketMouths(graph);
  const leaving = new Int32Array(graph.nodeCount);
  const arriving = new Int32Array(graph.nodeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    if (isPocket(graph, mouths, edge)) continue;
    leaving[edgeFrom[edge]!]!++;
    arriving[edgeTo[edge]!]!++;
  }
  // A lane both ways has two of each between its ends.
  return joined(graph, (edge, next) => {
    const node = edgeTo[edge]!;
    if (edgeTo[next] === edgeFrom[edge]) return false;
    const isTwoWay =
      leaving[node] === 2 && arriving[node] === 2 && graph.edgeBetween(node, edgeFrom[edge]!) >= 0;
    return isTwoWay || (leaving[node] === 1 && arriving[node] === 1);
  });
}

function joined(graph: Graph, belong: (edge: number, next: number) => boolean): EdgeGroups {
  const { edgeCount, edgeTo, outFirst, outEdge } = graph;
  const mouths = pocketMouths(graph);
  const root = Int32Array.from({ length: edgeCount }, (_, edge) => edge);
  const rootOf = (edge: number): number => {
    let at = edge;
    while (root[at] !== at) at = root[at] = root[root[at]!]!;
    return at;
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    if (isPocket(graph, mouths, edge)) continue;
    const node = edgeTo[edge]!;
    for (let i = outFirst[node]!; i < outFirst[node + 1]!; i++) {
      const next = outEdge[i]!;
      if (!isPocket(graph, mouths, next) && belong(edge, next)) root[rootOf(next)] = rootOf(edge);
    }
  }
  const numberOf = new Map<number, number>();
  const of = new Int32Array(edgeCount).fill(-1);
  for (let edge = 0; edge < edgeCount; edge++) {
    if (isPocket(graph, mouths, edge)) continue;
    const group = numberOf.get(rootOf(edge)) ?? numberOf.size;
    numberOf.set(rootOf(edge), group);
    of[edge] = group;
  }
  return { count: numberOf.size, of };
}

const isPocket = ({ edgeFrom, edgeTo }: Graph, mouths: Int32Array, edge: number): boolean =>
  mouths[edgeFrom[edge]!]! >= 0 || mouths[edgeTo[edge]!]! >= 0;

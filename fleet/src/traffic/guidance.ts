/**
 * What it costs to drive where: the guidance graph (Zhang et al., Guidance Graph Optimization, IJCAI 2024, arXiv 2402.01446). Edge costs are travel times, made dearer or
 * cheaper by the guidance that a site ships; node costs are added while the floor runs, where something stands or is closed. Tenths of a second, so that a table of distances fits 16 bits an edge.
 */
import type { Graph } from "@floorplane/layout/graph";
import type { Motion } from "./motion.ts";

/** Larger costs would make bucket queues large; ten minutes are a detour round any building. */
export const costDsMax = 6_000;
/** A node that is not entered at any price. */
export const blocked = 0xffff;

export class Guidance {
  readonly edgeDs: Uint16Array;
  /** Added to every edge that ends at the node; `blocked` takes the node out. */
  readonly nodeDs: Uint16Array;
  /** The same for places where robots queue. Distances follow it when they are made anew; until then they are a little out of date and still lead to the goal. */
  readonly queueDs: Uint16Array;
  /** Grows with every change of node costs, so that who keeps distances knows which are stale. */
  version = 0;
  /** The same for queues. */
  queueVersion = 0;

  constructor(edgeDs: Uint16Array, nodeCount: number) {
    this.edgeDs = edgeDs;
    this.nodeDs = new Uint16Array(nodeCount);
    this.queueDs = new Uint16Array(nodeCount);
  }

  setQueue(node: number, costDs: number): void {
    const cost = Math.min(costDs, costDsMax);
    if (this.queueDs[node] === cost) return;
    this.queueDs[node] = cost;
    this.queueVersion++;
  }

  setNode(node: number, costDs: number): void {
    const cost = costDs === blocked ? blocked : Math.min(costDs, costDsMax);
    if (this.nodeDs[node] === cost) return;
    this.nodeDs[node] = cost;
    this.version++;
  }
}

/** How many times its travel time each edge costs, by edge index. */
export type EdgeTimes = Float64Array;
/** Bounds of it: what congestion adds to a lane must still weigh against what guidance does. */
export const edgeTimesMin = 0.5;
export const edgeTimesMax = 4;

/** Travel times, times what a site's guidance says: the layout's one-way lanes already carry their direction. */
export function guidanceOf(graph: Graph, motion: Motion, times?: EdgeTimes): Guidance {
  const edgeDs = Uint16Array.from(motion.driveMs, (ms, edge) =>
    Math.min(costDsMax, Math.max(1, Math.round((ms / 100) * boundedTimes(times?.[edge] ?? 1)))),
  );
  return new Guidance(edgeDs, graph.nodeCount);
}

const boundedTimes = (times: number): number => Math.min(edgeTimesMax, Math.max(edgeTimesMin, times));

/**
 * Pockets: nodes with one neighbour only, where a robot stands out of others' way. For a pocket the node before it (its mouth), for every other node -1.
 */
export function pocketMouths(graph: Graph): Int32Array {
  const mouths = new Int32Array(graph.nodeCount).fill(-1);
  for (let node = 0; node < graph.nodeCount; node++) {
    const mouth = onlyNeighbour(graph, node);
    // Of a pair that only has each other, neither is out of the other's way.
    if (mouth >= 0 && onlyNeighbour(graph, mouth) < 0) mouths[node] = mouth;
  }
  return mouths;
}

function onlyNeighbour(graph: Graph, node: number): number {
  const { outFirst, outEdge, edgeTo, inFirst, inEdge, edgeFrom } = graph;
  let only = -1;
  for (let i = outFirst[node]!; i < outFirst[node + 1]!; i++) {
    const to = edgeTo[outEdge[i]!]!;
    if (only !== -1 && to !== only) return -1;
    only = to;
  }
  for (let i = inFirst[node]!; i < inFirst[node + 1]!; i++) if (edgeFrom[inEdge[i]!]! !== only) return -1;
  return only;
}

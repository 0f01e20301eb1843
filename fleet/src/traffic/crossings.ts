/**
 * Where one-way lanes cross or join, and what must be free behind such a place before a robot enters it: who stops on a crossing stops two lanes, and a floor on which that happens everywhere has
 * gridlock. In lanes that go both ways nothing is added, since there whoever waits can be asked to drive on.
 */
import type { Graph } from "@floorplane/layout/graph";
import { type GoalTable, unreachable } from "./goal-distances.ts";
import { blocked, type Guidance } from "./guidance.ts";
import { betweenMs, type Motion } from "./motion.ts";

export interface CrossingParts {
  readonly graph: Graph;
  readonly motion: Motion;
  readonly guidance: Guidance;
  /** Pocket mouths by node, -1 elsewhere. */
  readonly mouths: Int32Array;
}

/** Crossings this near to one another are passed in one go; of more than that, none is treated as one. */
const inOneGoMax = 3;

const nothing: readonly number[] = [];

export class Crossings {
  readonly #parts: CrossingParts;
  readonly #isCrossing: Uint8Array;

  constructor(parts: CrossingParts) {
    this.#parts = parts;
    this.#isCrossing = crossingsOf(parts.graph, parts.mouths);
  }

  /** The nodes after an edge that ends on a crossing, up to the first place where a robot with this target may wait. */
  beyond(edge: number, target: number, table: GoalTable | undefined): readonly number[] {
    const { edgeTo } = this.#parts.graph;
    if (!table || !this.#isCrossing[edgeTo[edge]!]) return nothing;
    const nodes: number[] = [];
    let last = edge;
    while (edgeTo[last] !== target && this.#isCrossing[edgeTo[last]!]) {
      last = this.#bestAfter(last, table);
      if (last < 0 || nodes.length === inOneGoMax) return nothing;
      nodes.push(edgeTo[last]!);
    }
    return nodes;
  }

  /** The edge that leads on fastest, -1 none. */
  #bestAfter(edge: number, table: GoalTable): number {
    const { graph, motion, guidance } = this.#parts;
    const node = graph.edgeTo[edge]!;
    let best = -1;
    let least = unreachable;
    for (let i = graph.outFirst[node]!; i < graph.outFirst[node + 1]!; i++) {
      const next = graph.outEdge[i]!;
      if (guidance.nodeDs[graph.edgeTo[next]!] === blocked) continue;
      const cost = table[next]! + betweenMs(motion, edge, next) / 100;
      if (cost >= least) continue;
      least = cost;
      best = next;
    }
    return best;
  }
}

function crossingsOf(graph: Graph, mouths: Int32Array): Uint8Array {
  const isCrossing = new Uint8Array(graph.nodeCount);
  for (let node = 0; node < graph.nodeCount; node++) {
    const from = new Set<number>();
    for (let i = graph.inFirst[node]!; i < graph.inFirst[node + 1]!; i++) {
      const before = graph.edgeFrom[graph.inEdge[i]!]!;
      if (mouths[before]! < 0 && graph.edgeBetween(node, before) < 0) from.add(before);
    }
    if (from.size > 1) isCrossing[node] = 1;
  }
  return isCrossing;
}

/** The nearest pocket where a robot is out of others' way: forwards from where it is (Dijkstra 1959), counting the way on to its goal. */
import type { Graph } from "@floorplane/layout/graph";
import { IndexHeap } from "@floorplane/layout/index-heap";
import { type GoalDistances, unreachable } from "./goal-distances.ts";
import { blocked, type Guidance } from "./guidance.ts";
import { betweenMs, type Motion } from "./motion.ts";

export interface RefugeWish {
  readonly from: number;
  readonly lastEdge: number;
  /** Where it goes on from there, -1 nowhere. */
  readonly goal: number;
  /** Whether nobody else needs a pocket. */
  isFree(node: number): boolean;
}

export class Refuges {
  readonly #graph: Graph;
  readonly #motion: Motion;
  readonly #guidance: Guidance;
  readonly #distances: GoalDistances;
  readonly #mouths: Int32Array;
  readonly #heap: IndexHeap;
  readonly #cost: Float64Array;
  readonly #seen: number[] = [];

  constructor(
    graph: Graph,
    motion: Motion,
    guidance: Guidance,
    distances: GoalDistances,
    mouths: Int32Array,
  ) {
    this.#graph = graph;
    this.#motion = motion;
    this.#guidance = guidance;
    this.#distances = distances;
    this.#mouths = mouths;
    this.#heap = new IndexHeap(graph.edgeCount);
    this.#cost = new Float64Array(graph.edgeCount).fill(Number.POSITIVE_INFINITY);
  }

  /** The pocket, or -1 where none can be reached. */
  nearest(wish: RefugeWish): number {
    let best = -1;
    let bestDs = Number.POSITIVE_INFINITY;
    this.#spread(wish.from, wish.lastEdge, 0);
    for (let edge = this.#heap.pop(); edge !== -1; edge = this.#heap.pop()) {
      const ds = this.#cost[edge]!;
      const node = this.#graph.edgeTo[edge]!;
      if (ds >= bestDs) continue;
      if (this.#mouths[node]! < 0) {
        this.#spread(node, edge, ds);
        continue;
      }
      if (node === wish.from || !wish.isFree(node)) continue;
      const onwards = wish.goal < 0 ? 0 : this.#distances.from(node, edge, wish.goal);
      if (onwards === unreachable || ds + onwards >= bestDs) continue;
      best = node;
      bestDs = ds + onwards;
    }
    for (const edge of this.#seen) this.#cost[edge] = Number.POSITIVE_INFINITY;
    this.#seen.length = 0;
    return best;
  }

  #spread(node: number, lastEdge: number, ds: number): void {
    const graph = this.#graph;
    const guidance = this.#guidance;
    const motion = this.#motion;
    for (let i = graph.outFirst[node]!; i < graph.outFirst[node + 1]!; i++) {
      const edge = graph.outEdge[i]!;
      const extra = guidance.nodeDs[graph.edgeTo[edge]!]!;
      if (extra === blocked) continue;
      const cost = ds + guidance.edgeDs[edge]! + extra + betweenMs(motion, lastEdge, edge) / 100;
      if (cost >= this.#cost[edge]!) continue;
      if (this.#cost[edge] === Number.POSITIVE_INFINITY) this.#seen.push(edge);
      this.#cost[edge] = cost;
      this.#heap.push(edge, cost);
    }
  }
}

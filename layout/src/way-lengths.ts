/** Metres of the shortest way from one node to another along the lanes, one-way lanes and all: Dijkstra (1959) backwards from each goal, kept by goal. */
import type { Graph } from "./graph.ts";
import { IndexHeap } from "./index-heap.ts";

/** Kept goals may fill this much; the least recently asked goes first. */
const keptBytesMax = 32 * 1024 * 1024;

export class WayLengths {
  readonly #graph: Graph;
  readonly #heap: IndexHeap;
  readonly #byGoal = new Map<number, Float32Array>();
  readonly #goalsMax: number;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#heap = new IndexHeap(graph.nodeCount);
    this.#goalsMax = Math.max(1, Math.floor(keptBytesMax / (4 * Math.max(1, graph.nodeCount))));
  }

  /** Infinity where no way leads. */
  metres(from: number, goal: number): number {
    return this.#to(goal)[from]!;
  }

  #to(goal: number): Float32Array {
    const kept = this.#byGoal.get(goal) ?? this.#search(goal);
    this.#byGoal.delete(goal);
    this.#byGoal.set(goal, kept);
    const oldest = this.#byGoal.keys().next();
    if (this.#byGoal.size > this.#goalsMax && !oldest.done) this.#byGoal.delete(oldest.value);
    return kept;
  }

  #search(goal: number): Float32Array {
    const { inFirst, inEdge, edgeFrom, edgeLength, nodeCount } = this.#graph;
    const metres = new Float32Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    metres[goal] = 0;
    this.#heap.push(goal, 0);
    for (let node = this.#heap.pop(); node !== -1; node = this.#heap.pop())
      for (let i = inFirst[node]!; i < inFirst[node + 1]!; i++) {
        const edge = inEdge[i]!;
        const from = edgeFrom[edge]!;
        const length = Math.fround(metres[node]! + edgeLength[edge]!);
        if (length >= metres[from]!) continue;
        metres[from] = length;
        this.#heap.push(from, length);
      }
    return metres;
  }
}

/** Which nodes can reach which: strongly connected components (Tarjan 1972, without recursion) and reach from a node. */
import type { Graph } from "./graph.ts";

/** The component number of each node; two nodes share one exactly if each can reach the other. */
export function componentsOf(graph: Graph): { readonly of: Int32Array; readonly count: number } {
  const { nodeCount, outFirst, outEdge, edgeTo } = graph;
  const of = new Int32Array(nodeCount).fill(-1);
  const order = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const nextOut = outFirst.slice();
  const path: number[] = [];
  const open: number[] = [];
  let visited = 0;
  let count = 0;
  for (let root = 0; root < nodeCount; root++) {
    if (order[root] !== -1) continue;
    enter(root);
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      if (nextOut[node]! < outFirst[node + 1]!) {
        const to = edgeTo[outEdge[nextOut[node]!++]!]!;
        if (order[to] === -1) enter(to);
        else if (of[to] === -1) low[node] = Math.min(low[node]!, order[to]!);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== order[node]) continue;
      let member: number;
      do {
        member = open.pop()!;
        of[member] = count;
      } while (member !== node);
      count++;
    }
  }
  return { of, count };

  function enter(node: number): void {
    order[node] = visited;
    low[node] = visited++;
    path.push(node);
    open.push(node);
  }
}

/** 1 for each node that can be reached from the start, itself included. */
export function reachedFrom(graph: Graph, start: number): Uint8Array {
  const reached = new Uint8Array(graph.nodeCount);
  const frontier = [start];
  reached[start] = 1;
  for (let node = frontier.pop(); node !== undefined; node = frontier.pop())
    for (let i = graph.outFirst[node]!; i < graph.outFirst[node + 1]!; i++) {
      const to = graph.edgeTo[graph.outEdge[i]!]!;
      if (reached[to]) continue;
      reached[to] = 1;
      frontier.push(to);
    }
  return reached;
}

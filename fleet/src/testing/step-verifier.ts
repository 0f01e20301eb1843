/**
 * Checks a step of a unit-step plan from the layout alone: nobody on one place, no swap, no conflict, in `executable` mode no ring. The rules are those of the published benchmarks
 * (Stern et al., MAPF: Definitions, Variants and Benchmarks, SoCS 2019).
 */
import type { Graph } from "@floorplane/layout/graph";

export type Mode = "published" | "executable";

/** What is wrong with one step from nodes to nodes, robots by index; empty when nothing is. */
export function stepTroubles(graph: Graph, before: Int32Array, after: Int32Array, mode: Mode): string[] {
  const troubles: string[] = [];
  const was = whereIs(graph, before);
  const is = whereIs(graph, after);
  for (let r = 0; r < before.length; r++) {
    const from = before[r]!;
    const to = after[r]!;
    if (from !== to && graph.edgeBetween(from, to) < 0)
      troubles.push(`${r} jumps from ${name(graph, from)} to ${name(graph, to)}`);
    if (is[to] !== r) troubles.push(`${r} and ${is[to]} are both on ${name(graph, to)}`);
    const other = was[to]!;
    if (other >= 0 && other !== r && after[other] === from)
      troubles.push(`${r} and ${other} swap ${name(graph, from)} and ${name(graph, to)}`);
    for (const beside of row(graph.conflictFirst, graph.conflictNode, to))
      if (is[beside]! >= 0 && is[beside] !== r)
        troubles.push(`${r} on ${name(graph, to)} touches ${is[beside]}`);
  }
  if (mode === "executable")
    for (const ring of ringsIn(was, before, after)) troubles.push(`ring ${ring.join(" ")}`);
  return troubles;
}

function whereIs(graph: Graph, nodes: Int32Array): Int32Array {
  const robot = new Int32Array(graph.nodeCount).fill(-1);
  for (let r = 0; r < nodes.length; r++) robot[nodes[r]!] = r;
  return robot;
}

/** Robots each of which enters what the next one leaves. */
function ringsIn(was: Int32Array, before: Int32Array, after: Int32Array): number[][] {
  const rings: number[][] = [];
  const seen = new Uint8Array(before.length);
  for (let start = 0; start < before.length; start++) {
    const chain: number[] = [];
    let r = start;
    while (r >= 0 && !seen[r] && after[r] !== before[r]) {
      seen[r] = 1;
      chain.push(r);
      r = was[after[r]!]!;
    }
    const at = chain.indexOf(r);
    if (at >= 0) rings.push(chain.slice(at));
  }
  return rings;
}

const row = (first: Int32Array, values: Int32Array, index: number): number[] =>
  Array.from(values.subarray(first[index]!, first[index + 1]!));
const name = (graph: Graph, node: number): string => graph.nodeIds[node]!;

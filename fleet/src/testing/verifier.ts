/**
 * Checks plans from the layout alone and knows nothing of how they are made: a step of a unit-step plan (nobody on one place, no swap, no conflict, in `executable` mode no ring), and a timed plan
 * (no two robots hold one resource, or two that conflict, at a time). The rules are those of the published benchmarks (Stern et al., MAPF: Definitions, Variants and Benchmarks, SoCS 2019).
 */
import type { Graph } from "@floorplane/layout/graph";
import type { Plan, Problem } from "../traffic/planner.ts";

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

/** What is wrong with a timed plan; empty when nothing is. */
export function planTroubles(graph: Graph, problem: Problem, plan: Plan): string[] {
  const troubles: string[] = [];
  const holds = holdsOf(graph, problem, plan, troubles);
  for (const [resource, list] of holds)
    for (const other of [resource, ...conflictsOf(graph, resource)]) {
      if (other < resource) continue;
      for (const a of list)
        for (const b of holds.get(other) ?? [])
          if (a.robot < b.robot || (a.robot > b.robot && other !== resource))
            if (a.from < b.until && b.from < a.until)
              troubles.push(
                `${a.robot} and ${b.robot} hold ${label(graph, resource)} and ${label(graph, other)} at ${Math.max(a.from, b.from)} ms`,
              );
    }
  return troubles;
}

interface Hold {
  readonly robot: number;
  readonly from: number;
  readonly until: number;
}

function holdsOf(graph: Graph, problem: Problem, plan: Plan, troubles: string[]): Map<number, Hold[]> {
  const holds = new Map<number, Hold[]>();
  const add = (resource: number, robot: number, from: number, until: number) => {
    const list = holds.get(resource);
    if (list) list.push({ robot, from, until });
    else holds.set(resource, [{ robot, from, until }]);
  };
  const visits = Array.from({ length: problem.robots }, (): number[] => []);
  for (let v = 0; v < plan.visits; v++) visits[plan.robot[v]!]!.push(v);
  for (let r = 0; r < problem.robots; r++) {
    const first = problem.baseFirst[r]!;
    const last = problem.baseFirst[r + 1]! - 1;
    if (last < first) continue;
    const stays = problem.fixed[r] === 1;
    if (stays && visits[r]!.length > 0) troubles.push(`${r} is moved though it stands`);
    for (let i = first; i < last; i++) {
      const until = stays ? Number.POSITIVE_INFINITY : problem.baseLeaveMs[i]!;
      add(problem.baseNode[i]!, r, 0, until);
      if (problem.baseEdge[i + 1]! >= 0) add(graph.nodeCount + problem.baseEdge[i + 1]!, r, 0, until);
    }
    let node = problem.baseNode[last]!;
    let from = 0;
    let ready = problem.baseLeaveMs[last]!;
    for (const v of visits[r]!) {
      const edge = plan.edge[v]!;
      if (graph.edgeFrom[edge] !== node) troubles.push(`${r} drives ${graph.edgeIds[edge]} from elsewhere`);
      if (plan.departMs[v]! < ready) troubles.push(`${r} departs before it is ready`);
      add(node, r, from, plan.arriveMs[v]!);
      add(graph.nodeCount + edge, r, plan.departMs[v]!, plan.arriveMs[v]!);
      node = graph.edgeTo[edge]!;
      from = plan.departMs[v]!;
      ready = plan.arriveMs[v]!;
    }
    add(node, r, from, Number.POSITIVE_INFINITY);
  }
  return holds;
}

function conflictsOf(graph: Graph, resource: number): number[] {
  const { nodeCount } = graph;
  if (resource < nodeCount)
    return [...row(graph.conflictFirst, graph.conflictNode, resource), ...sweepsOver(graph, resource)];
  const edge = resource - nodeCount;
  return [
    ...row(graph.edgeConflictFirst, graph.edgeConflictNode, edge),
    ...row(graph.crossFirst, graph.crossEdge, edge).map((other) => nodeCount + other),
  ];
}

function sweepsOver(graph: Graph, node: number): number[] {
  const edges: number[] = [];
  for (let edge = 0; edge < graph.edgeCount; edge++)
    if (row(graph.edgeConflictFirst, graph.edgeConflictNode, edge).includes(node))
      edges.push(graph.nodeCount + edge);
  return edges;
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
const label = (graph: Graph, resource: number): string =>
  resource < graph.nodeCount ? name(graph, resource) : graph.edgeIds[resource - graph.nodeCount]!;

/**
 * Checks timed plans from the layout alone and knows nothing of how they are made: no two robots hold one resource, or two that conflict, at a time, and each drives on from where it is, when it is
 * ready. The rules are those of the published benchmarks (Stern et al., MAPF: Definitions, Variants and Benchmarks, SoCS 2019), with durations.
 */
import type { Graph } from "@floorplane/layout/graph";
import type { MakePlanner } from "./fleet-traffic.ts";
import type { Plan, Problem } from "./planner.ts";

/** The same planner; what is wrong with each of its plans is told before the plan is used. Its problems stay in this thread. */
export const verified =
  (make: MakePlanner, hear: (troubles: readonly string[]) => void): MakePlanner =>
  (floor) => {
    const planner = make(floor);
    const verifier = new PlanVerifier(floor.graph);
    return {
      keepsDistances: planner.keepsDistances,
      plan: (problem, deliver) =>
        planner.plan(problem, (plan) => {
          hear(verifier.troubles(problem, plan));
          deliver(plan);
        }),
      stop: () => planner.stop(),
    };
  };

interface Hold {
  readonly robot: number;
  readonly from: number;
  readonly until: number;
  /** Held when it was planned: what conflicts among these no plan can mend. */
  readonly isGiven: boolean;
}

export class PlanVerifier {
  readonly #graph: Graph;
  /** By resource (nodes, then edges): those that it conflicts with and that come after it, so that each pair is looked at once. */
  readonly #conflicts: readonly (readonly number[])[];

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#conflicts = conflictsOf(graph);
  }

  /** Empty when nothing is wrong. */
  troubles(problem: Problem, plan: Plan): string[] {
    const troubles: string[] = [];
    const holds = this.#holds(problem, plan, troubles);
    for (const [resource, list] of holds) {
      for (let at = 1; at < list.length; at++)
        for (let before = 0; before < at; before++)
          this.#compare(list[before]!, list[at]!, resource, resource, troubles);
      for (const other of this.#conflicts[resource]!)
        for (const a of list)
          for (const b of holds.get(other) ?? []) this.#compare(a, b, resource, other, troubles);
    }
    return troubles;
  }

  #compare(a: Hold, b: Hold, ofA: number, ofB: number, troubles: string[]): void {
    if (a.robot === b.robot || a.from >= b.until || b.from >= a.until || (a.isGiven && b.isGiven)) return;
    const at = Math.max(a.from, b.from);
    troubles.push(
      `${a.robot} and ${b.robot} hold ${label(this.#graph, ofA)} and ${label(this.#graph, ofB)} at ${at} ms`,
    );
  }

  #holds(problem: Problem, plan: Plan, troubles: string[]): Map<number, Hold[]> {
    const graph = this.#graph;
    const holds = new Map<number, Hold[]>();
    const add = (resource: number, robot: number, from: number, until: number, isGiven = false): void => {
      const hold = { robot, from, until, isGiven };
      const list = holds.get(resource);
      if (list) list.push(hold);
      else holds.set(resource, [hold]);
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
        add(problem.baseNode[i]!, r, 0, until, true);
        if (problem.baseEdge[i + 1]! >= 0) add(graph.nodeCount + problem.baseEdge[i + 1]!, r, 0, until, true);
      }
      let node = problem.baseNode[last]!;
      let isGiven = true;
      let from = 0;
      let ready = problem.baseLeaveMs[last]!;
      for (const v of visits[r]!) {
        const edge = plan.edge[v]!;
        if (graph.edgeFrom[edge] !== node) troubles.push(`${r} drives ${graph.edgeIds[edge]} from elsewhere`);
        if (plan.departMs[v]! < ready) troubles.push(`${r} departs before it is ready`);
        add(node, r, from, plan.arriveMs[v]!, isGiven);
        add(graph.nodeCount + edge, r, plan.departMs[v]!, plan.arriveMs[v]!);
        node = graph.edgeTo[edge]!;
        isGiven = false;
        from = plan.departMs[v]!;
        ready = plan.arriveMs[v]!;
      }
      add(node, r, from, Number.POSITIVE_INFINITY, isGiven);
    }
    return holds;
  }
}

/** Nodes that touch, what a drive along an edge sweeps over, and edges that cross. */
function conflictsOf(graph: Graph): number[][] {
  const { nodeCount, edgeCount } = graph;
  const conflicts = Array.from({ length: nodeCount + edgeCount }, (): number[] => []);
  for (let node = 0; node < nodeCount; node++)
    for (const other of row(graph.conflictFirst, graph.conflictNode, node))
      if (other > node) conflicts[node]!.push(other);
  for (let edge = 0; edge < edgeCount; edge++) {
    for (const node of row(graph.edgeConflictFirst, graph.edgeConflictNode, edge))
      conflicts[node]!.push(nodeCount + edge);
    for (const other of row(graph.crossFirst, graph.crossEdge, edge))
      if (other > edge) conflicts[nodeCount + edge]!.push(nodeCount + other);
  }
  return conflicts;
}

const row = (first: Int32Array, values: Int32Array, index: number): Int32Array =>
  values.subarray(first[index]!, first[index + 1]!);
const label = (graph: Graph, resource: number): string =>
  resource < graph.nodeCount ? graph.nodeIds[resource]! : graph.edgeIds[resource - graph.nodeCount]!;

/**
 * Checks timed plans from the layout alone and knows nothing of how they are made: no two robots hold one resource, or two that conflict, at a time, and each drives on from where it is, when it is
 * ready. The rules are those of the published benchmarks (Stern et al., MAPF: Definitions, Variants and Benchmarks, SoCS 2019), with durations.
 */
import type { Graph } from "@floorplane/layout/graph";
import type { MakePlanner } from "./fleet-traffic.ts";
import { HoldTable } from "./hold-table.ts";
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

export class PlanVerifier {
  readonly #graph: Graph;
  /** By resource (nodes, then edges): those that it conflicts with. */
  readonly #conflicts: readonly (readonly number[])[];
  readonly #holds: HoldTable;
  /** Of each robot, as far as its visits were followed: where it is, since when, when it is ready to go on, and whether it moved. */
  #at = new Int32Array(0);
  #sinceMs = new Float64Array(0);
  #readyMs = new Float64Array(0);
  #hasMoved = new Uint8Array(0);

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#conflicts = conflictsOf(graph);
    this.#holds = new HoldTable(this.#conflicts.length);
  }

  /** Empty when nothing is wrong. What conflicts among the places that were held when it was planned no plan can mend. */
  troubles(problem: Problem, plan: Plan): string[] {
    const troubles: string[] = [];
    const holds = this.#holds;
    holds.begin(2 * problem.baseNode.length + 2 * plan.visits + problem.robots);
    this.#holdBases(problem);
    this.#follow(problem, plan, troubles);
    for (let hold = 0; hold < holds.count; hold++) {
      if (holds.isGiven(hold)) continue;
      const resource = holds.resourceOf(hold);
      this.#compare(hold, resource, troubles);
      for (const other of this.#conflicts[resource]!) this.#compare(hold, other, troubles);
    }
    return troubles;
  }

  /** With those that were given, and with those that were planned before it: each pair is looked at once. */
  #compare(hold: number, resource: number, troubles: string[]): void {
    const holds = this.#holds;
    for (let other = holds.first(resource); other >= 0; other = holds.next(other)) {
      if (other >= hold && !holds.isGiven(other)) continue;
      const at = holds.together(hold, other);
      if (at < 0) continue;
      const [a, b] = [label(this.#graph, resource), label(this.#graph, holds.resourceOf(hold))];
      troubles.push(`${holds.robotOf(other)} and ${holds.robotOf(hold)} hold ${a} and ${b} at ${at} ms`);
    }
  }

  /** All but the last place of each base, which is held until it is left, and the edges between. */
  #holdBases({ robots, baseFirst, baseNode, baseEdge, baseLeaveMs, fixed }: Problem): void {
    if (this.#at.length < robots) this.#grow(robots);
    this.#hasMoved.fill(0);
    for (let r = 0; r < robots; r++) {
      const last = baseFirst[r + 1]! - 1;
      if (last < baseFirst[r]!) continue;
      for (let i = baseFirst[r]!; i < last; i++) {
        const until = fixed[r] === 1 ? Number.POSITIVE_INFINITY : baseLeaveMs[i]!;
        this.#holds.add(baseNode[i]!, r, 0, until, true);
        const edge = baseEdge[i + 1]!;
        if (edge >= 0) this.#holds.add(this.#graph.nodeCount + edge, r, 0, until, true);
      }
      this.#at[r] = baseNode[last]!;
      this.#sinceMs[r] = 0;
      this.#readyMs[r] = baseLeaveMs[last]!;
    }
  }

  /** Visit by visit, each robot from the last place of its base to where it stays. */
  #follow({ robots, baseFirst, fixed }: Problem, plan: Plan, troubles: string[]): void {
    const { nodeCount, edgeFrom, edgeTo, edgeIds } = this.#graph;
    for (let v = 0; v < plan.visits; v++) {
      const r = plan.robot[v]!;
      const edge = plan.edge[v]!;
      const departMs = plan.departMs[v]!;
      const arriveMs = plan.arriveMs[v]!;
      if (baseFirst[r] === baseFirst[r + 1]) {
        troubles.push(`${r} is moved though it is not on the floor`);
        continue;
      }
      if (fixed[r] === 1 && this.#hasMoved[r] === 0) troubles.push(`${r} is moved though it stands`);
      if (edgeFrom[edge] !== this.#at[r]) troubles.push(`${r} drives ${edgeIds[edge]} from elsewhere`);
      if (departMs < this.#readyMs[r]!) troubles.push(`${r} departs before it is ready`);
      this.#holds.add(this.#at[r]!, r, this.#sinceMs[r]!, arriveMs, this.#hasMoved[r] === 0);
      this.#holds.add(nodeCount + edge, r, departMs, arriveMs, false);
      this.#at[r] = edgeTo[edge]!;
      this.#sinceMs[r] = departMs;
      this.#readyMs[r] = arriveMs;
      this.#hasMoved[r] = 1;
    }
    for (let r = 0; r < robots; r++) {
      if (baseFirst[r] === baseFirst[r + 1]) continue;
      const until = Number.POSITIVE_INFINITY;
      this.#holds.add(this.#at[r]!, r, this.#sinceMs[r]!, until, this.#hasMoved[r] === 0);
    }
  }

  #grow(robots: number): void {
    this.#at = new Int32Array(robots);
    this.#sinceMs = new Float64Array(robots);
    this.#readyMs = new Float64Array(robots);
    this.#hasMoved = new Uint8Array(robots);
  }
}

/** Nodes that touch, what a drive along an edge sweeps over, and edges that cross. */
function conflictsOf(graph: Graph): number[][] {
  const { nodeCount, edgeCount } = graph;
  const conflicts = Array.from({ length: nodeCount + edgeCount }, (): Set<number> => new Set());
  const touch = (a: number, b: number): void => {
    if (a === b) return;
    conflicts[a]!.add(b);
    conflicts[b]!.add(a);
  };
  for (let node = 0; node < nodeCount; node++)
    for (const other of row(graph.conflictFirst, graph.conflictNode, node)) touch(node, other);
  for (let edge = 0; edge < edgeCount; edge++) {
    for (const node of row(graph.edgeConflictFirst, graph.edgeConflictNode, edge))
      touch(node, nodeCount + edge);
    for (const other of row(graph.crossFirst, graph.crossEdge, edge))
      touch(nodeCount + edge, nodeCount + other);
  }
  return conflicts.map((others) => [...others]);
}

const row = (first: Int32Array, values: Int32Array, index: number): Int32Array =>
  values.subarray(first[index]!, first[index + 1]!);
const label = (graph: Graph, resource: number): string =>
  resource < graph.nodeCount ? graph.nodeIds[resource]! : graph.edgeIds[resource - graph.nodeCount]!;

/**
 * Whether a plan can be carried out from what robots hold now: replays its visits one after another and cuts every robot's plan where a place would never become free, so that the
 * merged action dependency graph (Hoenig et al., IEEE RA-L 2019) has an order and therefore no cycle. Visits of one step may depend on one another in any order; a ring of them is named.
 * Linear in visits and their conflicts; knows nothing of how the plan was made.
 */
import type { Graph } from "@floorplane/layout/graph";
import type { Plan } from "./planner.ts";
import type { Resources } from "./resource-table.ts";

export interface Merged {
  /** Visits of the plan, by number, in an order in which they can be carried out. */
  readonly order: readonly number[];
  /** Robots that would have to enter what the next one leaves, at once. */
  readonly rings: readonly (readonly number[])[];
  /** Robots whose plan was cut short, and by whom. */
  readonly cut: ReadonlyMap<number, number>;
}

export class Merger {
  readonly #graph: Graph;
  readonly #resources: Resources;
  readonly #occupant: Int32Array;
  readonly #touched: number[] = [];
  #at: Int32Array = new Int32Array(0);
  #nextVisit: Int32Array = new Int32Array(0);
  #firstVisit: Int32Array = new Int32Array(0);
  #state: Uint8Array = new Uint8Array(0);
  #order: number[] = [];
  #rings: number[][] = [];
  #cut = new Map<number, number>();
  readonly #stack: number[] = [];
  #plan!: Plan;

  constructor(graph: Graph, resources: Resources) {
    this.#graph = graph;
    this.#resources = resources;
    this.#occupant = new Int32Array(graph.nodeCount).fill(-1);
  }

  /**
   * `ends[r]`: last node that robot r holds, -1 none. A plan may be older than that: what leads up to the robot's place is passed over, and a plan that never comes there is cut.
   */
  merge(plan: Plan, ends: Int32Array): Merged {
    this.#begin(plan, ends);
    for (let robot = 0; robot < ends.length; robot++) this.#catchUp(robot);
    for (let visit = 0; visit < plan.visits; visit++) this.#replay(visit);
    for (const node of this.#touched) this.#occupant[node] = -1;
    this.#touched.length = 0;
    return { order: this.#order, rings: this.#rings, cut: this.#cut };
  }

  #begin(plan: Plan, ends: Int32Array): void {
    this.#plan = plan;
    this.#order = [];
    this.#rings = [];
    this.#cut = new Map();
    this.#at = ends.slice();
    this.#firstVisit = new Int32Array(ends.length).fill(-1);
    this.#nextVisit = new Int32Array(plan.visits).fill(-1);
    for (let visit = plan.visits - 1; visit >= 0; visit--) {
      const robot = plan.robot[visit]!;
      this.#nextVisit[visit] = this.#firstVisit[robot]!;
      this.#firstVisit[robot] = visit;
    }
    if (this.#state.length < plan.visits) this.#state = new Uint8Array(2 * plan.visits);
    this.#state.fill(0, 0, plan.visits);
    for (let robot = 0; robot < ends.length; robot++) if (ends[robot]! >= 0) this.#stand(robot, ends[robot]!);
  }

  #catchUp(robot: number): void {
    let visit = this.#firstVisit[robot]!;
    while (visit >= 0 && this.#graph.edgeFrom[this.#plan.edge[visit]!] !== this.#at[robot])
      visit = this.#nextVisit[visit]!;
    if (visit < 0) return;
    for (let passed = this.#firstVisit[robot]!; passed !== visit; passed = this.#nextVisit[passed]!)
      this.#state[passed] = done;
    this.#firstVisit[robot] = visit;
  }

  #stand(robot: number, node: number): void {
    this.#occupant[node] = robot;
    this.#at[robot] = node;
    this.#touched.push(node);
  }

  /** True when the visit was carried out. */
  #replay(visit: number): boolean {
    if (this.#state[visit] !== waiting) return this.#state[visit] === done;
    const robot = this.#plan.robot[visit]!;
    const edge = this.#plan.edge[visit]!;
    const node = this.#graph.edgeTo[edge]!;
    if (
      this.#cut.has(robot) ||
      this.#firstVisit[robot] !== visit ||
      this.#graph.edgeFrom[edge] !== this.#at[robot]
    ) {
      if (!this.#cut.has(robot)) this.#cut.set(robot, robot);
      this.#state[visit] = failed;
      return false;
    }
    this.#state[visit] = active;
    this.#stack.push(robot);
    for (let other = this.#inTheWay(robot, node, edge); other >= 0; other = this.#inTheWay(robot, node, edge))
      if (!this.#moveAway(visit, other)) {
        this.#cut.set(robot, other);
        this.#state[visit] = failed;
        this.#stack.pop();
        return false;
      }
    this.#stack.pop();
    if (this.#cut.has(robot)) {
      this.#state[visit] = failed;
      return false;
    }
    this.#state[visit] = done;
    this.#occupant[this.#at[robot]!] = -1;
    this.#stand(robot, node);
    this.#firstVisit[robot] = this.#nextVisit[visit]!;
    this.#order.push(visit);
    return true;
  }

  /** Carries out the other robot's next visit first, when it belongs to the same step. */
  #moveAway(visit: number, other: number): boolean {
    const next = this.#firstVisit[other]!;
    if (next < 0 || this.#plan.departMs[next] !== this.#plan.departMs[visit]) return false;
    if (this.#state[next] === active) {
      const ring = this.#stack.slice(this.#stack.lastIndexOf(other));
      this.#rings.push(ring);
      for (const member of ring) this.#cut.set(member, other);
      return false;
    }
    return this.#replay(next);
  }

  /** A robot that stands where the visit would be in conflict, or -1. */
  #inTheWay(robot: number, node: number, edge: number): number {
    const { first, other, nodeCount } = this.#resources;
    const there = this.#occupant[node]!;
    if (there >= 0 && there !== robot) return there;
    for (let resource = node; ; resource = nodeCount + edge) {
      for (let i = first[resource]!; i < first[resource + 1]!; i++) {
        if (other[i]! >= nodeCount) continue;
        const beside = this.#occupant[other[i]!]!;
        if (beside >= 0 && beside !== robot) return beside;
      }
      if (resource !== node) return -1;
    }
  }
}

const waiting = 0;
const active = 1;
const done = 2;
const failed = 3;

/**
 * Planned visits that are not granted yet, as queues: per robot in driving order, per resource in the order in which robots are to pass. A visit takes its node and the edge to it.
 * Numbered in an order in which they can be carried out: of two visits the smaller number goes first (the action dependency graph's order, Hoenig et al. 2019).
 */
import type { Graph } from "@floorplane/layout/graph";
import { enlarged } from "./arrays.ts";
import type { Plan } from "./planner.ts";

export class Visits {
  readonly #graph: Graph;
  #robot = new Int32Array(0);
  #edge = new Int32Array(0);
  #nextOfRobot = new Int32Array(0);
  /** Place 2v is visit v at its node, place 2v + 1 at its edge. */
  #nextAtResource = new Int32Array(0);
  #firstOfRobot = new Int32Array(0);
  readonly #firstAtResource: Int32Array;
  #count = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#firstAtResource = new Int32Array(graph.nodeCount + graph.edgeCount).fill(-1);
  }

  /** A number behind all visits. */
  get end(): number {
    return this.#count;
  }

  /** A robot's next visit, or -1. */
  next(robot: number): number {
    return robot < this.#firstOfRobot.length ? this.#firstOfRobot[robot]! : -1;
  }

  /** The same robot's visit after this one, or -1. */
  after(visit: number): number {
    return this.#nextOfRobot[visit]!;
  }

  robotOf(visit: number): number {
    return this.#robot[visit]!;
  }

  edgeOf(visit: number): number {
    return this.#edge[visit]!;
  }

  nodeOf(visit: number): number {
    return this.#graph.edgeTo[this.#edge[visit]!]!;
  }

  /** The visit that is to pass a resource first, or -1. */
  head(resource: number): number {
    const place = this.#firstAtResource[resource]!;
    return place < 0 ? -1 : place >> 1;
  }

  /** Whether anybody but this robot is to pass a resource. */
  isWantedByOthers(resource: number, robot: number): boolean {
    for (let place = this.#firstAtResource[resource]!; place >= 0; place = this.#nextAtResource[place]!)
      if (this.#robot[place >> 1] !== robot) return true;
    return false;
  }

  /** Throws all away and queues a plan's visits in the order given. */
  load(plan: Plan, order: readonly number[], robots: number): void {
    this.#clear(robots);
    if (this.#robot.length < order.length) this.#room(2 * order.length);
    this.#count = order.length;
    for (let visit = order.length - 1; visit >= 0; visit--) {
      const robot = plan.robot[order[visit]!]!;
      const edge = plan.edge[order[visit]!]!;
      this.#robot[visit] = robot;
      this.#edge[visit] = edge;
      this.#nextOfRobot[visit] = this.#firstOfRobot[robot]!;
      this.#firstOfRobot[robot] = visit;
      this.#queue(2 * visit, this.#graph.edgeTo[edge]!);
      this.#queue(2 * visit + 1, this.#graph.nodeCount + edge);
    }
  }

  /** Takes a robot's next visit out of all queues. */
  shift(robot: number): void {
    const visit = this.#firstOfRobot[robot]!;
    this.#firstOfRobot[robot] = this.#nextOfRobot[visit]!;
    this.#drop(2 * visit, this.nodeOf(visit));
    this.#drop(2 * visit + 1, this.#graph.nodeCount + this.#edge[visit]!);
  }

  #queue(place: number, resource: number): void {
    this.#nextAtResource[place] = this.#firstAtResource[resource]!;
    this.#firstAtResource[resource] = place;
  }

  #drop(place: number, resource: number): void {
    if (this.#firstAtResource[resource] === place) {
      this.#firstAtResource[resource] = this.#nextAtResource[place]!;
      return;
    }
    let before = this.#firstAtResource[resource]!;
    while (this.#nextAtResource[before] !== place) before = this.#nextAtResource[before]!;
    this.#nextAtResource[before] = this.#nextAtResource[place]!;
  }

  #clear(robots: number): void {
    for (let visit = 0; visit < this.#count; visit++) {
      this.#firstAtResource[this.nodeOf(visit)] = -1;
      this.#firstAtResource[this.#graph.nodeCount + this.#edge[visit]!] = -1;
    }
    if (this.#firstOfRobot.length < robots) this.#firstOfRobot = enlarged(this.#firstOfRobot, robots, -1);
    this.#firstOfRobot.fill(-1);
    this.#count = 0;
  }

  #room(visits: number): void {
    this.#robot = new Int32Array(visits);
    this.#edge = new Int32Array(visits);
    this.#nextOfRobot = new Int32Array(visits);
    this.#nextAtResource = new Int32Array(2 * visits);
  }
}

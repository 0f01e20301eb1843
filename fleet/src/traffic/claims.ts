/**
 * The only thing that lets a robot move. A robot gets a node when it is first in the planned order of that node and of all that conflicts with it and with the way there
 * (action dependency graph: Hoenig et al., Persistent and Robust Execution of MAPF Schedules in Warehouses, IEEE RA-L 2019), and when all of that is free or its own.
 * It is free again only after `passed`: never by time, an error or silence. Everything is by slot and index; the claims know no names, no planner and no clock.
 */
import { assert } from "@floorplane/contracts/errors";
import type { Graph } from "@floorplane/layout/graph";
import { enlarged } from "./arrays.ts";
import { holdersInTheWay } from "./in-the-way.ts";
import { type Merged, Merger } from "./merge.ts";
import type { Plan } from "./planner.ts";
import type { Resources } from "./resource-table.ts";
import { Visits } from "./visits.ts";

/** What a robot may hold at once; a longer base than this could never be driven in one order. */
export const baseMax = 64;

/** What keeps a robot from its next planned node. */
export type Obstacle =
  | { readonly kind: "held" | "turn"; readonly by: number; readonly node: number }
  /** `said`: a robot says to cover it, and holds another place or none. */
  | { readonly kind: "closed"; readonly node: number }
  | { readonly kind: "said"; readonly node: number };

export class Claims {
  readonly #graph: Graph;
  readonly #resources: Resources;
  readonly #merger: Merger;
  readonly #visits: Visits;
  /** Robot that holds a resource, -1 none. */
  readonly #holder: Int32Array;
  readonly #closed: Uint8Array;
  /** How many robots say to cover a resource that they do not hold. */
  readonly #said: Uint16Array;
  /** What each robot holds, in driving order, and by which edge it comes there (-1: it stood there). */
  #baseNode = new Int32Array(0);
  #baseEdge = new Int32Array(0);
  #baseLength = new Int32Array(0);
  #slots = 0;
  /** Robots for which something changed since they were last granted anything. */
  readonly #awake: number[] = [];
  #isAwake = new Int32Array(0);

  constructor(graph: Graph, resources: Resources) {
    this.#graph = graph;
    this.#resources = resources;
    this.#merger = new Merger(graph, resources);
    this.#visits = new Visits(graph);
    this.#holder = new Int32Array(resources.first.length - 1).fill(-1);
    this.#closed = new Uint8Array(graph.nodeCount);
    this.#said = new Uint16Array(this.#holder.length);
  }

  /** How many nodes a robot holds; 0 for a slot that is nobody. */
  length(robot: number): number {
    return robot < this.#slots ? this.#baseLength[robot]! : 0;
  }

  nodeAt(robot: number, index: number): number {
    return this.#baseNode[robot * baseMax + index]!;
  }

  edgeAt(robot: number, index: number): number {
    return this.#baseEdge[robot * baseMax + index]!;
  }

  /** Last node that a robot holds: where its next plan begins; -1 none. */
  end(robot: number): number {
    const length = this.length(robot);
    return length === 0 ? -1 : this.nodeAt(robot, length - 1);
  }

  base(robot: number): number[] {
    const nodes: number[] = [];
    for (let index = 0; index < this.length(robot); index++) nodes.push(this.nodeAt(robot, index));
    return nodes;
  }

  holderOf(node: number): number {
    return this.#holder[node]!;
  }

  isClosed(node: number): boolean {
    return this.#closed[node] === 1 || this.#said[node]! > 0;
  }

  /** Who holds what a robot would hold on these nodes, in driving order. */
  inTheWay(robot: number, nodes: readonly number[]): number[] {
    return holdersInTheWay(this.#graph, this.#resources, (resource) => this.#holder[resource]!, robot, nodes);
  }

  /** A robot that is found on the floor takes what it stands on. Answers who is in the way; nothing is taken then. */
  enter(robot: number, nodes: readonly number[]): number[] {
    assert(this.length(robot) === 0, "a robot that holds nodes entered again");
    const inTheWay = this.inTheWay(robot, nodes);
    if (inTheWay.length > 0) return inTheWay;
    if (robot >= this.#slots) this.#grow(robot + 1);
    for (const [i, node] of nodes.entries())
      this.#take(robot, node, i === 0 ? -1 : this.#graph.edgeBetween(nodes[i - 1]!, node));
    return [];
  }

  /** One robot more or less says to cover this resource. */
  setSaid(resource: number, by: 1 | -1): void {
    this.#said[resource]! += by;
    if (by < 0) this.#wakeWaiting(resource);
  }

  /** Everything the robot holds and plans is free again. */
  leave(robot: number): void {
    const length = this.length(robot);
    if (length > 0) this.#baseLength[robot] = 0;
    while (this.#visits.next(robot) >= 0) {
      const visit = this.#visits.next(robot);
      this.#visits.shift(robot);
      this.#wakeWaiting(this.#visits.nodeOf(visit));
      this.#wakeWaiting(this.#graph.nodeCount + this.#visits.edgeOf(visit));
    }
    for (let i = 0; i < length; i++) this.#giveBack(robot, i);
  }

  /** The robot has reached a node of its base: what lies before it is free. False when it does not hold the node. */
  passed(robot: number, node: number): boolean {
    const length = this.length(robot);
    const first = robot * baseMax;
    let index = 0;
    while (index < length && this.#baseNode[first + index] !== node) index++;
    if (index === length) return false;
    if (index === 0) return true;
    for (let i = 0; i < index; i++) this.#giveBack(robot, i);
    this.#giveBackEdge(robot, index);
    this.#baseNode.copyWithin(first, first + index, first + length);
    this.#baseEdge.copyWithin(first, first + index, first + length);
    this.#baseLength[robot] = length - index;
    this.wake(robot);
    return true;
  }

  setClosed(node: number, closed: boolean): void {
    this.#closed[node] = closed ? 1 : 0;
    if (!closed) this.#wakeWaiting(node);
  }

  /** Throws away all that was planned but not granted and takes the new plan, as far as it can be carried out. */
  merge(plan: Plan): Merged {
    const ends = new Int32Array(this.#slots).map((_, robot) => this.end(robot));
    const merged = this.#merger.merge(plan, ends);
    this.#visits.load(plan, merged.order, this.#slots);
    this.wakeAll();
    return merged;
  }

  /** Everyone who has something planned is looked at again: what they may hold has changed for a reason of its own. */
  wakeAll(): void {
    for (let robot = 0; robot < this.#slots; robot++) if (this.#visits.next(robot) >= 0) this.wake(robot);
  }

  get isAnyAwake(): boolean {
    return this.#awake.length > 0;
  }

  /**
   * Grants to robots for which something changed; `isShort` says who needs more ground at all, `mayHold` how far ahead he may hold then. Calls back for each granted node, in order.
   */
  grant(
    mayHold: (robot: number, edge: number) => boolean,
    granted: (robot: number, edge: number) => void,
    isShort: (robot: number) => boolean = () => true,
  ): void {
    for (let i = 0; i < this.#awake.length; i++) {
      const robot = this.#awake[i]!;
      this.#isAwake[robot] = 0;
      if (this.#visits.next(robot) < 0 || !isShort(robot)) continue;
      for (let visit = this.#visits.next(robot); visit >= 0; visit = this.#visits.next(robot)) {
        const edge = this.#visits.edgeOf(visit);
        if (this.#baseLength[robot]! >= baseMax || !mayHold(robot, edge) || !this.#mayEnter(visit)) break;
        this.#take(robot, this.#graph.edgeTo[edge]!, edge);
        this.#visits.shift(robot);
        granted(robot, edge);
      }
    }
    this.#awake.length = 0;
  }

  /** The next planned edge that is not granted, or -1. */
  nextEdge(robot: number): number {
    const visit = this.#visits.next(robot);
    return visit < 0 ? -1 : this.#visits.edgeOf(visit);
  }

  /** Up to `limit` planned nodes that are not granted. */
  horizon(robot: number, limit: number): number[] {
    const nodes: number[] = [];
    for (
      let visit = this.#visits.next(robot);
      visit >= 0 && nodes.length < limit;
      visit = this.#visits.after(visit)
    )
      nodes.push(this.#visits.nodeOf(visit));
    return nodes;
  }

  /** Who or what keeps a robot from driving an edge now; undefined when nothing does. */
  obstacle(robot: number, edge: number): Obstacle | undefined {
    const node = this.#graph.edgeTo[edge]!;
    if (this.#closed[node]) return { kind: "closed", node };
    const visit = this.nextEdge(robot) === edge ? this.#visits.next(robot) : this.#visits.end;
    return (
      this.#obstacleAt(robot, visit, node) ?? this.#obstacleAt(robot, visit, this.#graph.nodeCount + edge)
    );
  }

  /** Whether another is planned to pass where a robot's next planned visit would hold. */
  isWantedByOthers(robot: number): boolean {
    const visit = this.#visits.next(robot);
    const { first, other } = this.#resources;
    const node = this.#visits.nodeOf(visit);
    for (let resource = node; ; resource = this.#graph.nodeCount + this.#visits.edgeOf(visit)) {
      if (this.#visits.isWantedByOthers(resource, robot)) return true;
      for (let i = first[resource]!; i < first[resource + 1]!; i++)
        if (this.#visits.isWantedByOthers(other[i]!, robot)) return true;
      if (resource !== node) return false;
    }
  }

  #mayEnter(visit: number): boolean {
    const robot = this.#visits.robotOf(visit);
    const node = this.#visits.nodeOf(visit);
    // A base never visits a node twice, so that `passed` has one meaning: the robot comes back after it has left.
    if (this.#closed[node] || this.#holder[node] === robot) return false;
    return (
      this.#isFree(robot, visit, node) &&
      this.#isFree(robot, visit, this.#graph.nodeCount + this.#visits.edgeOf(visit))
    );
  }

  #isFree(robot: number, visit: number, resource: number): boolean {
    const { first, other } = this.#resources;
    if (!this.#isFreeAlone(robot, visit, resource)) return false;
    for (let i = first[resource]!; i < first[resource + 1]!; i++)
      if (!this.#isFreeAlone(robot, visit, other[i]!)) return false;
    return true;
  }

  /** Nobody else holds it, and nobody else is to pass it before this visit. */
  #isFreeAlone(robot: number, visit: number, resource: number): boolean {
    const holder = this.#holder[resource]!;
    if ((holder >= 0 && holder !== robot) || this.#said[resource]! > 0) return false;
    const head = this.#visits.head(resource);
    return head < 0 || head >= visit || this.#visits.robotOf(head) === robot;
  }

  #obstacleAt(robot: number, visit: number, resource: number): Obstacle | undefined {
    const { first, other } = this.#resources;
    for (let i = first[resource]! - 1; i < first[resource + 1]!; i++) {
      const place = i < first[resource]! ? resource : other[i]!;
      if (this.#isFreeAlone(robot, visit, place)) continue;
      const node = this.#nodeOf(place);
      const by = this.#holder[place]!;
      if (this.#said[place]! > 0) return { kind: "said", node };
      if (by >= 0 && by !== robot) return { kind: "held", by, node };
      return { kind: "turn", by: this.#visits.robotOf(this.#visits.head(place)), node };
    }
    return undefined;
  }

  #nodeOf(resource: number): number {
    const { nodeCount, edgeTo } = this.#graph;
    return resource < nodeCount ? resource : edgeTo[resource - nodeCount]!;
  }

  #take(robot: number, node: number, edge: number): void {
    const index = robot * baseMax + this.#baseLength[robot]!++;
    this.#baseNode[index] = node;
    this.#baseEdge[index] = edge;
    this.#holder[node] = robot;
    if (edge >= 0) this.#holder[this.#graph.nodeCount + edge] = robot;
  }

  #giveBack(robot: number, index: number): void {
    const node = this.#baseNode[robot * baseMax + index]!;
    this.#holder[node] = -1;
    this.#wakeWaiting(node);
    this.#giveBackEdge(robot, index);
  }

  #giveBackEdge(robot: number, index: number): void {
    const edge = this.#baseEdge[robot * baseMax + index]!;
    if (edge < 0 || this.#holder[this.#graph.nodeCount + edge] !== robot) return;
    this.#holder[this.#graph.nodeCount + edge] = -1;
    this.#wakeWaiting(this.#graph.nodeCount + edge);
  }

  #wakeWaiting(resource: number): void {
    const { first, other } = this.#resources;
    this.#wakeHead(resource);
    for (let i = first[resource]!; i < first[resource + 1]!; i++) this.#wakeHead(other[i]!);
  }

  #wakeHead(resource: number): void {
    const head = this.#visits.head(resource);
    if (head >= 0) this.wake(this.#visits.robotOf(head));
  }

  /** It is looked at when next something is granted. */
  wake(robot: number): void {
    if (this.#isAwake[robot]) return;
    this.#isAwake[robot] = 1;
    this.#awake.push(robot);
  }

  #grow(slots: number): void {
    this.#slots = slots;
    if (this.#baseLength.length >= slots) return;
    const size = Math.max(slots, 2 * this.#baseLength.length, 16);
    this.#baseNode = enlarged(this.#baseNode, size * baseMax);
    this.#baseEdge = enlarged(this.#baseEdge, size * baseMax, -1);
    this.#baseLength = enlarged(this.#baseLength, size);
    this.#isAwake = enlarged(this.#isAwake, size);
  }
}

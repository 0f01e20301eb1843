/** The floor as a plan sees it while it is made: who occupies which node as decided so far, and when nodes and edges will have been left. Flat arrays, cleared by what was touched. */
import type { Graph } from "@floorplane/layout/graph";
import type { Resources } from "./resource-table.ts";

/** A way that is held by a robot that stands on it. */
export const forever = 0x7fffffff;

export class Timetable {
  readonly #graph: Graph;
  readonly #resources: Resources;
  /** Per node: the robot that stands there or is on its way to it; -1 none. */
  readonly occupant: Int32Array;
  /** Per resource: when it is left, ms. */
  readonly leftMs: Int32Array;
  /** Per node: how many askers of the present chain of pushes need it free; who makes room does not go there. */
  readonly kept: Uint8Array;
  readonly #touched: Int32Array;
  #touchedCount = 0;

  constructor(graph: Graph, resources: Resources) {
    this.#graph = graph;
    this.#resources = resources;
    this.occupant = new Int32Array(graph.nodeCount).fill(-1);
    this.leftMs = new Int32Array(resources.first.length - 1);
    this.kept = new Uint8Array(graph.nodeCount);
    this.#touched = new Int32Array(resources.first.length - 1);
  }

  clear(): void {
    for (let i = 0; i < this.#touchedCount; i++) this.leftMs[this.#touched[i]!] = 0;
    this.#touchedCount = 0;
    this.occupant.fill(-1);
  }

  leaves(resource: number, ms: number): void {
    if (this.leftMs[resource] === 0) this.#touched[this.#touchedCount++] = resource;
    this.leftMs[resource] = Math.max(this.leftMs[resource]!, ms, 1);
  }

  /** Counts the end of an edge, and nodes in conflict with it or with the way there, as needed once more or once less. */
  keep(edge: number, count: 1 | -1): void {
    const { first, other, nodeCount } = this.#resources;
    const node = this.#graph.edgeTo[edge]!;
    this.kept[node]! += count;
    for (let resource = node; ; resource = nodeCount + edge) {
      for (let i = first[resource]!; i < first[resource + 1]!; i++)
        if (other[i]! < nodeCount) this.kept[other[i]!]! += count;
      if (resource !== node) return;
    }
  }

  /** When an edge, the node at its end and all that conflicts with them will have been left. */
  freeMs(edge: number): number {
    const { first, other, nodeCount } = this.#resources;
    const node = this.#graph.edgeTo[edge]!;
    let free = this.leftMs[node]!;
    for (let resource = node; ; resource = nodeCount + edge) {
      for (let i = first[resource]!; i < first[resource + 1]!; i++)
        free = Math.max(free, this.leftMs[other[i]!]!);
      if (resource !== node) return free;
    }
  }

  /** Whether nobody else occupies the end of an edge or a node in conflict with it or with the way there. */
  isClear(robot: number, edge: number): boolean {
    const { first, other, nodeCount } = this.#resources;
    const node = this.#graph.edgeTo[edge]!;
    if (this.#isOthers(robot, node)) return false;
    for (let resource = node; ; resource = nodeCount + edge) {
      for (let i = first[resource]!; i < first[resource + 1]!; i++)
        if (other[i]! < nodeCount && this.#isOthers(robot, other[i]!)) return false;
      if (resource !== node) return true;
    }
  }

  #isOthers(robot: number, node: number): boolean {
    return this.occupant[node]! >= 0 && this.occupant[node] !== robot;
  }
}

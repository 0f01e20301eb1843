/** Seconds and metres between places on the free floor, as dispatch reckons them. Who waits for whom is traffic's business. */

import type { Vehicle } from "@floorplane/contracts/site";
import { TravelTimes } from "@floorplane/layout/distances";
import type { Graph } from "@floorplane/layout/graph";

/** Pairs kept: some megabytes; then the memory is emptied and filled anew. */
const pairsMax = 200_000;

export interface Way {
  readonly seconds: number;
  readonly metres: number;
}

const noWay: Way = { seconds: Number.POSITIVE_INFINITY, metres: Number.POSITIVE_INFINITY };

export class Travel {
  readonly #graph: Graph;
  readonly #times: TravelTimes;
  readonly #ways = new Map<number, Way>();

  constructor(graph: Graph, vehicle: Vehicle) {
    this.#graph = graph;
    this.#times = new TravelTimes(graph, vehicle);
  }

  seconds(from: number, to: number): number {
    return this.way(from, to).seconds;
  }

  way(from: number, to: number): Way {
    if (from < 0 || to < 0) return noWay;
    const pair = from * this.#graph.nodeCount + to;
    let way = this.#ways.get(pair);
    if (!way) {
      if (this.#ways.size >= pairsMax) this.#ways.clear();
      this.#ways.set(pair, (way = this.#measured(from, to)));
    }
    return way;
  }

  /** At most so many of the nodes, the nearest to a node by air first. */
  nearestByAir(from: number, nodes: readonly number[], count: number): readonly number[] {
    if (nodes.length <= count || from < 0) return nodes;
    const { x, y } = this.#graph;
    return nodes
      .map((node) => ({ node, metres: Math.hypot(x[node]! - x[from]!, y[node]! - y[from]!) }))
      .sort((a, b) => a.metres - b.metres || a.node - b.node)
      .slice(0, count)
      .map(({ node }) => node);
  }

  #measured(from: number, to: number): Way {
    const route = this.#times.route(from, to);
    if (!route) return noWay;
    let metres = 0;
    for (const edge of route) metres += this.#graph.edgeLength[edge]!;
    return { seconds: this.#times.seconds(from, to), metres };
  }
}

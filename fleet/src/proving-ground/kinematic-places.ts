/** Where robots can begin, pick and drop on any layout, so that a stranger's LIF file is a floor to measure on: storage places and stations are told apart by their kind, as far as it is known. */
import type { Graph } from "@floorplane/layout/graph";
import type { Layout } from "@floorplane/layout/layout";
import { pocketMouths } from "../traffic/guidance.ts";
import { resourcesOf } from "../traffic/resources.ts";

export interface Places {
  readonly picks: readonly number[];
  readonly drops: readonly number[];
  readonly starts: readonly number[];
}

/** Picks at storage places and drops at packing and other benches; where a layout knows only one sort, both at all of its stations, and at every node where it knows none. */
export function placesOf(layout: Layout): Places {
  const storage = new Set<number>();
  const benches = new Set<number>();
  const parking: number[] = [];
  for (const { kind, nodes } of layout.stations.values())
    for (const node of nodes) {
      if (kind === "parking" || kind === "charging") parking.push(node);
      else (kind === undefined ? storage : benches).add(node);
    }
  const goals = [...storage, ...benches];
  const anywhere =
    goals.length > 1 ? goals : Array.from({ length: layout.graph.nodeCount }, (_, node) => node);
  return {
    picks: storage.size > 0 && benches.size > 0 ? [...storage] : anywhere,
    drops: storage.size > 0 && benches.size > 0 ? [...benches] : anywhere,
    starts: startsOn(layout.graph, parking),
  };
}

/** Places that robots may take all at once: those preferred, then pockets, then whatever is free between them. */
export function startsOn(graph: Graph, preferred: readonly number[] = []): number[] {
  const { first, other } = resourcesOf(graph);
  const mouths = pocketMouths(graph);
  const taken = new Uint8Array(graph.nodeCount);
  const starts: number[] = [];
  const offer = (node: number) => {
    if (taken[node]) return;
    starts.push(node);
    taken[node] = 1;
    for (let i = first[node]!; i < first[node + 1]!; i++)
      if (other[i]! < graph.nodeCount) taken[other[i]!] = 1;
  };
  for (const node of preferred) offer(node);
  for (let node = 0; node < graph.nodeCount; node++) if (mouths[node]! >= 0) offer(node);
  // A lane that is full from end to end is where nobody can begin to drive.
  for (let node = 0; node < graph.nodeCount; node += 3) offer(node);
  return starts;
}

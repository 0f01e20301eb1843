/** Who holds what a robot would hold on a way: its nodes, the edges between them, and all that conflicts with those. */
import type { Graph } from "@floorplane/layout/graph";
import type { Resources } from "./resource-table.ts";
import { resourcesAlong } from "./resources.ts";

/** Slots, ascending. `holderOf`: the robot that holds a resource, -1 none. */
export function holdersInTheWay(
  graph: Graph,
  { first, other }: Resources,
  holderOf: (resource: number) => number,
  robot: number,
  nodes: readonly number[],
): number[] {
  const found = new Set<number>();
  const look = (resource: number): void => {
    const holder = holderOf(resource);
    if (holder >= 0 && holder !== robot) found.add(holder);
  };
  for (const resource of resourcesAlong(graph, nodes)) {
    look(resource);
    for (let i = first[resource]!; i < first[resource + 1]!; i++) look(other[i]!);
  }
  return [...found].sort((a, b) => a - b);
}

/** The robots of a new world: where each stands before anyone tells it anything. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { Site } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";

export interface StartPlace {
  readonly node: string;
  readonly x: number;
  readonly y: number;
  readonly theta: number;
}

/** One place a robot of the site, in its order: parking first, then chargers, then any nodes, never two that touch. */
export function startPlaces(site: Site, layout: Layout): StartPlace[] {
  const { graph, nodeTheta } = layout;
  const blocked = new Uint8Array(graph.nodeCount);
  const places: StartPlace[] = [];
  for (const node of candidates(layout)) {
    if (places.length === site.robots.length) return places;
    if (blocked[node] === 1) continue;
    blocked[node] = 1;
    for (let at = graph.conflictFirst[node]!; at < graph.conflictFirst[node + 1]!; at++)
      blocked[graph.conflictNode[at]!] = 1;
    const theta = nodeTheta.get(node) ?? headingAt(layout, node);
    places.push({ node: graph.nodeIds[node]!, x: graph.x[node]!, y: graph.y[node]!, theta });
  }
  if (places.length < site.robots.length)
    throw new FloorplaneError({
      code: "bad-option",
      message: `the layout has room for ${places.length} robots that do not touch, and ${site.robots.length} are to stand on it`,
      field: "robots",
    });
  return places;
}

function* candidates({ stations, graph }: Layout): Generator<number> {
  const ofKind = (kind: string) =>
    [...stations.values()].filter((station) => station.kind === kind).sort((a, b) => byCodeUnits(a.id, b.id));
  for (const kind of ["parking", "charging"]) for (const { nodes } of ofKind(kind)) yield* nodes;
  for (let node = 0; node < graph.nodeCount; node++) yield node;
}

/** As it would have come: along the first edge that leads there. */
function headingAt({ graph }: Layout, node: number): number {
  const edge = graph.inEdge[graph.inFirst[node]!];
  return edge === undefined || graph.inFirst[node] === graph.inFirst[node + 1] ? 0 : graph.edgeHeading[edge]!;
}

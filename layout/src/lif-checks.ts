/** What contradicts itself within a LIF file: names that stand twice or nowhere, and names that cannot be sent. Answers with the file without it, so that the rest can be looked at in the same go. */

import { isId } from "@floorplane/contracts/ids";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import type { Faults } from "./layout-faults.ts";
import type { Lif, LifEdge, LifLayout, LifStation } from "./lif.schema.ts";

export function soundLif(lif: Lif, faults: Faults): Lif {
  const seen = new Seen(faults);
  const nodes = new Map<string, number>();
  for (const [l, layout] of lif.layouts.entries())
    for (const { nodeId } of layout.nodes) nodes.set(nodeId, l);
  for (const [l, { layoutId }] of lif.layouts.entries())
    seen.first("layout", layoutId, `layouts[${l}].layoutId`);
  const layouts = lif.layouts.map((layout, l) => soundLayout(layout, l, { faults, seen, nodes }));
  return { ...lif, layouts };
}

interface Bench {
  readonly faults: Faults;
  readonly seen: Seen;
  /** Which layout each node lies in. */
  readonly nodes: ReadonlyMap<string, number>;
}

function soundLayout(layout: LifLayout, l: number, bench: Bench): LifLayout {
  const { faults, seen } = bench;
  checkMaps(layout, l, faults);
  return {
    ...layout,
    nodes: layout.nodes.filter(({ nodeId, vehicleTypeNodeProperties }, i) => {
      const path = `layouts[${l}].nodes[${i}]`;
      typesOnce("node", nodeId, vehicleTypeNodeProperties, `${path}.vehicleTypeNodeProperties`, faults);
      return seen.first("node", nodeId, `${path}.nodeId`);
    }),
    edges: layout.edges.filter((edge, i) => isSoundEdge(edge, l, i, bench)),
    stations: layout.stations.filter((station, i) => isSoundStation(station, l, i, bench)),
  };
}

/** The map's name stands in every position that a robot sends or is sent; without one it is the layout's. */
function checkMaps({ nodes, layoutId }: LifLayout, l: number, faults: Faults): void {
  const maps = new Map<string, string>();
  for (const [i, { mapId }] of nodes.entries())
    if (!maps.has(mapId ?? layoutId))
      maps.set(
        mapId ?? layoutId,
        mapId === undefined ? `layouts[${l}].layoutId` : `layouts[${l}].nodes[${i}].mapId`,
      );
  for (const [map, path] of maps)
    if (!isId(map))
      faults.error({
        code: "bad-id",
        path,
        message: `map id ${JSON.stringify(map)} cannot be sent to robots and screens`,
        remedy: "use 1 to 64 of A-Z a-z 0-9 _ . : ~ -, as the robots call their map",
      });
}

function isSoundEdge(edge: LifEdge, l: number, i: number, { faults, seen, nodes }: Bench): boolean {
  const { edgeId, startNodeId, endNodeId } = edge;
  const path = `layouts[${l}].edges[${i}]`;
  typesOnce("edge", edgeId, edge.vehicleTypeEdgeProperties, `${path}.vehicleTypeEdgeProperties`, faults);
  if (!seen.first("edge", edgeId, `${path}.edgeId`)) return false;
  const from = isKnown(startNodeId, `${path}.startNodeId`, `edge ${edgeId}`, nodes, faults);
  const to = isKnown(endNodeId, `${path}.endNodeId`, `edge ${edgeId}`, nodes, faults);
  if (!from || !to) return false;
  if (nodes.get(startNodeId) !== l) {
    faults.error({
      code: "unknown-node",
      path: `${path}.startNodeId`,
      message: `edge ${edgeId} starts at node ${startNodeId}, which lies in another layout`,
      remedy: "move the edge into the layout where it starts",
    });
    return false;
  }
  if (startNodeId !== endNodeId) return true;
  faults.error({
    code: "edge-without-length",
    path,
    message: `edge ${edgeId} begins and ends at node ${startNodeId}`,
    remedy: "correct one of its ends or remove the edge",
  });
  return false;
}

function isSoundStation(station: LifStation, l: number, i: number, { faults, seen, nodes }: Bench): boolean {
  const { stationId, interactionNodeIds } = station;
  const path = `layouts[${l}].stations[${i}]`;
  if (!seen.first("station", stationId, `${path}.stationId`)) return false;
  const twice = interactionNodeIds.findIndex((id, n) => interactionNodeIds.indexOf(id) < n);
  if (twice >= 0)
    faults.error({
      code: "duplicate-id",
      path: `${path}.interactionNodeIds[${twice}]`,
      message: `station ${stationId} names node ${interactionNodeIds[twice]} twice`,
      remedy: "name each node once",
    });
  return interactionNodeIds.every((id, n) =>
    isKnown(id, `${path}.interactionNodeIds[${n}]`, `station ${stationId}`, nodes, faults),
  );
}

/** LIF: only one set of properties for a vehicle type and place; the last would win. */
function typesOnce(
  kind: "node" | "edge",
  id: string,
  properties: readonly { readonly vehicleTypeId: string }[],
  path: string,
  faults: Faults,
): void {
  for (const [i, { vehicleTypeId }] of properties.entries()) {
    const first = properties.findIndex((each) => each.vehicleTypeId === vehicleTypeId);
    if (first < i)
      faults.error({
        code: "duplicate-id",
        path: `${path}[${i}].vehicleTypeId`,
        message: `${kind} ${id} has properties for vehicle type ${vehicleTypeId} twice ([${first}] and [${i}])`,
        remedy: "keep one of them",
      });
  }
}

function isKnown(
  id: string,
  path: string,
  what: string,
  nodes: ReadonlyMap<string, number>,
  faults: Faults,
): boolean {
  if (nodes.has(id)) return true;
  faults.error({
    code: "unknown-node",
    path,
    message: `${what} names node ${id}, which is not in the file${didYouMean(id, nodes.keys())}`,
    remedy: "add the node or correct the name",
  });
  return false;
}

type Kind = "layout" | "node" | "edge" | "station";

class Seen {
  readonly #faults: Faults;
  readonly #paths = new Map<string, string>();

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** Whether the name can be used: it can be sent, and stands here for the first time. */
  first(kind: Kind, id: string, path: string): boolean {
    const key = `${kind} ${id}`;
    const before = this.#paths.get(key);
    if (before !== undefined) {
      this.#faults.error({
        code: "duplicate-id",
        path,
        message: `${kind} id ${id} is used twice (also at ${before})`,
        remedy: `give each ${kind} its own`,
      });
      return false;
    }
    this.#paths.set(key, path);
    // A layout's own name is for people and files alone.
    if (kind === "layout" || isId(id)) return true;
    this.#faults.error({
      code: "bad-id",
      path,
      message: `${kind} id ${JSON.stringify(id)} cannot be sent to robots and screens`,
      remedy: "use 1 to 64 of A-Z a-z 0-9 _ . : ~ -",
    });
    return false;
  }
}

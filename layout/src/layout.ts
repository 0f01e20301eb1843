/** A site's layout as the rooms use it: the graph for one vehicle type, its stations, and what may be done where. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { MapId, StationId } from "@floorplane/contracts/ids";
import type { StationKind, StationRow } from "@floorplane/contracts/site";
import type { Footprint } from "./footprint.ts";
import { buildGraph, type EdgeInput, type Graph } from "./graph.ts";
import type { Lif, LifAction, LifEdge, LifEdgeProperty, LifLayout, LifNode } from "./lif.schema.ts";
import { curvePoints } from "./nurbs.ts";

export interface Station {
  readonly id: StationId;
  /** Indices of the nodes where a robot stands to interact with it. */
  readonly nodes: readonly number[];
  /** m above the floor. */
  readonly height: number | undefined;
  readonly x: number;
  readonly y: number;
  /** Absent for storage places. */
  readonly kind: StationKind | undefined;
}

export interface Layout {
  readonly layoutId: string;
  readonly layoutVersion: string;
  readonly graph: Graph;
  readonly stations: ReadonlyMap<StationId, Station>;
  /** Actions that the layout offers at a node, by node index. */
  readonly nodeActions: ReadonlyMap<number, readonly LifAction[]>;
  /** Heading that the layout asks for at a node, rad, by node index. */
  readonly nodeTheta: ReadonlyMap<number, number>;
  /** What was passed over, in words. */
  readonly warnings: readonly string[];
}

export interface LayoutOptions {
  /** LIF `vehicleTypeId`; nodes and edges that do not list it are left out. */
  readonly vehicleType: string;
  readonly footprint: Footprint;
  /** Which layout, where the file holds several. */
  readonly layoutId?: string;
  /** What the stations are for, from the site's file. Chargers are known by their action. */
  readonly stations?: readonly StationRow[];
}

export function layoutFromLif(lif: Lif, options: LayoutOptions): Layout {
  const layout = chosen(lif, options.layoutId);
  const warnings: string[] = [];
  const nodes = layout.nodes.filter((node) => nodeProperty(node, options.vehicleType) !== undefined);
  if (nodes.length === 0)
    throw refusal(
      `layout ${layout.layoutId} has no node for vehicle type ${options.vehicleType}; name a type that its nodes list`,
      "vehicleType",
    );
  const graph = buildGraph({
    mapId: MapId(oneMap(layout, nodes)),
    footprint: options.footprint,
    nodes: nodes.map((node) => ({ id: node.nodeId, ...node.nodePosition })),
    edges: usableEdges(layout, nodes, options.vehicleType, warnings),
  });
  const nodeActions = new Map<number, readonly LifAction[]>();
  const nodeTheta = new Map<number, number>();
  for (const [index, node] of nodes.entries()) {
    const property = nodeProperty(node, options.vehicleType);
    if (property?.actions?.length) nodeActions.set(index, property.actions);
    if (property?.theta !== undefined) nodeTheta.set(index, property.theta);
  }
  const stations = stationsOf(layout, graph, nodeActions, options.stations ?? [], warnings);
  return {
    layoutId: layout.layoutId,
    layoutVersion: layout.layoutVersion,
    graph,
    stations,
    nodeActions,
    nodeTheta,
    warnings,
  };
}

function chosen(lif: Lif, layoutId: string | undefined): LifLayout {
  const names = lif.layouts.map((layout) => layout.layoutId).join(", ");
  if (layoutId === undefined && lif.layouts.length > 1)
    throw refusal(
      `the LIF file holds ${lif.layouts.length} layouts (${names}); say which one to use`,
      "layoutId",
    );
  const layout =
    layoutId === undefined
      ? lif.layouts[0]
      : lif.layouts.find((candidate) => candidate.layoutId === layoutId);
  if (!layout) throw refusal(`the LIF file has no layout ${layoutId}; it holds ${names}`, "layoutId");
  return layout;
}

/** A robot's positions are relative to one map; a layout whose nodes lie on several is two layouts. */
function oneMap(layout: LifLayout, nodes: readonly LifNode[]): string {
  const first = nodes.find((node) => node.mapId !== undefined)?.mapId ?? layout.layoutId;
  for (const node of nodes)
    if (node.mapId !== undefined && node.mapId !== first)
      throw refusal(
        `node ${node.nodeId} lies on map ${node.mapId} and others on ${first}; give each map a layout of its own`,
        `layouts.${layout.layoutId}.nodes`,
      );
  return first;
}

const nodeProperty = (node: LifNode, vehicleType: string) =>
  node.vehicleTypeNodeProperties.find((property) => property.vehicleTypeId === vehicleType);

function usableEdges(
  layout: LifLayout,
  nodes: readonly LifNode[],
  vehicleType: string,
  warnings: string[],
): EdgeInput[] {
  const usable = new Map(nodes.map((node) => [node.nodeId, node]));
  const known = new Set(layout.nodes.map((node) => node.nodeId));
  const edges: EdgeInput[] = [];
  for (const edge of layout.edges) {
    const property = edge.vehicleTypeEdgeProperties.find(
      (candidate) => candidate.vehicleTypeId === vehicleType,
    );
    const from = usable.get(edge.startNodeId);
    const to = usable.get(edge.endNodeId);
    if (!property) continue;
    if (from && to) edges.push(edgeInput(edge, property, from, to, warnings));
    else if (!known.has(edge.startNodeId))
      throw refusal(
        `edge ${edge.edgeId} starts at node ${edge.startNodeId}, which is not in layout ${layout.layoutId}; add the node or remove the edge`,
        `edges.${edge.edgeId}.startNodeId`,
      );
    else warnings.push(`edge ${edge.edgeId} is left out: ${vehicleType} may not use both of its ends here`);
  }
  return edges;
}

function edgeInput(
  edge: LifEdge,
  property: LifEdgeProperty,
  from: LifNode,
  to: LifNode,
  warnings: string[],
): EdgeInput {
  const path = property.trajectory && curvePoints(property.trajectory, from.nodePosition, to.nodePosition);
  if (path === "unusable")
    warnings.push(`edge ${edge.edgeId} has an unusable trajectory; a straight line is used`);
  const turned = property.vehicleOrientation;
  return {
    id: edge.edgeId,
    from: edge.startNodeId,
    to: edge.endNodeId,
    turnsOnTheWay: property.rotationAllowed,
    ...(property.maxSpeed !== undefined ? { maxSpeedMps: property.maxSpeed } : {}),
    ...(turned === undefined
      ? {}
      : property.orientationType === "GLOBAL"
        ? { heading: turned }
        : { orientation: turned }),
    ...(Array.isArray(path) ? { path } : {}),
  };
}

function stationsOf(
  layout: LifLayout,
  graph: Graph,
  nodeActions: ReadonlyMap<number, readonly LifAction[]>,
  rows: readonly StationRow[],
  warnings: string[],
): Map<StationId, Station> {
  const kinds = new Map(rows.map((row) => [row.station, row.kind]));
  const stations = new Map<StationId, Station>();
  for (const [i, station] of layout.stations.entries()) {
    const id = StationId(station.stationId);
    if (stations.has(id))
      throw refusal(`station id ${id} is used twice; give each station its own`, `stations[${i}].stationId`);
    const nodes = station.interactionNodeIds.map((node) => graph.indexOf(node)).filter((node) => node >= 0);
    if (nodes.length === 0) {
      warnings.push(`station ${id} is left out: none of its interaction nodes may be used`);
      continue;
    }
    const charges = nodes.some((node) =>
      nodeActions.get(node)?.some(({ actionType }) => actionType === "startCharging"),
    );
    stations.set(id, {
      id,
      nodes,
      height: station.stationHeight,
      x: station.stationPosition?.x ?? mean(nodes.map((node) => graph.x[node]!)),
      y: station.stationPosition?.y ?? mean(nodes.map((node) => graph.y[node]!)),
      kind: kinds.get(station.stationId) ?? (charges ? "charging" : undefined),
    });
  }
  return stations;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const refusal = (message: string, field: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message, field });

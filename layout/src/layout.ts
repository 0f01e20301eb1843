/** A site's layout as the rooms use it: the graph for one vehicle type, its stations, and what may be done where. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { MapId, StationId } from "@floorplane/contracts/ids";
import type { StationKind, StationRow } from "@floorplane/contracts/site";
import type { Footprint } from "./footprint.ts";
import { buildGraph, type Graph } from "./graph.ts";
import { type EdgeRule, type Passed, requiredOf, usableEdges } from "./layout-edges.ts";
import { named } from "./layout-faults.ts";
import type { Lif, LifAction, LifLayout, LifNode, LifNodeProperty } from "./lif.schema.ts";

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
  /** Types of actions that must not be sent there (LIF 2.0), by node index. */
  readonly forbiddenActions: ReadonlyMap<number, ReadonlySet<string>>;
  /** Heading that the layout asks for at a node, rad, by node index. */
  readonly nodeTheta: ReadonlyMap<number, number>;
  /** Actions that stand in every order over a node (`REQUIRED`), by node index. */
  readonly requiredActions: ReadonlyMap<number, readonly LifAction[]>;
  /** What an order over each edge has to say, by edge index. */
  readonly edgeRules: readonly EdgeRule[];
  /** What was passed over, in words. */
  readonly warnings: readonly string[];
  readonly passed: readonly Passed[];
}

export interface LayoutOptions {
  /** LIF `vehicleTypeId`; nodes and edges that do not list it are left out. */
  readonly vehicleType: string;
  readonly footprint: Footprint;
  /** Which layout, where the file holds several: by its own id, or by that of its level. */
  readonly layoutId?: string;
  readonly levelId?: string;
  /** What the stations are for, from the site's file. Chargers are known by their action. */
  readonly stations?: readonly StationRow[];
}

export function layoutFromLif(lif: Lif, options: LayoutOptions): Layout {
  const layout = chosenLayout(lif, options);
  const passed: Passed[] = [];
  const pass = (one: Passed) => passed.push(one);
  const nodes = layout.nodes.filter((node) => nodeProperty(node, options.vehicleType) !== undefined);
  if (nodes.length === 0)
    throw refusal(
      `layout ${layout.layoutId} has no node for vehicle type ${options.vehicleType}; name a type that its nodes list: ${named(vehicleTypesOf(layout)) || "they list none"}`,
      "vehicleType",
    );
  const mapId = MapId(oneMap(layout, nodes));
  const { edges, rules } = usableEdges(layout, nodes, options.vehicleType, pass);
  const graph = buildGraph({
    mapId,
    footprint: options.footprint,
    nodes: nodes.map((node) => ({ id: node.nodeId, ...node.nodePosition })),
    edges,
  });
  const nodeActions = new Map<number, readonly LifAction[]>();
  const forbiddenActions = new Map<number, ReadonlySet<string>>();
  const nodeTheta = new Map<number, number>();
  const requiredActions = new Map<number, readonly LifAction[]>();
  for (const [index, node] of nodes.entries()) {
    const property = nodeProperty(node, options.vehicleType);
    if (property?.actions?.length) nodeActions.set(index, property.actions);
    const forbidden = property?.forbiddenActionTypes ?? [];
    if (forbidden.length > 0) forbiddenActions.set(index, new Set(forbidden));
    const required = requiredOf(property?.actions);
    if (required.length > 0) requiredActions.set(index, required);
    if (property?.theta !== undefined) nodeTheta.set(index, property.theta);
  }
  const stations = stationsOf(layout, graph, nodeActions, options.stations ?? [], pass);
  return {
    layoutId: layout.layoutId,
    layoutVersion: layout.layoutVersion,
    graph,
    stations,
    nodeActions,
    forbiddenActions,
    nodeTheta,
    requiredActions,
    edgeRules: rules,
    warnings: passed.map(({ message }) => message),
    passed,
  };
}

/** Throws where the file holds several and none was chosen, or not the one that was. */
export function chosenLayout(
  { layouts }: Lif,
  { layoutId, levelId }: Pick<LayoutOptions, "layoutId" | "levelId">,
): LifLayout {
  const names = layouts
    .map((layout) => layout.layoutId + (layout.layoutLevelId ? ` (level ${layout.layoutLevelId})` : ""))
    .join(", ");
  const fitting = layouts.filter(
    (layout) =>
      (layoutId === undefined || layout.layoutId === layoutId) &&
      (levelId === undefined || layout.layoutLevelId === levelId),
  );
  if (fitting.length === 1) return fitting[0]!;
  const field = layoutId === undefined && levelId !== undefined ? "levelId" : "layoutId";
  const wished = [layoutId, levelId && `of level ${levelId}`].filter((part) => part !== undefined).join(" ");
  if (fitting.length > 1)
    throw refusal(
      `the LIF file holds ${fitting.length} layouts${levelId === undefined ? "" : ` of level ${levelId}`} (${names}); say which one to use: layoutId in site.yaml, or --layout-id`,
      field,
    );
  throw refusal(`the LIF file has no layout ${wished}; it holds ${names}`, field);
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

/** In the order of the file. */
export const vehicleTypesOf = ({ nodes }: LifLayout): string[] => [
  ...new Set(
    nodes.flatMap(({ vehicleTypeNodeProperties }) =>
      vehicleTypeNodeProperties.map((property) => property.vehicleTypeId),
    ),
  ),
];

const nodeProperty = (node: LifNode, vehicleType: string): LifNodeProperty | undefined =>
  node.vehicleTypeNodeProperties.find((property) => property.vehicleTypeId === vehicleType);

function stationsOf(
  layout: LifLayout,
  graph: Graph,
  nodeActions: ReadonlyMap<number, readonly LifAction[]>,
  rows: readonly StationRow[],
  pass: (passed: Passed) => void,
): Map<StationId, Station> {
  const kinds = new Map(rows.map((row) => [row.station, row.kind]));
  const stations = new Map<StationId, Station>();
  for (const [i, station] of layout.stations.entries()) {
    const id = StationId(station.stationId);
    if (stations.has(id))
      throw refusal(`station id ${id} is used twice; give each station its own`, `stations[${i}].stationId`);
    const nodes = station.interactionNodeIds.map((node) => graph.indexOf(node)).filter((node) => node >= 0);
    if (nodes.length === 0) {
      pass({
        path: `stations.${id}`,
        message: `station ${id} is left out: none of its interaction nodes may be used`,
      });
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

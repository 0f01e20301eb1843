/**
 * The one structure of the house for LIF layouts and grid maps alike: nodes and one-way edges as flat typed arrays, and which of them robots may not hold at once.
 * A node or edge is its index here; its id is for wires and people.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { EdgeId, type MapId, NodeId } from "@floorplane/contracts/ids";
import { conflictsOf } from "./conflicts.ts";
import { groupByRow } from "./csr.ts";
import { type Footprint, pointFootprint } from "./footprint.ts";
import type { Places } from "./sweeps.ts";

/** More than any published benchmark or building we know of; what is larger is refused instead of exhausting memory. */
export const nodesMax = 100_000;
export const edgesMax = 400_000;

export interface Graph {
  readonly mapId: MapId;
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly nodeIds: readonly NodeId[];
  readonly edgeIds: readonly EdgeId[];
  /** Index of a node id, or -1. */
  indexOf(id: string): number;
  /** Index of an edge id, or -1. */
  edgeIndexOf(id: string): number;
  /** First edge from one node to another, or -1. */
  edgeBetween(from: number, to: number): number;

  /** Node positions, m. */
  readonly x: Float64Array;
  readonly y: Float64Array;

  /** Edges that leave node n: `outEdge[outFirst[n] .. outFirst[n + 1])`; those that arrive: `inEdge`. Ascending by edge index. */
  readonly outFirst: Int32Array;
  readonly outEdge: Int32Array;
  readonly inFirst: Int32Array;
  readonly inEdge: Int32Array;

  readonly edgeFrom: Int32Array;
  readonly edgeTo: Int32Array;
  /** m. */
  readonly edgeLength: Float64Array;
  /** m/s; Infinity where the layout sets no limit. */
  readonly edgeMaxSpeed: Float64Array;
  /** Direction of travel, rad in [-pi, pi]. */
  readonly edgeCourse: Float64Array;
  /** Where the robot's front points while it drives the edge, rad. Differs from the course by pi on an edge that is driven backwards: such a robot need not turn before it. */
  readonly edgeHeading: Float64Array;
  /** 1 where the robot may turn anywhere on the edge. */
  readonly edgeTurns: Uint8Array;
  /** Curved edges only: points from start to end as x, y, x, y …, m. Course and heading are those of the chord. */
  readonly edgePaths: ReadonlyMap<number, readonly number[]>;

  /** Nodes that two robots may not hold at once: footprints overlap in the worst heading, load and margin included. Symmetric; a node is not in its own row. */
  readonly conflictFirst: Int32Array;
  readonly conflictNode: Int32Array;
  /** Nodes where a standing robot would be touched by one that drives the edge; the edge's own ends are left out. */
  readonly edgeConflictFirst: Int32Array;
  readonly edgeConflictNode: Int32Array;
  /** Edges whose sweeps overlap though they share no node. Symmetric. */
  readonly crossFirst: Int32Array;
  readonly crossEdge: Int32Array;
}

export interface NodeInput {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface EdgeInput {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly maxSpeedMps?: number;
  /** The robot's front relative to the direction of travel (0 forwards, pi backwards). */
  readonly orientation?: number;
  /** The robot's front on the map; wins over `orientation`. */
  readonly heading?: number;
  /** The robot may turn anywhere on the edge, so that it sweeps its circumscribed circle. */
  readonly turnsOnTheWay?: boolean;
  /** Points of a curve from start to end as x, y, x, y …; a straight line where absent. */
  readonly path?: readonly number[];
}

export interface GraphInput {
  readonly mapId: MapId;
  readonly nodes: readonly NodeInput[];
  readonly edges: readonly EdgeInput[];
  readonly footprint?: Footprint;
}

export function buildGraph(input: GraphInput): Graph {
  const { nodes, edges } = input;
  refuseTooLarge(nodes.length, edges.length);
  const nodeIndex = indexById("node", nodes);
  const edgeIndex = indexById("edge", edges);
  const arrays = edgeArrays(input, nodeIndex);
  return assembleGraph({
    ...arrays,
    mapId: input.mapId,
    nodeIds: nodes.map((node) => NodeId(node.id)),
    edgeIds: edges.map((edge) => EdgeId(edge.id)),
    indexOf: (id) => nodeIndex.get(id) ?? -1,
    edgeIndexOf: (id) => edgeIndex.get(id) ?? -1,
    x: Float64Array.from(nodes, (node) => node.x),
    y: Float64Array.from(nodes, (node) => node.y),
    footprint: input.footprint ?? pointFootprint,
  });
}

export interface GraphParts
  extends Pick<Graph, "mapId" | "nodeIds" | "edgeIds" | "indexOf" | "edgeIndexOf">,
    Places {
  readonly edgeLength: Float64Array;
  readonly edgeMaxSpeed: Float64Array;
  readonly footprint: Footprint;
}

/** Adds rows by node and conflict sets to arrays that hold the nodes and edges. */
export function assembleGraph({ footprint, ...parts }: GraphParts): Graph {
  const nodeCount = parts.x.length;
  const out = groupByRow(nodeCount, parts.edgeFrom);
  const incoming = groupByRow(nodeCount, parts.edgeTo);
  return {
    ...parts,
    nodeCount,
    edgeCount: parts.edgeFrom.length,
    outFirst: out.first,
    outEdge: out.values,
    inFirst: incoming.first,
    inEdge: incoming.values,
    edgeBetween(from, to) {
      for (let i = out.first[from] ?? 0; i < (out.first[from + 1] ?? 0); i++) {
        const edge = out.values[i]!;
        if (parts.edgeTo[edge] === to) return edge;
      }
      return -1;
    },
    ...conflictsOf(parts, footprint),
  };
}

function refuseTooLarge(nodes: number, edges: number): void {
  if (nodes > nodesMax || edges > edgesMax)
    throw new FloorplaneError({
      code: "too-large",
      message: `layout has ${nodes} nodes and ${edges} edges; at most ${nodesMax} and ${edgesMax} are planned for. Split it into several layouts`,
    });
}

function indexById(what: string, rows: readonly { readonly id: string }[]): Map<string, number> {
  const index = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    if (index.has(row.id))
      throw new FloorplaneError({
        code: "malformed-file",
        message: `${what} id ${row.id} is used twice; give each ${what} its own`,
        field: `${what}s[${i}]`,
      });
    index.set(row.id, i);
  }
  return index;
}

function edgeArrays({ nodes, edges }: GraphInput, nodeIndex: ReadonlyMap<string, number>) {
  const n = edges.length;
  const arrays = {
    edgeFrom: new Int32Array(n),
    edgeTo: new Int32Array(n),
    edgeLength: new Float64Array(n),
    edgeMaxSpeed: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
    edgeCourse: new Float64Array(n),
    edgeHeading: new Float64Array(n),
    edgeTurns: new Uint8Array(n),
    edgePaths: new Map<number, readonly number[]>(),
  };
  for (const [e, edge] of edges.entries()) {
    const from = nodeAt(edge, "from", nodeIndex, e);
    const to = nodeAt(edge, "to", nodeIndex, e);
    const course = Math.atan2(nodes[to]!.y - nodes[from]!.y, nodes[to]!.x - nodes[from]!.x);
    arrays.edgeFrom[e] = from;
    arrays.edgeTo[e] = to;
    arrays.edgeLength[e] = lengthOf(nodes[from]!, nodes[to]!, edge.path);
    if (edge.maxSpeedMps !== undefined) arrays.edgeMaxSpeed[e] = edge.maxSpeedMps;
    arrays.edgeCourse[e] = course;
    const heading = edge.heading ?? course + (edge.orientation ?? 0);
    if (edge.turnsOnTheWay) arrays.edgeTurns[e] = 1;
    if (edge.path) arrays.edgePaths.set(e, edge.path);
    arrays.edgeHeading[e] = Math.atan2(Math.sin(heading), Math.cos(heading));
  }
  return arrays;
}

function nodeAt(
  edge: EdgeInput,
  end: "from" | "to",
  nodeIndex: ReadonlyMap<string, number>,
  e: number,
): number {
  const index = nodeIndex.get(edge[end]);
  if (index === undefined)
    throw new FloorplaneError({
      code: "malformed-file",
      message: `edge ${edge.id} goes ${end} node ${edge[end]}, which is not in the layout; add the node or remove the edge`,
      field: `edges[${e}].${end === "from" ? "startNodeId" : "endNodeId"}`,
    });
  return index;
}

function lengthOf(from: NodeInput, to: NodeInput, path: readonly number[] | undefined): number {
  if (!path) return Math.hypot(to.x - from.x, to.y - from.y);
  let length = 0;
  for (let i = 2; i + 1 < path.length; i += 2)
    length += Math.hypot(path[i]! - path[i - 2]!, path[i + 1]! - path[i - 1]!);
  return length;
}

/**
 * The floor as many-robot path finding sees it: nodes with at most one neighbour in each of four directions, and robots that make one move a step. Made from any graph whose edges
 * run along two axes. Nodes are numbered anew, tile by tile, so that what a robot looks at lies together in memory.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { normaliseAngle } from "@floorplane/contracts/units";
import type { Graph } from "@floorplane/layout/graph";

/** `four-way`: go to a neighbour or wait. `rotate`: go forward, turn left or right by a quarter, or wait. */
export type StepMotion = "four-way" | "rotate";

/** East, south, west, north: directions 0 to 3, as benchmarks count orientations. */
export const directions = 4;

export interface StepGraph {
  readonly nodeCount: number;
  /** Neighbour of node n in direction d: `to[4 * n + d]`, or -1. One-way roads have no way back. */
  readonly to: Int32Array;
  /** Which node leads to n in direction d: `from[4 * n + d]`, or -1. */
  readonly from: Int32Array;
  /** Step node of a node of the graph, and back. */
  readonly stepNode: Int32Array;
  readonly graphNode: Int32Array;
}

/** Nodes of one tile share cache lines: 4 x 4 nodes of 4 bytes are 64 bytes. */
const tileSide = 4;
/** A road that is further off its axis than this belongs to no direction, rad. */
const offAxisMax = Math.PI / 8;

export function stepGraphOf(graph: Graph): StepGraph {
  const { nodeCount, edgeCount, edgeFrom, edgeTo, edgeCourse } = graph;
  const graphNode = tiled(graph);
  const stepNode = new Int32Array(nodeCount);
  for (let i = 0; i < nodeCount; i++) stepNode[graphNode[i]!] = i;
  const to = new Int32Array(directions * nodeCount).fill(-1);
  const from = new Int32Array(directions * nodeCount).fill(-1);
  for (let edge = 0; edge < edgeCount; edge++) {
    const direction = directionOf(edgeCourse[edge]!);
    const start = stepNode[edgeFrom[edge]!]!;
    const end = stepNode[edgeTo[edge]!]!;
    if (direction < 0 || to[directions * start + direction]! >= 0 || from[directions * end + direction]! >= 0)
      throw new FloorplaneError({
        code: "malformed-file",
        message: `edge ${graph.edgeIds[edge]} does not fit a floor of unit steps: every node needs at most one road in each of four directions`,
        field: "edges",
      });
    to[directions * start + direction] = end;
    from[directions * end + direction] = start;
  }
  return { nodeCount, to, from, stepNode, graphNode };
}

/** y grows north, so south is a course of -pi/2. -1: along no axis. */
function directionOf(course: number): number {
  const quarter = Math.round(-course / (Math.PI / 2));
  const off = Math.abs(normaliseAngle(course + (quarter * Math.PI) / 2));
  return off > offAxisMax ? -1 : (quarter + directions) % directions;
}

function tiled({ nodeCount, x, y }: Graph): Int32Array {
  const ranks = [x, y].map((values) => {
    const sorted = [...new Set(values)].sort((a, b) => a - b);
    return new Map(sorted.map((value, rank) => [value, rank]));
  });
  const columns = Int32Array.from(x, (value) => ranks[0]!.get(value)!);
  const rows = Int32Array.from(y, (value) => ranks[1]!.get(value)!);
  const tilesAcross = Math.floor(ranks[0]!.size / tileSide) + 1;
  const key = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const column = columns[node]!;
    const row = rows[node]!;
    const tile = Math.floor(row / tileSide) * tilesAcross + Math.floor(column / tileSide);
    key[node] = (tile * tileSide + (row % tileSide)) * tileSide + (column % tileSide);
  }
  return Int32Array.from({ length: nodeCount }, (_, node) => node).sort((a, b) => key[a]! - key[b]! || a - b);
}

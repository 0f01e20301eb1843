/** A benchmark's grid as a graph: unit cells, moves to four neighbours, robots that fill one cell. Cell = row * width + column, row 0 in the north. */
import { EdgeId, type MapId, NodeId } from "@floorplane/contracts/ids";
import { pointFootprint } from "./footprint.ts";
import { assembleGraph, type Graph } from "./graph.ts";

export interface GridMap {
  readonly width: number;
  readonly height: number;
  /** Nodes are the passable cells in row order; x grows east and y north, so that headings are those of the plane. */
  readonly graph: Graph;
  /** Node of a cell, or -1 where it is blocked. */
  readonly nodeOfCell: Int32Array;
  readonly cellOfNode: Int32Array;
  /** Letters of the file, row by row: what a cell is for. */
  readonly rows: readonly string[];
}

/** East, south, west, north: the order of a node's edges and of benchmark orientations 0 to 3. */
const steps = [
  { column: 1, row: 0, course: 0 },
  { column: 0, row: 1, course: -Math.PI / 2 },
  { column: -1, row: 0, course: Math.PI },
  { column: 0, row: -1, course: Math.PI / 2 },
] as const;

/** `isOpen`: whether a robot may leave a cell in a direction (0 to 3: east, south, west, north); everywhere, where it is not said. */
export function gridMapOf(
  mapId: MapId,
  rows: readonly string[],
  blocked: string,
  isOpen: (cell: number, direction: number) => boolean = () => true,
): GridMap {
  const height = rows.length;
  const width = rows[0]!.length;
  const nodeOfCell = new Int32Array(width * height).fill(-1);
  const cells: number[] = [];
  for (let cell = 0; cell < nodeOfCell.length; cell++)
    if (!blocked.includes(rows[Math.floor(cell / width)]![cell % width]!))
      nodeOfCell[cell] = cells.push(cell) - 1;
  const cellOfNode = Int32Array.from(cells);
  const nodeIds = cells.map((cell) => NodeId(`r${Math.floor(cell / width)}c${cell % width}`));
  return { width, height, nodeOfCell, cellOfNode, rows, graph: graphOf() };

  function graphOf(): Graph {
    const from: number[] = [];
    const to: number[] = [];
    const course: number[] = [];
    for (const [node, cell] of cells.entries())
      for (const [direction, step] of steps.entries()) {
        const column = (cell % width) + step.column;
        const row = Math.floor(cell / width) + step.row;
        if (column < 0 || column >= width || row < 0 || row >= height) continue;
        const neighbour = nodeOfCell[row * width + column]!;
        if (neighbour === -1 || !isOpen(cell, direction)) continue;
        from.push(node);
        to.push(neighbour);
        course.push(step.course);
      }
    const edgeIds = from.map((node, edge) => EdgeId(`${nodeIds[node]}:${nodeIds[to[edge]!]}`));
    return assembleGraph({
      mapId,
      nodeIds,
      edgeIds,
      indexOf: finder(nodeIds),
      edgeIndexOf: finder(edgeIds),
      x: Float64Array.from(cells, (cell) => cell % width),
      y: Float64Array.from(cells, (cell) => height - 1 - Math.floor(cell / width)),
      edgeFrom: Int32Array.from(from),
      edgeTo: Int32Array.from(to),
      edgeLength: new Float64Array(from.length).fill(1),
      edgeMaxSpeed: new Float64Array(from.length).fill(1),
      edgeCourse: Float64Array.from(course),
      edgeHeading: Float64Array.from(course),
      edgeTurns: new Uint8Array(from.length),
      edgePaths: new Map(),
      footprint: pointFootprint,
    });
  }
}

/** Benchmarks rarely ask by name: the index is made at the first question. */
function finder(ids: readonly string[]): (id: string) => number {
  let index: Map<string, number> | undefined;
  return (id) => {
    index ??= new Map(ids.map((name, i) => [name, i]));
    return index.get(id) ?? -1;
  };
}

/** Nodes whose cell carries one of the letters. */
export const nodesMarked = (map: GridMap, letters: string): Int32Array =>
  map.cellOfNode
    .filter((cell) => letters.includes(map.rows[Math.floor(cell / map.width)]![cell % map.width]!))
    .map((cell) => map.nodeOfCell[cell]!);

/** Rows and columns of a floor, one number for each direction of each: robots that follow one another share it, and so guidance of a hundred numbers makes lanes of thousands of edges. */
import { directions, type StepGraph } from "../steps/step-graph.ts";

export interface EdgeGroups {
  readonly count: number;
  /** Group of each edge (`4 n + direction` on a floor of unit steps), -1 where there is none. */
  readonly of: Int32Array;
}

export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function lineGroups({ nodeCount, to, graphNode }: StepGraph, { x, y }: Places): EdgeGroups {
  const rows = ranksOf(y);
  const columns = ranksOf(x);
  const of = new Int32Array(directions * nodeCount).fill(-1);
  const groups = new Map<number, number>();
  for (let edge = 0; edge < of.length; edge++) {
    if (to[edge]! < 0) continue;
    const direction = edge % directions;
    const place = graphNode[Math.floor(edge / directions)]!;
    const line = (direction % 2 === 0 ? rows : columns)[place]! * directions + direction;
    const known = groups.get(line);
    of[edge] = known ?? groups.size;
    if (known === undefined) groups.set(line, groups.size);
  }
  return { count: groups.size, of };
}

export function edgeGroups({ to }: StepGraph): EdgeGroups {
  let count = 0;
  const of = Int32Array.from(to, (next) => (next < 0 ? -1 : count++));
  return { count, of };
}

/** Each edge by itself. */
export const eachEdge = (count: number): EdgeGroups => ({
  count,
  of: Int32Array.from({ length: count }, (_, edge) => edge),
});

/** Numbers of one grouping of the edges as numbers of another: the mean of those that fall into each group. */
export function gathered(values: Float64Array, from: EdgeGroups, into: EdgeGroups): Float64Array {
  const sum = new Float64Array(into.count);
  const count = new Int32Array(into.count);
  for (const [edge, group] of into.of.entries()) {
    if (group < 0) continue;
    sum[group] = sum[group]! + values[from.of[edge]!]!;
    count[group] = count[group]! + 1;
  }
  return sum.map((total, group) => total / count[group]!);
}

/** Surveyed layouts have rows that are not quite straight: places within a fraction of the usual step are on one line. */
function ranksOf(values: Float64Array): Int32Array {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]!);
  const usual = gaps.filter((gap) => gap > lineWidthMinM).sort((a, b) => a - b);
  const apart = (usual[usual.length >> 1] ?? 1) / 4;
  const rankOf = new Map<number, number>();
  let rank = 0;
  for (const [i, value] of sorted.entries()) {
    if (i > 0 && gaps[i - 1]! > apart) rank++;
    rankOf.set(value, rank);
  }
  return Int32Array.from(values, (value) => rankOf.get(value)!);
}

/** Nearer than this, two lines are one that was drawn by hand. */
const lineWidthMinM = 0.05;

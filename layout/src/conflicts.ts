/**
 * Which nodes and edges two robots may not hold at once, from the footprint in its worst heading with load and safety margin.
 * A standing robot covers its circumscribed circle, since it may turn; a driving one sweeps its body along the edge.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { emptyRows, type Rows, rowsOfPairs } from "./csr.ts";
import type { Footprint } from "./footprint.ts";
import { type Box, boxesOverlap, halfExtents, pointToBox } from "./geometry.ts";
import { SpatialGrid } from "./spatial-grid.ts";

/** Twenty million pairs are 160 MB: a layout with more is drawn on top of itself. */
const pairsMax = 20_000_000;
/** Node positions are given to the millimetre; closer than this is arithmetic, not geometry. */
const epsilonM = 1e-6;

export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly edgeFrom: Int32Array;
  readonly edgeTo: Int32Array;
  readonly edgeCourse: Float64Array;
  readonly edgeHeading: Float64Array;
  readonly footprint: Footprint;
  readonly turnsOnTheWay?: readonly boolean[];
  readonly paths?: readonly (readonly number[] | undefined)[];
}

export function conflictsOf(places: Places) {
  const nodes = places.x.length;
  const edges = places.edgeFrom.length;
  const none = places.footprint.radius === 0;
  const node = none ? emptyRows(nodes) : nodeConflicts(places);
  const sweeps = none ? [] : sweepsOf(places);
  const edge = none ? emptyRows(edges) : edgeConflicts(places, sweeps);
  const cross = none ? emptyRows(edges) : crossings(places, sweeps);
  return {
    conflictFirst: node.first,
    conflictNode: node.values,
    edgeConflictFirst: edge.first,
    edgeConflictNode: edge.values,
    crossFirst: cross.first,
    crossEdge: cross.values,
  };
}

function nodeConflicts({ x, y, footprint }: Places): Rows {
  const reach = 2 * footprint.radius + footprint.margin - epsilonM;
  const grid = new SpatialGrid(reach);
  const pairs = new Pairs();
  for (let n = 0; n < x.length; n++) {
    grid.near(x[n]!, y[n]!, reach, reach, (other) => {
      if (Math.hypot(x[n]! - x[other]!, y[n]! - y[other]!) < reach) pairs.addBoth(n, other);
    });
    grid.add(n, x[n]!, y[n]!);
  }
  return pairs.rows(x.length);
}

interface Sweep {
  readonly edge: number;
  readonly box: Box;
}

/** What a robot covers on each edge: one box along a straight line, one per piece of a curve. */
function sweepsOf(places: Places): Sweep[] {
  const sweeps: Sweep[] = [];
  for (let edge = 0; edge < places.edgeFrom.length; edge++) {
    const path = places.paths?.[edge];
    if (!path) sweeps.push({ edge, box: straightSweep(places, edge) });
    else
      for (let i = 2; i + 1 < path.length; i += 2)
        sweeps.push({
          edge,
          box: turningSweep(path[i - 2]!, path[i - 1]!, path[i]!, path[i + 1]!, places.footprint),
        });
  }
  return sweeps;
}

function straightSweep(
  { x, y, edgeFrom, edgeTo, edgeCourse, edgeHeading, footprint, turnsOnTheWay }: Places,
  edge: number,
): Box {
  const from = edgeFrom[edge]!;
  const to = edgeTo[edge]!;
  if (turnsOnTheWay?.[edge]) return turningSweep(x[from]!, y[from]!, x[to]!, y[to]!, footprint);
  const turned = edgeHeading[edge]! - edgeCourse[edge]!;
  const ahead = reachOf(footprint, turned);
  const behind = reachOf(footprint, turned + Math.PI);
  const left = reachOf(footprint, turned - Math.PI / 2);
  const right = reachOf(footprint, turned + Math.PI / 2);
  return boxAlong(x[from]!, y[from]!, x[to]!, y[to]!, { ahead, behind, left, right });
}

/** How far the footprint, turned by `turned`, reaches along the course. */
function reachOf({ front, back, left, right }: Footprint, turned: number): number {
  const cos = Math.cos(turned);
  const sin = Math.sin(turned);
  return Math.max(front * cos, -back * cos) + Math.max(-left * sin, right * sin);
}

/** The body may point anywhere (a curve, or turning allowed on the way): its circle is what counts. */
const turningSweep = (ax: number, ay: number, bx: number, by: number, { radius }: Footprint): Box =>
  boxAlong(ax, ay, bx, by, { ahead: radius, behind: radius, left: radius, right: radius });

interface Reach {
  readonly ahead: number;
  readonly behind: number;
  readonly left: number;
  readonly right: number;
}

function boxAlong(ax: number, ay: number, bx: number, by: number, reach: Reach): Box {
  const theta = Math.atan2(by - ay, bx - ax);
  const cos = Math.cos(theta);
  const sin = Math.sin(theta);
  const shift = (reach.ahead - reach.behind) / 2;
  const aside = (reach.left - reach.right) / 2;
  return {
    x: (ax + bx) / 2 + shift * cos - aside * sin,
    y: (ay + by) / 2 + shift * sin + aside * cos,
    theta,
    halfLength: (Math.hypot(bx - ax, by - ay) + reach.ahead + reach.behind) / 2,
    halfWidth: (reach.left + reach.right) / 2,
  };
}

function edgeConflicts({ x, y, edgeFrom, edgeTo, footprint }: Places, sweeps: readonly Sweep[]): Rows {
  const reach = footprint.radius + footprint.margin - epsilonM;
  const grid = new SpatialGrid(2 * reach);
  for (let n = 0; n < x.length; n++) grid.add(n, x[n]!, y[n]!);
  const pairs = new Pairs();
  for (const { edge, box } of sweeps) {
    const half = halfExtents(box);
    grid.near(box.x, box.y, half.x + reach, half.y + reach, (n) => {
      if (n !== edgeFrom[edge] && n !== edgeTo[edge] && pointToBox(x[n]!, y[n]!, box) < reach)
        pairs.add(edge, n);
    });
  }
  return pairs.rows(edgeFrom.length);
}

function crossings({ edgeFrom, edgeTo, footprint }: Places, sweeps: readonly Sweep[]): Rows {
  const grid = new SpatialGrid(4 * footprint.radius);
  const gap = footprint.margin - epsilonM;
  const pairs = new Pairs();
  for (const [index, { edge, box }] of sweeps.entries()) {
    const half = halfExtents(box);
    const from = edgeFrom[edge]!;
    const to = edgeTo[edge]!;
    grid.near(box.x, box.y, half.x + footprint.margin, half.y + footprint.margin, (otherIndex) => {
      const other = sweeps[otherIndex]!;
      const otherFrom = edgeFrom[other.edge]!;
      const otherTo = edgeTo[other.edge]!;
      if (from === otherFrom || from === otherTo || to === otherFrom || to === otherTo) return;
      if (boxesOverlap(box, other.box, gap)) pairs.addBoth(edge, other.edge);
    });
    grid.add(index, box.x, box.y, half.x, half.y);
  }
  return pairs.rows(edgeFrom.length);
}

/** Collected (row, value) pairs, bounded. */
class Pairs {
  private readonly rowOf: number[] = [];
  private readonly valueOf: number[] = [];

  add(row: number, value: number): void {
    if (this.rowOf.length >= pairsMax)
      throw new FloorplaneError({
        code: "too-large",
        message: `more than ${pairsMax} pairs of places overlap for this footprint; check that the layout's positions are in metres`,
      });
    this.rowOf.push(row);
    this.valueOf.push(value);
  }

  addBoth(a: number, b: number): void {
    this.add(a, b);
    this.add(b, a);
  }

  rows(rowCount: number): Rows {
    return this.rowOf.length === 0 ? emptyRows(rowCount) : rowsOfPairs(rowCount, this.rowOf, this.valueOf);
  }
}

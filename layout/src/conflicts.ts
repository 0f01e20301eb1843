/**
 * Which nodes and edges two robots may not hold at once, from the footprint in its worst heading with load and safety margin.
 * A standing robot covers its circumscribed circle, since it may turn; a driving one sweeps its body along the edge.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { emptyRows, type Rows, rowsOfPairs } from "./csr.ts";
import type { Footprint } from "./footprint.ts";
import { boxesOverlap, pointToBox } from "./geometry.ts";
import { SpatialGrid } from "./spatial-grid.ts";
import { type Places, type Sweep, sweepsOf } from "./sweeps.ts";

/** Twenty million pairs are 160 MB: a layout with more is drawn on top of itself. */
const pairsMax = 20_000_000;
/** Node positions are given to the millimetre; closer than this is arithmetic, not geometry. */
const epsilonM = 1e-6;

export function conflictsOf(places: Places, footprint: Footprint) {
  const nodes = places.x.length;
  const edges = places.edgeFrom.length;
  const none = footprint.radius === 0;
  const node = none ? emptyRows(nodes) : nodeConflicts(places, footprint);
  const sweeps = none ? [] : sweepsOf(places, footprint);
  const edge = none ? emptyRows(edges) : edgeConflicts(places, footprint, sweeps);
  const cross = none ? emptyRows(edges) : crossings(places, footprint, sweeps);
  return {
    conflictFirst: node.first,
    conflictNode: node.values,
    edgeConflictFirst: edge.first,
    edgeConflictNode: edge.values,
    crossFirst: cross.first,
    crossEdge: cross.values,
  };
}

function nodeConflicts({ x, y }: Places, footprint: Footprint): Rows {
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

function edgeConflicts(
  { x, y, edgeFrom, edgeTo }: Places,
  footprint: Footprint,
  sweeps: readonly Sweep[],
): Rows {
  const reach = footprint.radius + footprint.margin - epsilonM;
  const grid = new SpatialGrid(2 * reach);
  for (let n = 0; n < x.length; n++) grid.add(n, x[n]!, y[n]!);
  const pairs = new Pairs();
  for (const { edge, box, halfX, halfY } of sweeps) {
    grid.near(box.x, box.y, halfX + reach, halfY + reach, (n) => {
      if (n !== edgeFrom[edge] && n !== edgeTo[edge] && pointToBox(x[n]!, y[n]!, box) < reach)
        pairs.add(edge, n);
    });
  }
  return pairs.rows(edgeFrom.length);
}

function crossings({ edgeFrom, edgeTo }: Places, footprint: Footprint, sweeps: readonly Sweep[]): Rows {
  const grid = new SpatialGrid(4 * footprint.radius);
  const gap = footprint.margin - epsilonM;
  const pairs = new Pairs();
  for (const [index, { edge, box, halfX, halfY }] of sweeps.entries()) {
    const from = edgeFrom[edge]!;
    const to = edgeTo[edge]!;
    grid.near(box.x, box.y, halfX + footprint.margin, halfY + footprint.margin, (otherIndex) => {
      const other = sweeps[otherIndex]!;
      const otherFrom = edgeFrom[other.edge]!;
      const otherTo = edgeTo[other.edge]!;
      if (from === otherFrom || from === otherTo || to === otherFrom || to === otherTo) return;
      if (boxesOverlap(box, other.box, gap)) pairs.addBoth(edge, other.edge);
    });
    grid.add(index, box.x, box.y, halfX, halfY);
  }
  return pairs.rows(edgeFrom.length);
}

/** Collected (row, value) pairs, bounded. */
class Pairs {
  readonly #rowOf: number[] = [];
  readonly #valueOf: number[] = [];

  add(row: number, value: number): void {
    if (this.#rowOf.length >= pairsMax)
      throw new FloorplaneError({
        code: "too-large",
        message: `more than ${pairsMax} pairs of places overlap for this footprint; check that the layout's positions are in metres`,
      });
    this.#rowOf.push(row);
    this.#valueOf.push(value);
  }

  addBoth(a: number, b: number): void {
    this.add(a, b);
    this.add(b, a);
  }

  rows(rowCount: number): Rows {
    return this.#rowOf.length === 0 ? emptyRows(rowCount) : rowsOfPairs(rowCount, this.#rowOf, this.#valueOf);
  }
}

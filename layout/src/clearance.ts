/** Where a robot would touch something solid: standing at a node in any heading, or driving an edge. */
import type { Footprint } from "./footprint.ts";
import { boxesOverlap, boxOf, pointToBox, type Rectangle } from "./geometry.ts";
import type { Graph } from "./graph.ts";
import { SpatialGrid } from "./spatial-grid.ts";
import { sweepsOf } from "./sweeps.ts";

export interface Touch {
  readonly place: "node" | "edge";
  /** Index of the node or edge. */
  readonly index: number;
  /** Index of the solid. */
  readonly solid: number;
}

/** Places that come within `gap` metres of a solid. */
export function touches(
  graph: Graph,
  footprint: Footprint,
  solids: readonly Rectangle[],
  gap: number,
): Touch[] {
  const found: Touch[] = [];
  const reach = footprint.radius + gap;
  const boxes = solids.map(boxOf);
  const grid = new SpatialGrid(Math.max(1, 2 * reach));
  for (const [i, box] of boxes.entries()) grid.add(i, box.x, box.y, box.halfLength, box.halfWidth);
  const seen = new Set<number>();
  for (let node = 0; node < graph.nodeCount; node++) {
    seen.clear();
    grid.near(graph.x[node]!, graph.y[node]!, reach, reach, (solid) => {
      if (seen.has(solid) || pointToBox(graph.x[node]!, graph.y[node]!, boxes[solid]!) >= reach) return;
      seen.add(solid);
      found.push({ place: "node", index: node, solid });
    });
  }
  for (const { edge, box, halfX, halfY } of sweepsOf(graph, footprint)) {
    seen.clear();
    grid.near(box.x, box.y, halfX + gap, halfY + gap, (solid) => {
      if (seen.has(solid) || !boxesOverlap(box, boxes[solid]!, gap)) return;
      seen.add(solid);
      found.push({ place: "edge", index: edge, solid });
    });
  }
  return found;
}

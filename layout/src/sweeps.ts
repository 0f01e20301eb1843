/** The ground that a robot covers on each edge: one box along a straight line, one per piece of a curve. */
import type { Footprint } from "./footprint.ts";
import { type Box, halfExtents } from "./geometry.ts";

/** Nodes and edges in the plane, as a graph holds them. */
export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly edgeFrom: Int32Array;
  readonly edgeTo: Int32Array;
  readonly edgeCourse: Float64Array;
  readonly edgeHeading: Float64Array;
  readonly edgeTurns: Uint8Array;
  readonly edgePaths: ReadonlyMap<number, readonly number[]>;
}

export interface Sweep {
  readonly edge: number;
  readonly box: Box;
  /** Half the extents of the upright rectangle around the box. */
  readonly halfX: number;
  readonly halfY: number;
}

export function sweepsOf(places: Places, footprint: Footprint): Sweep[] {
  const sweeps: Sweep[] = [];
  const add = (edge: number, box: Box): void => {
    const half = halfExtents(box);
    sweeps.push({ edge, box, halfX: half.x, halfY: half.y });
  };
  for (let edge = 0; edge < places.edgeFrom.length; edge++) {
    const path = places.edgePaths.get(edge);
    if (!path) add(edge, straightSweep(places, edge, footprint));
    else
      for (let i = 2; i + 1 < path.length; i += 2)
        add(edge, turningSweep(path[i - 2]!, path[i - 1]!, path[i]!, path[i + 1]!, footprint));
  }
  return sweeps;
}

function straightSweep(
  { x, y, edgeFrom, edgeTo, edgeCourse, edgeHeading, edgeTurns }: Places,
  edge: number,
  footprint: Footprint,
): Box {
  const from = edgeFrom[edge]!;
  const to = edgeTo[edge]!;
  if (edgeTurns[edge]) return turningSweep(x[from]!, y[from]!, x[to]!, y[to]!, footprint);
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

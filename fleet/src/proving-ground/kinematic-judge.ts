/** Whether robots touch, from poses and footprints alone: sorted along x, so that only neighbours are compared (sweep and prune: Cohen et al., I-COLLIDE, 1995). */
import { type Footprint, footprintsOverlap, type Pose } from "@floorplane/layout/footprint";

export interface Placed {
  readonly pose: Pose;
  readonly footprint: Footprint;
}

/** Pairs that overlap, by index, the smaller first. `order` is kept from sample to sample by the caller: robots move little meanwhile, so that sorting it again is quick. */
export function overlaps(placed: readonly Placed[], order: number[]): (readonly [number, number])[] {
  sortAlongX(placed, order);
  const found: (readonly [number, number])[] = [];
  const radiusMax = placed.reduce((most, { footprint }) => Math.max(most, footprint.radius), 0);
  for (let i = 0; i < order.length; i++) {
    const a = placed[order[i]!]!;
    for (let j = i + 1; j < order.length; j++) {
      const b = placed[order[j]!]!;
      if (b.pose.x - a.pose.x >= a.footprint.radius + radiusMax) break;
      if (footprintsOverlap(a.footprint, a.pose, b.footprint, b.pose))
        found.push(order[i]! < order[j]! ? [order[i]!, order[j]!] : [order[j]!, order[i]!]);
    }
  }
  return found;
}

/** Insertion sort: nearly linear on what is nearly sorted. */
function sortAlongX(placed: readonly Placed[], order: number[]): void {
  while (order.length < placed.length) order.push(order.length);
  for (let i = 1; i < order.length; i++) {
    const robot = order[i]!;
    const x = placed[robot]!.pose.x;
    let at = i;
    while (at > 0 && placed[order[at - 1]!]!.pose.x > x) {
      order[at] = order[at - 1]!;
      at--;
    }
    order[at] = robot;
  }
}

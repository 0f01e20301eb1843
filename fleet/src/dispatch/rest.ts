/** Where robots without a place to go stand in nobody's way: in a parking place; where those are taken, in a storage pocket that no work needs. */
import type { RobotView } from "../robots/robot-view.ts";
import type { Floor } from "./floor.ts";
import type { TakenPlaces } from "./taken-places.ts";

/** Pockets looked at, the nearest by air: each costs a search of ways. */
const pocketsMax = 12;

/** The nearest place to rest that nobody else is bound for, counting the way on from there; -1: there is none. */
export function restingPlace(floor: Floor, taken: TakenPlaces, robot: RobotView, towards?: number): number {
  const parking = taken.nearest(floor, robot, floor.places.parking, towards);
  if (parking >= 0) return parking;
  const needed = neededNodes(floor);
  const spare = floor.places.storage.filter(
    (node) => taken.isFree(floor, robot.id, node) && !needed.has(node),
  );
  return taken.nearest(floor, robot, floor.travel.nearestByAir(robot.end, spare, pocketsMax), towards);
}

/** It stands, or is bound to stand, where another works next. */
export function isWanted(floor: Floor, { id }: RobotView, node: number): boolean {
  if (floor.book.queue(node).some((other) => other !== id)) return true;
  for (const [robot, { nodes }] of floor.waits) if (robot !== id && nodes.includes(node)) return true;
  return false;
}

/** Where transports under way still have to go. */
function neededNodes(floor: Floor): ReadonlySet<number> {
  const nodes = new Set<number>();
  for (const { robot, left, stops } of floor.transports)
    if (robot !== null)
      for (const stop of left)
        for (const { node } of floor.places.docksOf(stops[stop]!.stations)) nodes.add(node);
  return nodes;
}

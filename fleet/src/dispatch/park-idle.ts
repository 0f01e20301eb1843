/** Robots without work leave lanes, docks and storage pockets for a parking place of their own. */
import { type Decision, type Floor, Given, isThere } from "./floor.ts";
import { isUncommitted } from "./make-room.ts";

export function parkIdle(floor: Floor): readonly Decision[] {
  const given = new Given();
  const parking = new Set(floor.places.parking);
  const decisions: Decision[] = [];
  for (const robot of floor.robots) {
    if (!robot.usable || !isUncommitted(robot)) continue;
    if (robot.goal?.purpose === "park" && floor.book.queue(robot.goal.node)[0] === robot.id) continue;
    if (isThere(robot) && isOwnPlace(floor, parking, robot.end, robot.id)) {
      if (robot.goal === undefined) decisions.push(go(robot.id, robot.end, "has no work"));
      continue;
    }
    const node = given.nearest(floor, robot, floor.places.parking);
    if (node < 0) continue;
    given.take(node);
    decisions.push(go(robot.id, node, "has no work"));
  }
  return decisions;
}

const go = (robot: Decision["robot"], node: number, why: string): Decision => ({
  type: "go",
  robot,
  node,
  purpose: "park",
  why,
});

const isOwnPlace = (
  floor: Floor,
  parking: ReadonlySet<number>,
  node: number,
  robot: Decision["robot"],
): boolean =>
  (parking.has(node) || floor.places.chargers.includes(node)) && floor.book.isFreeFor(robot, node);

/** Robots without work leave lanes, docks and places of work for a place of their own to stand in. */
import type { RobotView } from "../robots/robot-view.ts";
import { type Decision, type Floor, isThere } from "./floor.ts";
import { isUncommitted } from "./make-room.ts";
import { isWanted, restingPlace } from "./rest.ts";
import { TakenPlaces } from "./taken-places.ts";

export function parkIdle(floor: Floor): readonly Decision[] {
  const taken = new TakenPlaces();
  const { parkingNodes: parking } = floor.places;
  const decisions: Decision[] = [];
  for (const robot of floor.robots) {
    if (!robot.usable || !isUncommitted(robot)) continue;
    if (robot.goal?.purpose === "park" && keepsPlace(floor, parking, robot, robot.goal.node)) continue;
    if (isThere(robot) && isOwnPlace(floor, parking, robot)) {
      if (robot.goal === undefined) decisions.push(go(robot.id, robot.end));
      continue;
    }
    const node = restingPlace(floor, taken, robot);
    if (node < 0) {
      decisions.push({ type: "roam", robot: robot.id, why: { code: "idle.no-parking" } });
      continue;
    }
    taken.take(node);
    decisions.push(go(robot.id, node));
  }
  return decisions;
}

const go = (robot: Decision["robot"], node: number): Decision => ({
  type: "go",
  robot,
  node,
  purpose: "park",
  why: { code: "idle.parks" },
});

/** A parking place is its own as long as it is first there; a storage pocket as long as nobody has work in it. */
const keepsPlace = (floor: Floor, parking: ReadonlySet<number>, robot: RobotView, node: number): boolean =>
  floor.book.queue(node)[0] === robot.id && (parking.has(node) || !isWanted(floor, robot, node));

const isOwnPlace = (floor: Floor, parking: ReadonlySet<number>, { id, end }: RobotView): boolean =>
  (parking.has(end) || floor.places.chargers.includes(end)) && floor.book.isFreeFor(id, end);

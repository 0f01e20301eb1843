/**
 * Where robots wait whose next place is taken: in their present pocket, unless another wants it or they would queue for a dock; then in a parking place
 * near what they wait for. At most so many stand by for each dock, so that docks never starve and lanes never fill.
 */
import type { RobotView } from "../robots/robot-view.ts";
import { type Decision, type Floor, isThere } from "./floor.ts";
import { isWanted, restingPlace } from "./rest.ts";
import { TakenPlaces } from "./taken-places.ts";

const standByPerDock = 2;

export function makeRoom(floor: Floor): readonly Decision[] {
  if (floor.waits.size === 0) return [];
  const taken = new TakenPlaces();
  let standingBy = floor.robots.filter((robot) => robot.goal?.purpose === "stand-by").length;
  const decisions: Decision[] = [];
  for (const robot of floor.robots) {
    const wait = floor.waits.get(robot.id);
    if (!wait || !robot.usable || robot.attached) continue;
    if (isAside(floor, robot)) continue;
    const standsAside = isThere(robot) && floor.places.pockets.has(robot.end);
    const inTheWay = !standsAside || isWanted(floor, robot, robot.end);
    const mayStandBy = wait.docks && standingBy < standByPerDock * wait.nodes.length;
    if (!inTheWay && !mayStandBy) continue;
    const node = restingPlace(floor, taken, robot, wait.nodes[0]);
    if (node === robot.end) continue;
    if (node < 0) {
      if (inTheWay) decisions.push({ type: "roam", robot: robot.id, why: { code: "wait.seeks-place" } });
      continue;
    }
    taken.take(node);
    standingBy++;
    decisions.push({
      type: "go",
      robot: robot.id,
      node,
      purpose: "stand-by",
      why: { code: "wait.stands-by", node: floor.nodeName(node) },
    });
  }
  return decisions;
}

/** It has been sent aside, and nobody needs the place where. */
const isAside = (floor: Floor, robot: RobotView): boolean =>
  (robot.goal?.purpose === "stand-by" || robot.goal?.purpose === "park") &&
  !isWanted(floor, robot, robot.goal.node);

/** A robot that is idle or on its way to a parking place: it can be sent anywhere at once. */
export const isUncommitted = (robot: RobotView): boolean =>
  robot.transport === undefined && !robot.attached && robot.goal?.purpose !== "charge";

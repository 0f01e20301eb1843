/**
 * Where robots wait whose next place is taken: in their present pocket, unless another wants it or they would queue for a dock; then in a parking place
 * near what they wait for. At most so many stand by for each dock, so that docks never starve and lanes never fill.
 */
import type { Robot } from "../robots/robot.ts";
import { type Decision, type Floor, Given, isThere } from "./floor.ts";
import { isWanted, restingPlace } from "./rest.ts";

const stagedPerDock = 2;

export function makeRoom(floor: Floor): readonly Decision[] {
  if (floor.waits.size === 0) return [];
  const given = new Given();
  let staged = floor.robots.filter((robot) => robot.goal?.purpose === "stage").length;
  const decisions: Decision[] = [];
  for (const robot of floor.robots) {
    const wait = floor.waits.get(robot.id);
    if (!wait || !robot.usable || robot.attached) continue;
    if (isAside(floor, robot)) continue;
    const standsAside = isThere(robot) && floor.places.pockets.has(robot.end);
    const inTheWay = !standsAside || isWanted(floor, robot, robot.end);
    const mayStage = wait.docks && staged < stagedPerDock * wait.nodes.length;
    if (!inTheWay && !mayStage) continue;
    const node = restingPlace(floor, given, robot, wait.nodes[0]);
    if (node === robot.end) continue;
    if (node < 0) {
      if (inTheWay) decisions.push({ type: "roam", robot: robot.id, why: "looks for a place to wait" });
      continue;
    }
    given.take(node);
    staged++;
    decisions.push({
      type: "go",
      robot: robot.id,
      node,
      purpose: "stage",
      why: `stands by at ${floor.nodeName(node)}`,
    });
  }
  return decisions;
}

/** It has been sent aside, and nobody needs the place where. */
const isAside = (floor: Floor, robot: Robot): boolean =>
  (robot.goal?.purpose === "stage" || robot.goal?.purpose === "park") &&
  !isWanted(floor, robot, robot.goal.node);

/** A robot that is idle or on its way to a parking place: it can be sent anywhere at once. */
export const isUncommitted = (robot: Robot): boolean =>
  robot.transport === undefined && !robot.attached && robot.goal?.purpose !== "charge";

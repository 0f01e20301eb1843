/**
 * Where robots wait whose next place is taken: in their present pocket, unless another wants it or they would queue for a dock; then in a parking place
 * near what they wait for. At most so many stand by for each dock, so that docks never starve and lanes never fill.
 */
import type { RobotId } from "@floorplane/contracts/ids";
import type { Robot } from "../robots/robot.ts";
import { type Decision, type Floor, Given, isThere } from "./floor.ts";

const stagedPerDock = 2;

export function makeRoom(floor: Floor): readonly Decision[] {
  if (floor.waits.size === 0) return [];
  const given = new Given();
  const wanted = new Set([...floor.waits.values()].flatMap(({ nodes }) => nodes));
  let staged = floor.robots.filter((robot) => robot.goal?.purpose === "stage").length;
  const decisions: Decision[] = [];
  for (const robot of floor.robots) {
    const wait = floor.waits.get(robot.id);
    if (!wait || !robot.usable || robot.attached) continue;
    if (robot.goal?.purpose === "stage" || robot.goal?.purpose === "park") continue;
    const standsAside = isThere(robot) && floor.places.pockets.has(robot.end);
    const inTheWay = !standsAside || isWantedByAnother(floor, robot.id, robot.end, wanted);
    const mayStage = wait.docks && staged < stagedPerDock * wait.nodes.length;
    if (!inTheWay && !mayStage) continue;
    const node = given.nearest(floor, robot, floor.places.parking, wait.nodes[0]);
    if (node < 0 || node === robot.end) continue;
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

function isWantedByAnother(floor: Floor, self: RobotId, node: number, wanted: ReadonlySet<number>): boolean {
  if (!wanted.has(node)) return false;
  for (const [robot, { nodes }] of floor.waits) if (robot !== self && nodes.includes(node)) return true;
  return false;
}

/** A robot that is idle or on its way to a parking place: it can be sent anywhere at once. */
export const isUncommitted = (robot: Robot): boolean =>
  robot.transport === undefined && !robot.attached && robot.goal?.purpose !== "charge";

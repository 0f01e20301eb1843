/** A robot that has stood on its way to a stop for a while, while another place for it is to be had, is sent there instead. */
import { secondMs } from "@floorplane/contracts/units";
import { firstFreePlace } from "./continue-transports.ts";
import { type Decision, type Floor, Given } from "./floor.ts";

/** Shorter waits pass by themselves. */
const patienceMs = 20 * secondMs;

export function chooseAgain(floor: Floor): readonly Decision[] {
  const given = new Given();
  const decisions: Decision[] = [];
  for (const transport of floor.transports) {
    if (transport.target === null || transport.robot === null || transport.state !== "to-stop") continue;
    const robot = floor.robot(transport.robot);
    const waits = robot.usable && !robot.attached && floor.now - robot.stillSince >= patienceMs;
    if (!waits || robot.goal === undefined || robot.goal.node === robot.node) continue;
    // Its present place is not among the answers: it is in that queue already.
    given.take(robot.goal.node);
    const place = firstFreePlace(floor, robot, transport, given);
    if (!place) continue;
    given.take(place.node);
    decisions.push({ type: "unchoose", robot: robot.id, transport: transport.transport });
    decisions.push({ type: "choose", robot: robot.id, transport: transport.transport, ...place });
  }
  return decisions;
}

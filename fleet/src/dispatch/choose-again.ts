/** A robot that has stood on its way to a stop for a while, while another place for it is to be had, is sent there instead. */
import { secondMs } from "@floorplane/contracts/units";
import { firstFreePlace } from "./continue-transports.ts";
import type { Decision, Floor } from "./floor.ts";
import { TakenPlaces } from "./taken-places.ts";

/** Shorter waits pass by themselves. */
const patienceMs = 20 * secondMs;

export function chooseAgain(floor: Floor): readonly Decision[] {
  const taken = new TakenPlaces();
  const decisions: Decision[] = [];
  for (const transport of floor.transports) {
    if (transport.target === null || transport.robot === null || transport.state !== "to-stop") continue;
    const robot = floor.robot(transport.robot);
    if (!robot.usable || robot.attached || robot.goal === undefined || robot.goal.node === robot.node)
      continue;
    // Who bars the way himself will not get there by another choice.
    if (floor.places.cutOff.by.includes(robot.id)) continue;
    // Who cannot come keeps nobody else from the place.
    const isCutOff =
      floor.places.cutOff.has(robot.goal.node) || !floor.places.cutOff.leads(robot.end, robot.goal.node);
    if (!isCutOff && floor.now - robot.stillSince < patienceMs) continue;
    // Its present place is not among the answers: it is in that queue already.
    taken.take(robot.goal.node);
    const place = firstFreePlace(floor, robot, transport, taken);
    // Where nobody comes back from it does not go; it waits aside until the way is free.
    if (!place && isCutOff)
      decisions.push({ type: "unchoose", robot: robot.id, transport: transport.transport });
    if (!place) continue;
    taken.take(place.node);
    decisions.push({ type: "unchoose", robot: robot.id, transport: transport.transport });
    decisions.push({ type: "choose", robot: robot.id, transport: transport.transport, ...place });
  }
  return decisions;
}

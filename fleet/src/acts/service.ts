/** In and out of service: robots that get no work, and places that no robot is sent to. */
import type { ActNote } from "@floorplane/contracts/acts";
import type { StationId } from "@floorplane/contracts/ids";
import type { RobotFailing } from "@floorplane/contracts/messages";
import { reasonOfToday } from "@floorplane/contracts/reasons/reason";
import type { Desk } from "@floorplane/runtime/room";
import type { Robot } from "../robots/robot.ts";
import { isAboard } from "../transports/transport.ts";
import { type ActedOn, type Answer, done, refused } from "./answer.ts";

/** What this needs of it. */
type Served = Pick<ActedOn, "roster" | "transports" | "dispatcher" | "consequences">;

/** What it carries it brings to its end; what it was only sent for another gets. */
export function outOfService(fleet: ActedOn, robot: Robot, desk: Desk): Answer {
  fleet.consequences.tell(robot, { type: "service.ended" }, desk);
  handBack(fleet, robot, desk);
  return done;
}

/** Another room found that what it brings cannot be trusted. One that people took out or off the floor waits for them already. */
export function takenOut(fleet: Served, { robot: id, why }: RobotFailing, desk: Desk): void {
  const robot = fleet.roster.robots.get(id);
  if (robot?.value.service !== "in") return;
  // A house of before wrote a sentence.
  fleet.consequences.tell(robot, { type: "robot.failing", why: reasonOfToday(why)! }, desk);
  handBack(fleet, robot, desk);
}

function handBack({ roster, transports, dispatcher }: Served, robot: Robot, desk: Desk): void {
  const transport = transports.get(robot.transport);
  if (transport && !isAboard(transport) && !robot.attached) {
    transports.unassign(transport, desk, robot.id);
    robot.assigned.end();
    if (robot.entered) dispatcher.clearGoal(robot);
    roster.keep(robot, desk);
  }
  dispatcher.wake();
}

export function inService({ consequences, dispatcher }: ActedOn, robot: Robot, desk: Desk): Answer {
  consequences.tell(robot, { type: "service.begun" }, desk);
  dispatcher.wake();
  return done;
}

export function setPlace(
  { dispatcher, closed }: ActedOn,
  place: StationId,
  state: "open" | "closed",
  note: ActNote,
  desk: Desk,
): Answer {
  if (!dispatcher.places.has(place)) return refused({ code: "place.unknown", place });
  if (closed.isClosed(place) !== (state === "closed")) closed.set(place, state, note, desk);
  dispatcher.wake();
  return done;
}

/** In and out of service: robots that get no work, and places that no robot is sent to. */
import type { ActNote } from "@floorplane/contracts/acts";
import type { StationId } from "@floorplane/contracts/ids";
import type { RobotFailing } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { Robot } from "../robots/robot.ts";
import { isAboard } from "../transports/transport.ts";
import { type Answer, done, type Hands, refused } from "./answer.ts";

/** What it carries it brings to its end; what it was only sent for another gets. */
export function outOfService(hands: Hands, robot: Robot, desk: Desk): Answer {
  hands.roster.tell(robot, { type: "service.ended" }, desk);
  handBack(hands, robot, desk);
  return done;
}

/** Another room found that what it brings cannot be trusted. One that people took out or off the floor waits for them already. */
export function takenOut(
  hands: Pick<Hands, "roster" | "transports" | "dispatcher">,
  { robot: id, why }: RobotFailing,
  desk: Desk,
): void {
  const robot = hands.roster.robots.get(id);
  if (robot?.value.service !== "in") return;
  hands.roster.tell(robot, { type: "robot.failing", why }, desk);
  handBack(hands, robot, desk);
}

function handBack(
  { roster, transports, dispatcher }: Pick<Hands, "roster" | "transports" | "dispatcher">,
  robot: Robot,
  desk: Desk,
): void {
  const transport = transports.get(robot.transport);
  if (transport && !isAboard(transport) && !robot.attached) {
    transports.unassign(transport, desk, robot.id);
    robot.transport = undefined;
    if (robot.entered) dispatcher.clearGoal(robot);
    roster.keep(robot, desk);
  }
  dispatcher.wake();
}

export function inService({ roster, dispatcher }: Hands, robot: Robot, desk: Desk): Answer {
  roster.tell(robot, { type: "service.begun" }, desk);
  dispatcher.wake();
  return done;
}

export function setPlace(
  { dispatcher, closed }: Hands,
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

/** In and out of service: robots that get no work, and places that no robot is sent to. */
import type { ActNote } from "@floorplane/contracts/acts";
import type { StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Robot } from "../robots/robot.ts";
import { isAboard } from "../transports/transport.ts";
import { type Answer, done, type Hands, refused } from "./answer.ts";

/** What it carries it brings to its end; what it was only sent for another gets. */
export function outOfService({ crew, work, dispatcher }: Hands, robot: Robot, desk: Desk): Answer {
  crew.tell(robot, { type: "service.ended" }, desk);
  const transport = work.get(robot.transport);
  if (transport && !isAboard(transport) && !robot.attached) {
    work.release(transport, desk, robot.id);
    robot.transport = undefined;
    if (robot.entered) dispatcher.release(robot);
  }
  dispatcher.wake();
  return done;
}

export function inService({ crew, dispatcher }: Hands, robot: Robot, desk: Desk): Answer {
  crew.tell(robot, { type: "service.begun" }, desk);
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
  if (!dispatcher.places.has(place)) return refused(`this site has no station or storage place ${place}`);
  if (closed.isClosed(place) !== (state === "closed")) closed.set(place, state, note, desk);
  dispatcher.wake();
  return done;
}

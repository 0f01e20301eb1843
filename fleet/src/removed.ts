/** At a start: robots and places that the site's files no longer name. Their documents end, and their work goes to others; their alarms end with the list of alarms. */
import type { RobotId } from "@floorplane/contracts/ids";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { FleetControl } from "./fleet-control.ts";
import { type KeptRobot, orderKind, robotKind } from "./robots/robot.kind.ts";
import { isAboard, type Transport } from "./transports/transport.ts";

/** No robot may do it but one that is here no more. */
const isWantedOfNobody = ({ wish, robot }: Transport, isHere: (id: string) => boolean): boolean =>
  wish !== null && wish.robot !== null && !isHere(wish.robot) && (robot === null || !isHere(robot));

export function endRemoved(
  { roster, transports, closed, dispatcher }: FleetControl,
  kept: { readonly robots: ReadonlyMap<string, KeptRobot>; readonly orders: Iterable<string> },
  log: Log,
  desk: Desk,
): void {
  const isHere = (id: string): boolean => roster.robots.has(id as RobotId);
  for (const [id, { tote, load }] of kept.robots) {
    if (isHere(id)) continue;
    log.warn("robot.removed", { robot: id, load: tote ?? load?.load ?? "" });
    desk.remove(robotKind, id);
  }
  for (const id of kept.orders) if (!isHere(id)) desk.remove(orderKind, id);
  for (const transport of [...transports.open]) {
    if (isWantedOfNobody(transport, isHere)) {
      transports.fail(transport, "robot-lost", desk);
      continue;
    }
    if (transport.robot === null || isHere(transport.robot)) continue;
    // What it had on it is wherever a person put it: it is counted at a check lane.
    if (isAboard(transport)) transports.fail(transport, "robot-lost", desk);
    else transports.unassign(transport, desk);
  }
  dispatcher.wake();
  closed.endRemoved((place) => dispatcher.places.has(place), desk);
}

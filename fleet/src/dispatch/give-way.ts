/** A carry that may be left undone makes room for work that waits for its robot, as long as that has picked nothing of it. */
import { isAboard, type Transport } from "../transports/transport.ts";
import { waitingForRobot } from "./assign-transports.ts";
import type { Decision, Floor } from "./floor.ts";
import { refusalsOf, unableFor } from "./refusals.ts";

export function giveWay(floor: Floor): readonly Decision[] {
  const dispensable = floor.transports.filter((one) => mayGiveWay(floor, one));
  if (dispensable.length === 0) return [];
  const free = new Set(floor.robots.filter((robot) => refusalsOf(robot).length === 0));
  const waiting = waitingForRobot(floor).filter(({ wish }) => wish?.isDispensable !== true);
  return waiting.flatMap((transport): Decision[] => {
    for (const robot of free)
      if (unableFor(robot, transport).length === 0) {
        // It is given one soon: only docks have no room for it now.
        free.delete(robot);
        return [];
      }
    const index = dispensable.findIndex(
      ({ robot }) => unableFor(floor.robot(robot!), transport).length === 0,
    );
    if (index < 0) return [];
    const [given] = dispensable.splice(index, 1) as [Transport];
    return [{ type: "giveWay", robot: given.robot!, transport: given.transport }];
  });
}

function mayGiveWay(floor: Floor, transport: Transport): boolean {
  const { wish, robot, state } = transport;
  if (wish?.isDispensable !== true || robot === null || isAboard(transport) || state === "acting")
    return false;
  const { usable, attached, goal } = floor.robot(robot);
  return usable && !(attached && goal?.action !== undefined);
}

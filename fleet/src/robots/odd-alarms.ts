/** What a robot says oddly or unreadably as alarms: one of each kind for a robot, which says all that is known. */

import { AlarmId } from "@floorplane/contracts/ids";
import { oddMessages } from "@floorplane/contracts/reasons/of-messages";
import type { Desk } from "@floorplane/runtime/room";
import type { RobotTrouble } from "./alarms.ts";
import type { Change, OddKind } from "./oddities.ts";
import type { Robot } from "./robot.ts";
import type { Roster } from "./roster.ts";

const alarms = {
  odd: "robot.odd-words",
  unreadable: "robot.unreadable",
} as const satisfies Readonly<Record<OddKind, RobotTrouble>>;

export const isOddTold = (robot: Robot, kind: OddKind): boolean => robot.alarms.has(alarms[kind]);

/** A field more, and the alarm is told anew. */
export function tellOdd(roster: Roster, robot: Robot, changes: readonly Change[], desk: Desk): void {
  for (const { kind, told } of changes) {
    roster.clear(robot, alarms[kind], desk);
    if (told) roster.raise(robot, alarms[kind], desk, oddMessages(told));
  }
}

/** One that is not of this site: the alarm is that of any device nobody knows, and over when it is silent. */
export function tellStranger(robot: string, manufacturer: string, desk: Desk): void {
  desk.send("sensors", {
    type: "alarm.raise",
    key: AlarmId("device.unknown"),
    definition: "device.unknown",
    source: robot,
    parameters: { robot, manufacturer },
  });
}

/** What the watch looks at every second: who is silent, who stands and why, and who has stood too long (FAULTS C5). */
import type { Desk } from "@floorplane/runtime/room";
import type { Crew } from "./robots/crew.ts";
import type { Robot } from "./robots/robot.ts";
import type { FleetSettings } from "./settings.ts";
import type { Traffic } from "./traffic/traffic.ts";

/** A robot that was heard and then is not for so long is silent (REFERENCE 14). */
export const silentAfterMs = (robot: Robot, settings: FleetSettings): number =>
  Math.min(
    settings.silentMsMax,
    settings.silentIntervals * (robot.facts?.stateIntervalMs ?? settings.stateIntervalMs),
  );

/** Says in words why a robot with work stands, and tells a person when it has stood for minutes. */
export function explainStandstill(
  robot: Robot,
  traffic: Pick<Traffic, "explain">,
  crew: Crew,
  settings: FleetSettings,
  desk: Desk,
): void {
  const { goal } = robot;
  if (!robot.usable || goal?.purpose !== "stop") return;
  const stillMs = desk.now - robot.stillSince;
  if (stillMs < settings.waitingAfterMs) {
    robot.why = "";
    return;
  }
  if (goal.node !== robot.node) robot.why = traffic.explain(robot.id);
  if (stillMs >= settings.stuckMs) crew.raise(robot, "robot.stuck", desk, robot.why);
}

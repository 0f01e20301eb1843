/** What the watch looks at every second: who is silent, who stands and why, and who has stood too long (FAULTS C5). */
import { someOf } from "@floorplane/contracts/reasons/reason";
import type { Desk } from "@floorplane/runtime/room";
import type { Robot } from "./robots/robot.ts";
import { type Roster, whyOf } from "./robots/roster.ts";
import type { FleetSettings } from "./settings/fleet-settings.ts";
import type { Traffic } from "./traffic/traffic.ts";

/** A robot that was heard and then is not for so long is silent (REFERENCE 14). */
export const silentAfterMs = (robot: Robot, settings: FleetSettings): number =>
  Math.min(
    settings.silentMsMax,
    settings.silentIntervals * (robot.facts?.stateIntervalMs ?? settings.stateIntervalMs),
  );

/** Says why a robot with work stands, and tells a person when it has stood for minutes. */
export function explainStandstill(
  robot: Robot,
  isUnmoved: boolean,
  traffic: Pick<Traffic, "explain">,
  roster: Roster,
  settings: FleetSettings,
  desk: Desk,
): void {
  const { goal } = robot;
  if (!robot.usable || goal?.purpose !== "stop") return;
  // It waits for a person, who has his own deadline.
  if (robot.attached && goal.action === undefined) return;
  const stillMs = desk.now - robot.stillSince;
  if (stillMs < settings.waitingAfterMs) {
    robot.reasons.waits(null);
    return;
  }
  if (isUnmoved) robot.reasons.waits({ code: "traffic.unmoved" });
  else if (goal.node !== robot.node) robot.reasons.waits(traffic.explain(robot.id));
  // A tote waits at a full infeed for as long as it takes to pack; that is the station's business for a while.
  const patienceMs = robot.attached ? settings.stuckAtWorkMs : settings.stuckMs;
  if (stillMs >= patienceMs) roster.raise(robot, "robot.stuck", desk, whyOf(robot));
}

/** Robots that wait for one another and for which traffic found no way out: a person is asked, by the first of each ring. */
export function tellRings(traffic: Pick<Traffic, "rings">, roster: Roster, desk: Desk): void {
  const rings = traffic.rings();
  const first = new Set(rings.map(([robot]) => robot));
  for (const ring of rings) {
    const robot = roster.robots.get(ring[0]!);
    if (robot) roster.raise(robot, "robot.ring", desk, { code: "ring.waits", robots: someOf(ring) });
  }
  for (const robot of roster.list)
    if (robot.alarms.has("robot.ring") && !first.has(robot.id)) roster.clear(robot, "robot.ring", desk);
}

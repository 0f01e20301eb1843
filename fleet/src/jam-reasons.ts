/** Who stands for whom, on each robot's page: the last of a robot's reasons names the first cause of the jam that it stands in, and the first cause hears how many wait for it. */
import type { RobotId } from "@floorplane/contracts/ids";
import type { Jam as JamReason } from "@floorplane/contracts/reasons/of-robots";
import { isSameReason, someOf } from "@floorplane/contracts/reasons/reason";
import type { Dispatcher } from "./dispatch/dispatcher.ts";
import { type Jam, jamsOf } from "./jams.ts";
import { activityOf } from "./robots/activity.ts";
import type { Robot } from "./robots/robot.ts";
import type { Roster } from "./robots/roster.ts";
import type { FleetSettings } from "./settings/fleet-settings.ts";
import type { Traffic } from "./traffic/traffic.ts";

/** A count that changes by the second would write a row a robot each time: it is told anew only so often, unless the cause is another. */
const countEveryMs = 10_000;

export interface JamParts {
  readonly roster: Roster;
  readonly traffic: Pick<Traffic, "waitsFor">;
  readonly dispatcher: Pick<Dispatcher, "atPlaceOf">;
  readonly settings: FleetSettings;
}

export function nameJams({ roster, traffic, dispatcher, settings }: JamParts, now: number): void {
  const links = new Map<RobotId, RobotId>();
  for (const robot of roster.list) {
    if (!robot.usable || robot.attached || now - robot.stillSince < settings.waitingAfterMs) continue;
    const other = traffic.waitsFor(robot.id) ?? dispatcher.atPlaceOf(robot.id);
    if (other !== undefined && other !== robot.id) links.set(robot.id, other);
  }
  const jams = jamsOf(links);
  const firsts = new Map<RobotId, Jam>();
  for (const jam of jams.values()) for (const first of jam.first) firsts.set(first, jam);
  for (const robot of roster.list) {
    const jam = jams.get(robot.id);
    const own = firsts.get(robot.id);
    if (jam) tell(robot, reasonOf(jam, links.get(robot.id), roster, settings, now), firstOf(jam), now);
    else if (own && !isAtWork(robot, settings, now))
      tell(robot, { code: "jam.first", waiting: own.waiting.length }, robot.id, now);
    else tell(robot, null, "", now);
  }
}

const firstOf = ({ first }: Jam): string => first.join(" ");

function tell(robot: Robot, jam: JamReason | null, first: string, now: number): void {
  const told = robot.jam;
  if (told.first === first && (isSameReason(told.jam, jam) || now - told.at < countEveryMs)) return;
  robot.reasons.stands({ jam, first, at: now });
}

function reasonOf(
  { first, waiting }: Jam,
  next: RobotId | undefined,
  roster: Roster,
  settings: FleetSettings,
  now: number,
): JamReason | null {
  if (first.length > 1) return { code: "jam.ring", robots: someOf(first), waiting: waiting.length };
  const robot = roster.robots.get(first[0]!);
  if (!robot) return null;
  // Why it stands names it already.
  if (next === robot.id && isAtWork(robot, settings, now)) return null;
  const does = activityOf(robot, now, settings.waitingAfterMs);
  const node = roster.placeOf(robot);
  return { code: "jam.behind", robot: robot.id, does, node: node || null, waiting: waiting.length };
}

/** What it does ends by itself: nobody need be told who waits for it. */
const isAtWork = (robot: Robot, settings: FleetSettings, now: number): boolean => {
  const activity = activityOf(robot, now, settings.waitingAfterMs);
  return robot.usable && activity !== "waiting" && activity !== "idle";
};

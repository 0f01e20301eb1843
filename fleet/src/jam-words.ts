/** Who stands for whom, on each robot's page: the last word of a robot's reason names the first cause of the jam that it stands in, and the first cause hears how many wait for it. */
import type { RobotId } from "@floorplane/contracts/ids";
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
    if (jam) tell(robot, wordsOf(jam, links.get(robot.id), roster, settings, now), firstOf(jam), now);
    else if (own && !isAtWork(robot, settings, now)) tell(robot, waitFor(own.waiting.length), robot.id, now);
    else tell(robot, "", "", now);
  }
}

const firstOf = ({ first }: Jam): string => first.join(" ");

function tell(robot: Robot, words: string, first: string, now: number): void {
  const { jam } = robot;
  if (jam.first === first && (jam.words === words || now - jam.at < countEveryMs)) return;
  robot.reasons.stands({ words, first, at: now });
}

function wordsOf(
  { first, waiting }: Jam,
  next: RobotId | undefined,
  roster: Roster,
  settings: FleetSettings,
  now: number,
): string {
  if (first.length > 1)
    return `the first cause: ${first.join(", ")} wait for one another; ${waitFor(waiting.length)}`;
  const robot = roster.robots.get(first[0]!);
  if (!robot) return "";
  const place = roster.placeOf(robot);
  const doing = doingWords[activityOf(robot, now, settings.waitingAfterMs)];
  const what = `${robot.id}, which ${doing}${place === "" ? "" : ` at ${place}`}`;
  // Its own words name it already.
  if (next === robot.id && isAtWork(robot, settings, now)) return "";
  return `the first cause is ${what}; ${waitFor(waiting.length)}`;
}

const waitFor = (count: number): string =>
  count === 1 ? "1 robot waits for it" : `${count} robots wait for it`;

/** What it does ends by itself: nobody need be told who waits for it. */
const isAtWork = (robot: Robot, settings: FleetSettings, now: number): boolean => {
  const activity = activityOf(robot, now, settings.waitingAfterMs);
  return robot.usable && activity !== "waiting" && activity !== "idle";
};

const doingWords = {
  idle: "has nothing to do and stands",
  "to-stop": "is driving",
  acting: "works",
  charging: "charges",
  waiting: "waits for no robot and stands",
  parking: "is driving",
  paused: "is paused",
  manual: "is driven by hand",
  fault: "has a fault",
  offline: "is not heard",
  "off-floor": "is off the floor",
} as const satisfies Record<ReturnType<typeof activityOf>, string>;

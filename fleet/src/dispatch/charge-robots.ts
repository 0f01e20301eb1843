/** Power: a low robot charges before anything else; an idle one takes a free charger when no work waits; a full one makes room for another. */
import type { Waiting } from "@floorplane/contracts/reasons/of-robots";
import { canBeCharged } from "../robots/fitness.ts";
import type { RobotView } from "../robots/robot-view.ts";
import { isWork } from "./assign-transports.ts";
import type { Decision, Floor } from "./floor.ts";
import { isUncommitted } from "./make-room.ts";
import { restingPlace } from "./rest.ts";
import { TakenPlaces } from "./taken-places.ts";

export function chargeRobots(floor: Floor): readonly Decision[] {
  const taken = new TakenPlaces();
  const chargers = floor.places.chargers.filter((node) => !floor.closedChargers.has(node));
  const able = floor.robots.filter(
    (robot) => robot.usable && isUncommitted(robot) && !robot.loaded && canBeCharged(robot.facts),
  );
  const low = able.filter((robot) => robot.value.power === "low").toSorted(byCharge);
  const decisions: Decision[] = [];
  const send = (robot: RobotView, why: Waiting): boolean => {
    const node = taken.nearest(floor, robot, chargers);
    if (node < 0) return false;
    taken.take(node);
    decisions.push({ type: "go", robot: robot.id, node, purpose: "charge", why });
    return true;
  };
  const unserved = low.filter((robot) => !send(robot, { code: "charge.low", percent: told(robot) })).length;
  if (unserved > 0) decisions.push(...vacated(floor, unserved));
  else if (!floor.transports.some((one) => one.state === "requested" && isWork(one)))
    for (const robot of able.filter((one) => wantsOpportunity(floor, one)).toSorted(byCharge))
      if (!send(robot, { code: "charge.idle", percent: told(robot) })) break;
  return decisions;
}

const percent = (robot: RobotView): number => Math.round(robot.report?.battery.percent ?? 0);
/** Null: it has told no charge. */
const told = (robot: RobotView): number | null => (robot.report?.battery.untold ? null : percent(robot));
const byCharge = (a: RobotView, b: RobotView): number => percent(a) - percent(b) || a.index - b.index;

const wantsOpportunity = (floor: Floor, robot: RobotView): boolean =>
  robot.value.power === "charged" &&
  robot.report !== undefined &&
  robot.report.battery.percent < floor.settings.battery.opportunity &&
  !robot.report.battery.charging;

/** Those that charge for want of work leave for those that must. */
function vacated(floor: Floor, wanted: number): readonly Decision[] {
  const taken = new TakenPlaces();
  const { enough, full } = floor.settings.battery;
  return floor.robots
    .filter(({ goal, usable, report, node }) => {
      const there = goal?.purpose === "charge" && goal.node === node && usable;
      return there && report !== undefined && report.battery.percent >= Math.min(enough, full);
    })
    .toSorted((a, b) => byCharge(b, a))
    .slice(0, wanted)
    .flatMap((robot): Decision[] => {
      const node = restingPlace(floor, taken, robot);
      if (node < 0) return [];
      taken.take(node);
      return [{ type: "go", robot: robot.id, node, purpose: "park", why: { code: "charge.makes-room" } }];
    });
}

/** Why a robot gets no transport, and why not this one: as codes. Empty: it may have it. */
import type { NotAssignable } from "@floorplane/contracts/reasons/not-assignable";
import { takesLoadType } from "../robots/load-types.ts";
import type { RobotView } from "../robots/robot-view.ts";
import type { Transport } from "../transports/transport.ts";
import { isThere } from "./floor.ts";

/** Whatever the work. */
export function refusalsOf(robot: RobotView): readonly NotAssignable[] {
  const reasons: NotAssignable[] = [];
  const { value } = robot;
  if (!robot.usable) reasons.push("not-ready");
  if (value.service === "out") reasons.push("out-of-service");
  if (value.service === "failing") reasons.push("failing");
  if (robot.transport !== undefined) reasons.push("has-transport");
  if (robot.loaded) reasons.push("carries");
  if (value.power === "low") reasons.push("must-charge");
  if (robot.goal?.purpose === "charge" && (!isThere(robot) || robot.attached) && !isCharging(robot))
    reasons.push("going-to-charge");
  return reasons;
}

const isCharging = (robot: RobotView): boolean => robot.report?.battery.charging === true;

const none: readonly NotAssignable[] = [];
const picksNothing: readonly NotAssignable[] = ["picks-nothing"];

/** By its factsheet and by name, now and later. One that has not said what it can do is taken to be able. */
export function unableFor(
  robot: Pick<RobotView, "id" | "facts">,
  transport: Pick<Transport, "kind" | "stops" | "wish">,
): readonly NotAssignable[] {
  if (transport.kind === "carry") return unableToCarry(robot, transport);
  return transport.kind === "count" || does(robot, "pickItems") ? none : picksNothing;
}

function unableToCarry(
  robot: Pick<RobotView, "id" | "facts">,
  { stops, wish }: Pick<Transport, "stops" | "wish">,
): readonly NotAssignable[] {
  const reasons: NotAssignable[] = [];
  if (wish && wish.robot !== null && wish.robot !== robot.id) reasons.push("another-wanted");
  if (!does(robot, "pick") || !does(robot, "drop")) reasons.push("carries-nothing");
  const longest = robot.facts?.limits.loadIdLength ?? Number.POSITIVE_INFINITY;
  const takes = stops.every(
    ({ action }) =>
      !("loadType" in action) ||
      (takesLoadType(robot.facts, action.loadType) && (action.load ?? "").length <= longest),
  );
  if (!takes) reasons.push("takes-no-such-load");
  return reasons;
}

/** One that lists no actions has not said which it can do. */
const does = ({ facts }: Pick<RobotView, "facts">, action: string): boolean =>
  facts === undefined || facts.nodeActions.size === 0 || facts.nodeActions.has(action);

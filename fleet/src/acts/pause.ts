/** Pausing a robot, letting it go on, and giving up what it drives. The hold is the house's at once; that the robot stands or goes on is the robot's own word. */
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Desk } from "@floorplane/runtime/room";
import type { Robot } from "../robots/robot.ts";
import { type ActedOn, type Answer, asked, done, refused } from "./answer.ts";

export function pause({ consequences, instants, settings }: ActedOn, robot: Robot, desk: Desk): Answer {
  if (robot.value.presence !== "on") return refused({ code: "robot.off-floor", robot: robot.id });
  if (robot.value.hold === "held") instants.ask(robot, "startPause", desk);
  else consequences.tell(robot, { type: "robot.hold" }, desk);
  return asked(settings.actWithinMs);
}

/** It says that it is paused; or that it stands, with nothing left that it may drive. */
export function isStill(robot: Robot): boolean {
  const { report } = robot;
  if (!report || robot.value.link !== "heard") return false;
  return report.paused || (!report.driving && robot.echoed && robot.granted.length === 0 && isAtEnd(robot));
}

const isAtEnd = ({ order, orderOpen, passed }: Robot): boolean =>
  !orderOpen || order?.base.at(-1)?.sequence === passed;

export function resume({ consequences, following, settings }: ActedOn, robot: Robot, desk: Desk): Answer {
  const { presence, hold, room, readiness, order } = robot.value;
  if (presence !== "on") return refused({ code: "robot.off-floor", robot: robot.id });
  // A person vouches for the place that it says, and for nothing else.
  if (following.isUnclear(robot)) {
    consequences.tell(robot, { type: "robot.resumed" }, desk);
    following.vouchFor(robot, desk);
    return asked(settings.cancelWithinMs + settings.actWithinMs);
  }
  // Let go it would be stopped again at once, for as long as two claim one place.
  if (room === "contested") return refused({ code: "robot.kept-standing", contest: robot.contest });
  const waits =
    hold === "held" ||
    readiness === "confirming" ||
    readiness === "paused" ||
    order === "unanswered" ||
    order === "wedged" ||
    order === "barred";
  if (waits) {
    consequences.tell(robot, { type: "robot.resumed" }, desk);
    return asked(settings.actWithinMs);
  }
  if (readiness === "faulty" && forgetKeptFaults(robot)) return asked(settings.actWithinMs);
  const reason = standsWhy(robot);
  return reason === undefined ? done : refused(reason);
}

/** Faults that it told and leaves out since, instead of saying that there are none: a person who looked may say so for it. */
function forgetKeptFaults(robot: Robot): boolean {
  if (!robot.report?.unsaid?.has("faults")) return false;
  robot.heard.forgetFaults();
  return true;
}

/** What only somebody at the robot can end. */
function standsWhy(robot: Robot): ActReason | undefined {
  const { trouble } = robot.context;
  switch (robot.value.readiness) {
    case "stopped":
      return { code: "robot.stopped", trouble };
    case "manual":
      return { code: "robot.by-hand", trouble };
    case "faulty":
      return { code: "robot.faulty", trouble };
    case "astray":
      return { code: "robot.astray", trouble };
    default:
      return undefined;
  }
}

/** Nothing of what the resume was for holds it any more, by its own word. */
export const goesOn = ({ value, report }: Robot): boolean =>
  value.link === "heard" &&
  value.hold === "free" &&
  value.readiness !== "confirming" &&
  value.readiness !== "paused" &&
  value.readiness !== "astray" &&
  report?.paused === false;

export function giveUpOrder({ consequences, settings }: ActedOn, robot: Robot, desk: Desk): Answer {
  const { order, presence } = robot.value;
  if (presence !== "on") return done;
  if (order === "none" || order === "cooling" || order === "barred") return done;
  consequences.tell(robot, { type: "order.givenUp" }, desk);
  return asked(settings.cancelWithinMs + settings.actWithinMs);
}

export const hasNoOrder = ({ value: { order } }: Robot): boolean =>
  order === "none" || order === "cooling" || order === "barred";

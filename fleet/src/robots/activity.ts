/** What a robot is doing, in the one word that screens show. */
import type { RobotActivity } from "@floorplane/contracts/documents";
import type { RobotView } from "./robot-view.ts";

export function activityOf(robot: RobotView, now: number, waitingAfterMs: number): RobotActivity {
  const { link, readiness, hold, order, presence } = robot.value;
  if (presence !== "on") return "off-floor";
  if (link !== "heard") return "offline";
  if (readiness === "manual") return "manual";
  if (hold === "held" || readiness === "paused") return "paused";
  if (readiness !== "ready" || order === "unanswered" || order === "clearing") return "fault";
  if (order === "cooling" || order === "wedged" || order === "barred" || !robot.entered) return "fault";
  return working(robot, now - robot.stillSince >= waitingAfterMs);
}

function working({ goal, node, report, transport, attached }: RobotView, still: boolean): RobotActivity {
  const arrived = goal === undefined || goal.node === node;
  if (goal?.purpose === "stop") {
    if (arrived && attached) return "acting";
    return still ? "waiting" : "to-stop";
  }
  if (transport !== undefined) return still ? "waiting" : "to-stop";
  if (goal?.purpose === "charge" && arrived) return "charging";
  if (arrived) return report?.battery.charging ? "charging" : "idle";
  return still ? "waiting" : "parking";
}

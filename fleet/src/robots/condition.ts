/** Whether a robot that speaks can be given work, as its report tells it: one word, the gravest first, with why. */
import type { EmergencyStop, RobotReport } from "./report.ts";

export type Condition =
  | { readonly type: "robot.ready" }
  | { readonly type: "robot.estopped"; readonly stop: EmergencyStop }
  | { readonly type: "robot.manual"; readonly mode: string }
  | { readonly type: "robot.faulty"; readonly fault: string }
  | { readonly type: "robot.astray"; readonly why: string }
  | { readonly type: "robot.paused" };

const ready: Condition = { type: "robot.ready" };
const paused: Condition = { type: "robot.paused" };

/** `offRoute`: why its pose does not fit what it holds, or undefined. */
export function conditionOf(report: RobotReport, mapId: string, offRoute: string | undefined): Condition {
  if (report.stop !== "none") return { type: "robot.estopped", stop: report.stop };
  if (report.mode !== "automatic" && report.mode !== "semiautomatic")
    return { type: "robot.manual", mode: report.mode };
  for (const fault of report.faults)
    if (fault.level === "stopped")
      return { type: "robot.faulty", fault: fault.text ? `${fault.type}: ${fault.text}` : fault.type };
  if (!report.pose) return { type: "robot.astray", why: "it does not say where it is" };
  if (!report.localised) return { type: "robot.astray", why: "it does not trust its own position" };
  if (report.pose.mapId !== mapId)
    return { type: "robot.astray", why: `it says map ${report.pose.mapId}, the layout is on ${mapId}` };
  if (offRoute !== undefined) return { type: "robot.astray", why: offRoute };
  return report.paused ? paused : ready;
}

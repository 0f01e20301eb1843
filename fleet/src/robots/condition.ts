/** Whether a robot that speaks can be given work, as its report tells it: one word, the gravest first, with why. */
import type { Trouble, TroubleOf } from "@floorplane/contracts/reasons/of-robots";
import { ownWords } from "@floorplane/contracts/reasons/reason";
import { type RobotReport, saidError } from "./report.ts";

export type Condition =
  | { readonly type: "robot.ready" }
  | { readonly type: "robot.estopped"; readonly why: TroubleOf<"said.stop"> }
  | {
      readonly type: "robot.manual" | "robot.faulty" | "robot.astray";
      readonly why: Trouble;
    }
  | { readonly type: "robot.paused" };

const ready: Condition = { type: "robot.ready" };
const paused: Condition = { type: "robot.paused" };

/** `offRoute`: why its pose does not fit what it holds, or undefined. */
export function conditionOf(report: RobotReport, mapId: string, offRoute: Trouble | undefined): Condition {
  if (report.stop !== "none")
    return { type: "robot.estopped", why: { code: "said.stop", stop: report.stop } };
  if (report.mode !== "automatic" && report.mode !== "semiautomatic")
    return { type: "robot.manual", why: { code: "said.mode", mode: report.mode } };
  // That it would take another order is not used yet: it does not go on with ours.
  for (const fault of report.faults)
    if (fault.level === "stopped" || fault.level === "order-stopped")
      return { type: "robot.faulty", why: saidError(fault) };
  if (!report.pose) return { type: "robot.astray", why: { code: "place.unsaid" } };
  if (!report.localised) return { type: "robot.astray", why: { code: "place.untrusted" } };
  if (report.pose.mapId !== mapId) {
    const said = ownWords(report.pose.mapId);
    return { type: "robot.astray", why: { code: "place.other-map", said, ours: mapId } };
  }
  if (offRoute !== undefined) return { type: "robot.astray", why: offRoute };
  return report.paused ? paused : ready;
}

/** Whether a robot may be told its order: how far off its first node it may stand, and whether it surely stands there. */
import type { Layout } from "@floorplane/layout/layout";
import { allowanceM, distanceTo, exactM } from "./pose-on-lanes.ts";
import type { Robot } from "./robot.ts";
import type { RobotView } from "./robot-view.ts";

/** Robots take an order only where it begins: at its first node, or as far off as we allow, m. */
export function deviationOf(
  { report, node, place: { deviation } }: Robot,
  { graph }: Layout,
): { readonly deviation?: number } {
  const metres = report?.pose ? distanceTo(graph, node, report.pose) : 0;
  if (metres > exactM) return { deviation: metres + allowanceM };
  return deviation === undefined ? {} : { deviation };
}

/** It is heard, and surely stands where its order begins or goes on. */
export const maySendAgain = ({ value, doubts }: RobotView): boolean =>
  value.link === "heard" && value.readiness !== "astray" && !doubts?.now;

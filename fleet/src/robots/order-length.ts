/** How far an order leads: whether more of it is worth a message now, and how far off its first node the robot may stand. */
import type { Vehicle } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import { allowanceM, distanceTo, exactM } from "./pose-on-lanes.ts";
import type { Robot } from "./robot.ts";
import type { RobotView } from "./robot-view.ts";

export interface OrderLengthOptions {
  readonly layout: Layout;
  readonly vehicle: Vehicle;
  readonly settings: FleetSettings;
}

export function isWorthAMessage(
  robot: RobotView,
  { layout, vehicle, settings }: OrderLengthOptions,
): boolean {
  const granted = robot.granted.length;
  // The robot's own wish is a hint: for one node more it would cost a message a node.
  if (granted >= settings.baseGrowthNodes || (granted > 1 && robot.report?.needsBase)) return true;
  if (robot.granted.at(-1) === robot.goal?.node) return true;
  const { speedMps, accelerationMps2 } = vehicle;
  const brakingM = speedMps ** 2 / (2 * accelerationMps2);
  return metresLeft(robot, layout) < brakingM + settings.baseTravelS * speedMps;
}

/** Metres of base ahead of the robot. */
function metresLeft(robot: RobotView, { graph }: Layout): number {
  let metres = -(robot.report?.sinceLastNode ?? 0);
  let from = -1;
  for (const { node, sequence } of robot.order!.base) {
    if (sequence <= robot.passed) {
      from = node;
      continue;
    }
    const edge = graph.edgeBetween(from, node);
    if (edge >= 0) metres += graph.edgeLength[edge]!;
    from = node;
  }
  return metres;
}

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

/** A robot that may drive and does not: heard or silent, it says nothing that would explain it. Others go around it, and nobody is sent where it bars the way. */
import type { Vehicle } from "@floorplane/contracts/site";
import type { Graph } from "@floorplane/layout/graph";
import type { RobotView } from "./robot-view.ts";

/** Robots halt for a person or a door and go on; longer than that is worth a way around. */
const patienceMs = 20_000;
/** It may drive at so small a share of its speed, curves and loads included. */
const slowest = 0.4;

/** `heldBy`: what it holds, in driving order: the node that it passed last, then what it may drive over. Asked only of one that has stood for long: most have not. */
export function isUnmoved(
  robot: RobotView,
  heldBy: (robot: RobotView) => readonly number[],
  { graph, vehicle }: { readonly graph: Graph; readonly vehicle: Vehicle },
  now: number,
): boolean {
  const standsMs = now - robot.aheadSince;
  if (standsMs < patienceMs || !robot.usable || !robot.isMoving) return false;
  const held = heldBy(robot);
  if (held.length < 2) return false;
  const edge = graph.edgeBetween(held[0]!, held[1]!);
  const metres = edge < 0 ? 0 : graph.edgeLength[edge]!;
  return standsMs >= patienceMs + (1_000 * metres) / (slowest * vehicle.speedMps);
}

/** Why a robot stands. */
import type { RobotId } from "@floorplane/contracts/ids";
import type { TrafficReason } from "@floorplane/contracts/reasons/of-robots";
import type { Graph } from "@floorplane/layout/graph";
import type { Claims } from "./claims.ts";
import type { Rover } from "./rover.ts";
import type { Targets } from "./targets.ts";

export interface Scene {
  readonly graph: Graph;
  readonly claims: Claims;
  readonly targets: Targets;
  readonly rovers: readonly (Rover | undefined)[];
}

/** Null while the robot may drive. `edge`: what it would drive next, -1 nothing. */
export function explainRobot(rover: Rover, edge: number, scene: Scene): TrafficReason | null {
  const { graph, claims, targets, rovers } = scene;
  if (rover.standing || claims.length(rover.slot) > 1) return null;
  const end = claims.end(rover.slot);
  if (rover.goal === end) return null;
  const goal = rover.goal < 0 ? "" : graph.nodeIds[rover.goal]!;
  if (rover.cutOff) return { code: "traffic.no-way", node: goal };
  if (rover.target === end) {
    if (rover.goal < 0) return { code: "traffic.nowhere" };
    return { code: "traffic.goal-taken", node: goal, by: rovers[targets.ownerOf(rover.goal)]?.id ?? null };
  }
  if (edge < 0) return { code: "traffic.unplanned" };
  const obstacle = claims.obstacle(rover.slot, edge);
  if (!obstacle) return { code: "traffic.gives-way", node: graph.nodeIds[graph.edgeTo[edge]!]! };
  const node = graph.nodeIds[obstacle.node]!;
  if (obstacle.kind === "closed") return { code: "traffic.closed", node };
  if (obstacle.kind === "said") return { code: "traffic.said", node };
  const other = rovers[obstacle.by];
  if (!other) return { code: "traffic.held", node };
  if (obstacle.kind === "turn") return { code: "traffic.turn", node, of: other.id };
  return { code: "traffic.robot", node, robot: other.id, does: doingOf(other, claims) };
}

/** The robot that this one waits for; undefined where it is none, or it may drive. */
export function waitsForOf(rover: Rover, edge: number, scene: Scene): RobotId | undefined {
  const { claims, targets, rovers } = scene;
  const end = claims.end(rover.slot);
  if (rover.standing || claims.length(rover.slot) > 1 || rover.goal < 0 || rover.goal === end)
    return undefined;
  if (rover.cutOff) return longestInTheWay(rovers)?.id;
  if (rover.target === end) {
    const owner = targets.ownerOf(rover.goal);
    return rovers[owner === rover.slot ? claims.holderOf(rover.goal) : owner]?.id;
  }
  const obstacle = edge < 0 ? undefined : claims.obstacle(rover.slot, edge);
  return obstacle?.kind === "held" || obstacle?.kind === "turn" ? rovers[obstacle.by]?.id : undefined;
}

/** Ways are shut where robots have stood in lanes for long: the first of them shut the first. */
function longestInTheWay(rovers: readonly (Rover | undefined)[]): Rover | undefined {
  let longest: Rover | undefined;
  for (const rover of rovers)
    if (rover?.standing && rover.dearNodes.length > 0)
      if (!longest || rover.standingSinceMs < longest.standingSinceMs) longest = rover;
  return longest;
}

function doingOf(other: Rover, claims: Claims): "stands" | "drives" | "waits" {
  if (other.standing || other.goal === claims.end(other.slot)) return "stands";
  return claims.length(other.slot) > 1 ? "drives" : "waits";
}

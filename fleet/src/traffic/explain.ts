/** Why a robot stands, in words for people. */
import type { RobotId } from "@floorplane/contracts/ids";
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

/** Empty while the robot may drive. `edge`: what it would drive next, -1 nothing. */
export function explainRobot(rover: Rover, edge: number, scene: Scene): string {
  const { graph, claims, targets, rovers } = scene;
  if (rover.standing || claims.length(rover.slot) > 1) return "";
  const end = claims.end(rover.slot);
  if (rover.goal === end) return "";
  const goal = rover.goal < 0 ? "" : graph.nodeIds[rover.goal]!;
  if (rover.cutOff) return `${rover.id}: no way leads to ${goal} now`;
  if (rover.target === end) {
    if (rover.goal < 0) return `${rover.id} has nowhere to go`;
    return `${rover.id} waits until ${nameOf(targets.ownerOf(rover.goal), rovers, "another")} is done at ${goal}`;
  }
  if (edge < 0) return `${rover.id} waits for the next plan`;
  const obstacle = claims.obstacle(rover.slot, edge);
  if (!obstacle) return `${rover.id} lets others pass on the way to ${graph.nodeIds[graph.edgeTo[edge]!]}`;
  const at = graph.nodeIds[obstacle.node]!;
  if (obstacle.kind === "closed") return `${rover.id} waits: ${at} is closed`;
  if (obstacle.kind === "said") return `${rover.id} waits: another robot says that it is at ${at}`;
  const other = rovers[obstacle.by];
  if (!other) return `${rover.id} waits at ${graph.nodeIds[end]} for ${at}`;
  if (obstacle.kind === "turn") return `${rover.id} waits for ${other.id}, which is to pass ${at} first`;
  return `${rover.id} waits for ${other.id} at ${at}, which ${doing(other, claims)}`;
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

const nameOf = (slot: number, rovers: readonly (Rover | undefined)[], otherwise: string): string =>
  rovers[slot]?.id ?? otherwise;

function doing(other: Rover, claims: Claims): string {
  if (other.standing || other.goal === claims.end(other.slot)) return "is standing there";
  return claims.length(other.slot) > 1 ? "is driving on" : "is waiting itself";
}

/** Why a robot stands, in words for people. */
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

const nameOf = (slot: number, rovers: readonly (Rover | undefined)[], otherwise: string): string =>
  rovers[slot]?.id ?? otherwise;

function doing(other: Rover, claims: Claims): string {
  if (other.standing || other.goal === claims.end(other.slot)) return "is standing there";
  return claims.length(other.slot) > 1 ? "is driving on" : "is waiting itself";
}

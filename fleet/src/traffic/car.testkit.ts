/** A robot on the measuring floor: where it is on its base and how it moves. */
import type { RobotId } from "@floorplane/contracts/ids";
import { normaliseAngle } from "@floorplane/contracts/units";
import type { Pose } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import type { Kinematics } from "./motion.ts";

export interface Car {
  readonly id: RobotId;
  readonly index: number;
  base: number[];
  edges: number[];
  /** m from base[0] towards base[1], and m/s. */
  along: number;
  speed: number;
  theta: number;
  turnLeft: number;
  actLeftMs: number;
  pausedMs: number;
  goal: number;
  stopMs: number;
  waitingMs: number;
  stillMs: number;
}

export function poseOf(car: Car, graph: Graph): Pose {
  const node = car.base[0]!;
  const edge = car.edges[0];
  if (edge === undefined || car.along === 0)
    return { x: graph.x[node]!, y: graph.y[node]!, theta: car.theta };
  const part = car.along / graph.edgeLength[edge]!;
  const to = graph.edgeTo[edge]!;
  return {
    x: graph.x[node]! + part * (graph.x[to]! - graph.x[node]!),
    y: graph.y[node]! + part * (graph.y[to]! - graph.y[node]!),
    theta: car.theta,
  };
}

/** A robot begins as if it had come by the only edge that leads there. */
export function startHeading(graph: Graph, node: number): number {
  const edge = graph.inEdge[graph.inFirst[node]!];
  return edge === undefined ? 0 : graph.edgeHeading[edge]!;
}

export const limitOf = (graph: Graph, kinematics: Kinematics, edge: number): number =>
  Math.min(kinematics.speedMps, graph.edgeMaxSpeed[edge]!);

export const straightOn = (graph: Graph, edge: number, next: number): boolean =>
  Math.abs(normaliseAngle(graph.edgeHeading[next]! - graph.edgeHeading[edge]!)) < 0.05 &&
  Math.abs(normaliseAngle(graph.edgeCourse[next]! - graph.edgeCourse[edge]!)) < 0.05;

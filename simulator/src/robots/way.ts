/** The way of a VDA order as a robot drives it: each edge as straight legs with a course, a heading and a speed limit. */

import { normaliseAngle } from "@floorplane/contracts/units";
import type { OrderEdge, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { curvePoints } from "@floorplane/layout/nurbs";
import { shortestM } from "./speed-profile.ts";

/** One straight piece of way. Metres and radians. */
export interface Leg {
  readonly x: number;
  readonly y: number;
  /** Direction of travel. */
  readonly ux: number;
  readonly uy: number;
  readonly length: number;
  /** Where the front points on it. */
  readonly heading: number;
  readonly speedMax: number;
}

/** An edge and the node at its end. */
export interface Step {
  readonly edge: OrderEdge;
  readonly node: OrderNode;
  readonly legs: readonly Leg[];
  readonly length: number;
}

/** A heading as good as the wanted one, rad. */
export const headingTolerance = 0.02;
/** What a differential drive can bend by between two pieces of a sampled curve without stopping, rad. */
const bendMax = 0.6;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export const isReleased = (step: Step): boolean => step.edge.released && step.node.released;

/** A node without position cannot be found by a robot that knows no map. */
export const placeOf = (node: OrderNode): Place | undefined => node.nodePosition;

export function stepOf(edge: OrderEdge, node: OrderNode, from: Place, to: Place, speedMax: number): Step {
  const limit = Math.min(
    speedMax,
    edge.maxSpeed !== undefined && edge.maxSpeed > 0 ? edge.maxSpeed : speedMax,
  );
  const points = (edge.trajectory && curvePoints(edge.trajectory, from, to)) || "unusable";
  const legs =
    points === "unusable"
      ? straight([from.x, from.y, to.x, to.y], edge, limit)
      : straight(points, edge, limit);
  return { edge, node, legs, length: legs.reduce((sum, leg) => sum + leg.length, 0) };
}

function straight(points: readonly number[], edge: OrderEdge, speedMax: number): Leg[] {
  const legs: Leg[] = [];
  for (let i = 2; i + 1 < points.length; i += 2) {
    const x = points[i - 2]!;
    const y = points[i - 1]!;
    const length = Math.hypot(points[i]! - x, points[i + 1]! - y);
    if (length <= shortestM) continue;
    const ux = (points[i]! - x) / length;
    const uy = (points[i + 1]! - y) / length;
    legs.push({ x, y, ux, uy, length, heading: headingOf(edge, Math.atan2(uy, ux)), speedMax });
  }
  return legs;
}

function headingOf({ orientation, orientationType }: OrderEdge, course: number): number {
  if (orientation === undefined) return course;
  return normaliseAngle(orientationType === "GLOBAL" ? orientation : course + orientation);
}

/** Forwards from one place to another, at a careful speed: back to the order's way when the robot stands beside it. */
export function approachLeg(from: Place, to: Place, speedMax: number): Leg {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  return { x: from.x, y: from.y, ux, uy, length, heading: Math.atan2(uy, ux), speedMax };
}

/** Whether the robot must stand between two legs; at nodes it turns on the spot, inside an edge it follows a bend. */
export function mustStand(before: Leg, after: Leg, atNode: boolean): boolean {
  const bend = atNode ? headingTolerance : bendMax;
  return (
    Math.abs(normaliseAngle(after.heading - before.heading)) > bend ||
    before.ux * after.ux + before.uy * after.uy < Math.cos(bend)
  );
}

/** The heading that a node asks for, where it is not within what the node allows. */
export function headingWanted({ nodePosition }: OrderNode, heading: number): number | undefined {
  const theta = nodePosition?.theta;
  if (theta === undefined) return undefined;
  const allowed = Math.max(headingTolerance, Math.abs(nodePosition?.allowedDeviationTheta ?? 0));
  return Math.abs(normaliseAngle(theta - heading)) > allowed ? theta : undefined;
}

/** Points along a LIF trajectory (NURBS, LIF 1.0.0 `trajectory`; de Boor's algorithm on homogeneous coordinates). */
import type { LifTrajectory } from "./lif.schema.ts";

/** Pieces per control point: a quarter circle of 2 m radius is then within 2 cm of its curve. */
const piecesPerPoint = 6;
/** A curve of more control points is a survey, not a path. */
const controlPointsMax = 1_000;
/** A curve must begin and end at its nodes, within what a robot's position is good for. */
const endToleranceM = 0.2;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** x, y, x, y … from start to end, or "unusable". A knot vector that does not fit is replaced by a clamped uniform one, as published files need. */
export function curvePoints(trajectory: LifTrajectory, start: Point, end: Point): number[] | "unusable" {
  const points = trajectory.controlPoints;
  const degree = trajectory.degree ?? 1;
  if (
    points.length < 2 ||
    points.length > controlPointsMax ||
    !Number.isInteger(degree) ||
    degree >= points.length ||
    // Robots of VDA 5050 3.0 take no point that does not pull.
    points.some(({ weight = 1 }) => weight <= 0)
  )
    return "unusable";
  const knots = fits(trajectory.knotVector, points.length, degree)
    ? trajectory.knotVector
    : clampedUniform(points.length, degree);
  const pieces = points.length * (degree === 1 ? 1 : piecesPerPoint);
  const low = knots[degree]!;
  const high = knots[points.length]!;
  const path: number[] = [];
  for (let i = 0; i <= pieces; i++) {
    const at = pointAt(trajectory, knots, degree, low + ((high - low) * i) / pieces);
    path.push(at.x, at.y);
  }
  const off = Math.max(
    Math.hypot(path[0]! - start.x, path[1]! - start.y),
    Math.hypot(path.at(-2)! - end.x, path.at(-1)! - end.y),
  );
  if (!(off <= endToleranceM)) return "unusable";
  path.splice(0, 2, start.x, start.y);
  path.splice(-2, 2, end.x, end.y);
  return path;
}

/** As an order carries it: every number written out, the knots from 0 to 1, those that do not fit replaced as they are for drawing. */
export function soundTrajectory(trajectory: LifTrajectory): Required<LifTrajectory> {
  const degree = trajectory.degree ?? 1;
  const points = trajectory.controlPoints.length;
  const knots = knotsFit(trajectory) ? trajectory.knotVector : clampedUniform(points, degree);
  const first = knots[0]!;
  const span = knots.at(-1)! - first;
  return {
    degree,
    knotVector: knots.map((knot) => (knot - first) / span),
    controlPoints: trajectory.controlPoints,
  };
}

/** Whether the knot vector is one for so many points and that degree. */
export const knotsFit = ({ knotVector, controlPoints, degree = 1 }: LifTrajectory): boolean =>
  fits(knotVector, controlPoints.length, degree);

function fits(knots: readonly number[], points: number, degree: number): boolean {
  if (knots.length !== points + degree + 1) return false;
  for (let i = 1; i < knots.length; i++) if (!(knots[i]! >= knots[i - 1]!)) return false;
  // Clamped to both ends, and in one piece between them (VDA 5050 3.0.0 7.3; 2.1.0 6.7): each end stands degree + 1 times, what is between degree times at most.
  if (knots[0] !== knots[degree] || knots[points] !== knots.at(-1)) return false;
  for (let i = 1; i < points; i++) if (!(knots[i + degree]! > knots[i]!)) return false;
  return true;
}

function clampedUniform(points: number, degree: number): number[] {
  const spans = points - degree;
  return Array.from({ length: points + degree + 1 }, (_, i) =>
    Math.min(1, Math.max(0, (i - degree) / spans)),
  );
}

function pointAt(
  { controlPoints }: LifTrajectory,
  knots: readonly number[],
  degree: number,
  u: number,
): Point {
  let span = degree;
  while (span < controlPoints.length - 1 && u >= knots[span + 1]!) span++;
  const d = controlPoints
    .slice(span - degree, span + 1)
    .map(({ x, y, weight = 1 }) => [x * weight, y * weight, weight]);
  for (let r = 1; r <= degree; r++)
    for (let j = degree; j >= r; j--) {
      const left = knots[j + span - degree]!;
      const width = knots[j + 1 + span - r]! - left;
      const alpha = width === 0 ? 0 : (u - left) / width;
      for (let k = 0; k < 3; k++) d[j]![k] = (1 - alpha) * d[j - 1]![k]! + alpha * d[j]![k]!;
    }
  const [x, y, weight] = d[degree]!;
  return { x: x! / weight!, y: y! / weight! };
}

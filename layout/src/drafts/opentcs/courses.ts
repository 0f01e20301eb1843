/** The curves of a plant model's drawing as trajectories (NURBS): in mm of the plant from points in units of the drawing, whose y axis points down. */
import type { LifTrajectory } from "../../lif.schema.ts";
import type { PlantModel, PlantPath } from "./plant-model.ts";

interface Metres {
  readonly x: number;
  readonly y: number;
}

/** `straight`: as it is drawn, or as it is read for want of anything better, with the reason why. */
export type Course =
  | { readonly kind: "straight"; readonly doubt?: "unknown-shape" | "no-scale" | "wrong-points" }
  | { readonly kind: "curve"; readonly trajectory: LifTrajectory; readonly lengthM: number };

/** Degree and inner knots by how a path is drawn; the points between its ends that it needs. Two curves that meet in the third of five points are one of degree 3 with a threefold knot. */
const shapes: Readonly<
  Record<string, { readonly points: number; readonly degree: number; readonly knots: readonly number[] }>
> = {
  BEZIER: { points: 2, degree: 3, knots: [0, 0, 0, 0, 1, 1, 1, 1] },
  BEZIER_3: { points: 5, degree: 3, knots: [0, 0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1, 1] },
};

export function courseOf(
  { drawn }: PlantPath,
  ends: { readonly from: Metres; readonly to: Metres },
  scale: PlantModel["scale"],
): Course {
  if (drawn.type === "DIRECT") return { kind: "straight" };
  const shape = drawn.type === "POLYPATH" ? polyline(drawn.points.length) : shapes[drawn.type];
  // Elbows and slants are bent by the drawing program itself: where, no file says.
  if (!shape || (drawn.type === "POLYPATH" && drawn.points.length === 0))
    return { kind: "straight", ...(drawn.type === "POLYPATH" ? {} : { doubt: "unknown-shape" as const }) };
  if (!scale) return { kind: "straight", doubt: "no-scale" };
  if (drawn.points.length !== shape.points) return { kind: "straight", doubt: "wrong-points" };
  const between = drawn.points.map(({ x, y }) => ({
    x: millimetres(x * scale.x),
    y: millimetres(-y * scale.y),
  }));
  const controlPoints = [ends.from, ...between, ends.to];
  return {
    kind: "curve",
    trajectory: { degree: shape.degree, knotVector: [...shape.knots], controlPoints },
    lengthM: lengthOf(controlPoints),
  };
}

/** The same curve the other way round: all these knot vectors are their own mirror image. */
export const reversed = ({ controlPoints, ...rest }: LifTrajectory): LifTrajectory => ({
  ...rest,
  controlPoints: controlPoints.toReversed(),
});

function polyline(points: number) {
  const last = points + 1;
  const knots = Array.from({ length: points + 2 }, (_, i) => i / last);
  return { points, degree: 1, knots: [0, ...knots, 1] };
}

/** Of the polygon of control points: no curve is longer, and a plausible one not much shorter. */
const lengthOf = (points: readonly Metres[]): number =>
  points.slice(1).reduce((sum, { x, y }, i) => sum + Math.hypot(x - points[i]!.x, y - points[i]!.y), 0);

/** m, to the millimetre. */
const millimetres = (value: number): number => Math.round(value) / 1000;

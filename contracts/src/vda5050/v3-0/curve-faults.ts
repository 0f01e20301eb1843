/** Rules of a VDA 5050 3.0.0 curve (clause 7.3) that no schema can say: a clamped NURBS of enough points, continuous, each point with a pull. */
import type { Faults } from "../order-rules.ts";
import type { Trajectory } from "./geometry.schema.ts";

/** `field`: where the curve is. */
export function checkCurve(field: string, curve: Trajectory, faults: Faults): void {
  const { degree = 1, knotVector, controlPoints } = curve;
  if (controlPoints.length < degree + 1) {
    const reason = `has ${controlPoints.length} items, must have at least ${degree + 1}: degree + 1`;
    faults.add(`${field}.controlPoints`, reason);
  }
  for (const [index, { weight }] of controlPoints.entries())
    if (weight !== undefined && weight <= 0)
      faults.add(`${field}.controlPoints[${index}].weight`, `must be above 0, is ${weight}`);
  if (knotVector === undefined) return;
  const expected = controlPoints.length + degree + 1;
  if (knotVector.length !== expected) {
    const reason = `has ${knotVector.length} items, must have ${expected}: control points + degree + 1`;
    faults.add(`${field}.knotVector`, reason);
  } else {
    checkKnots(`${field}.knotVector`, knotVector, degree, faults);
  }
}

function checkKnots(field: string, knots: readonly number[], degree: number, faults: Faults): void {
  if (knots.some((knot, index) => index > 0 && knot < knots[index - 1]!)) {
    faults.add(field, "falls");
    return;
  }
  const times = new Map<number, number>();
  for (const knot of knots) times.set(knot, (times.get(knot) ?? 0) + 1);
  const [first, last] = [knots[0]!, knots.at(-1)!];
  for (const [knot, count] of times) {
    const isEnd = knot === first || knot === last;
    if (isEnd && count !== degree + 1)
      faults.add(field, `has the knot ${knot} ${count} times, must have it ${degree + 1} times: degree + 1`);
    else if (!isEnd && count > degree)
      faults.add(field, `has the knot ${knot} ${count} times, must have it at most ${degree} times: degree`);
  }
}

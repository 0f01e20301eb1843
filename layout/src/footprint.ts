/** The ground a robot covers, load included: a rectangle around its reference point (the point that VDA 5050 positions name). */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { type Box, boxesOverlap, boxOf, type Rectangle, turnedOverlap } from "./geometry.ts";

/** Metres from the reference point to each side, with load. */
export interface Footprint {
  readonly front: number;
  readonly back: number;
  readonly left: number;
  readonly right: number;
  /** Farthest corner from the reference point: what the robot sweeps when it turns on the spot. */
  readonly radius: number;
  /** Free space that must stay between two footprints when places are said not to conflict. */
  readonly margin: number;
}

export interface FootprintSize {
  readonly lengthM: number;
  readonly widthM: number;
  /** How far the body's centre lies ahead of the reference point. */
  readonly centreOffsetM?: number;
  /** How far a load stands out on every side. */
  readonly loadOverhangM?: number;
  readonly marginM?: number;
}

/** Positions are reported to a few centimetres; two robots that err towards one another stay apart. */
export const safetyMarginM = 0.05;

export function footprintOf(size: FootprintSize): Footprint {
  for (const field of ["lengthM", "widthM", "centreOffsetM", "loadOverhangM", "marginM"] as const) {
    const value = size[field] ?? 0;
    if (!Number.isFinite(value) || (value < 0 && field !== "centreOffsetM"))
      throw new FloorplaneError({
        code: "bad-option",
        message: `footprint ${field} must be a length in metres`,
        field,
      });
  }
  const overhang = size.loadOverhangM ?? 0;
  const offset = size.centreOffsetM ?? 0;
  const front = size.lengthM / 2 + offset + overhang;
  const back = size.lengthM / 2 - offset + overhang;
  const side = size.widthM / 2 + overhang;
  const radius = Math.hypot(Math.max(Math.abs(front), Math.abs(back)), side);
  return { front, back, left: side, right: side, radius, margin: size.marginM ?? safetyMarginM };
}

/** A robot without extent, as benchmark grids have it: nothing conflicts but the cell itself. */
export const pointFootprint: Footprint = { front: 0, back: 0, left: 0, right: 0, radius: 0, margin: 0 };

/** The footprint laid down at a pose. */
export function footprintAt(footprint: Footprint, x: number, y: number, theta: number): Box {
  const ahead = (footprint.front - footprint.back) / 2;
  const aside = (footprint.left - footprint.right) / 2;
  const cos = Math.cos(theta);
  const sin = Math.sin(theta);
  return {
    x: x + ahead * cos - aside * sin,
    y: y + ahead * sin + aside * cos,
    theta,
    halfLength: (footprint.front + footprint.back) / 2,
    halfWidth: (footprint.left + footprint.right) / 2,
  };
}

/** A robot's pose: metres and radians. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly theta: number;
}

/** True where two robots overlap. Allocates nothing, since checkers ask it for every pair in every sample. */
export function footprintsOverlap(a: Footprint, at: Pose, b: Footprint, bt: Pose): boolean {
  const dx = bt.x - at.x;
  const dy = bt.y - at.y;
  const reach = a.radius + b.radius;
  if (dx * dx + dy * dy >= reach * reach) return false;
  const cosA = Math.cos(at.theta);
  const sinA = Math.sin(at.theta);
  const cosB = Math.cos(bt.theta);
  const sinB = Math.sin(bt.theta);
  const aheadA = (a.front - a.back) / 2;
  const asideA = (a.left - a.right) / 2;
  const aheadB = (b.front - b.back) / 2;
  const asideB = (b.left - b.right) / 2;
  return turnedOverlap(
    dx + (aheadB * cosB - asideB * sinB) - (aheadA * cosA - asideA * sinA),
    dy + (aheadB * sinB + asideB * cosB) - (aheadA * sinA + asideA * cosA),
    cosA,
    sinA,
    (a.front + a.back) / 2,
    (a.left + a.right) / 2,
    cosB,
    sinB,
    (b.front + b.back) / 2,
    (b.left + b.right) / 2,
  );
}

/** True where a robot overlaps something solid, such as a rack. */
export const footprintHits = (footprint: Footprint, pose: Pose, solid: Rectangle): boolean =>
  boxesOverlap(footprintAt(footprint, pose.x, pose.y, pose.theta), boxOf(solid));

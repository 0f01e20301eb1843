/** What part of the floor a screen shows: the point in its middle and pixels per metre. North is up. Pure. */
import type { Box } from "../../gateway/protocol.ts";

export interface Camera {
  /** Middle of the screen on the floor, m. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels per metre. */
  readonly scale: number;
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** A robot's wheel is as close as anyone looks. */
export const scaleMax = 160;
/** Out to twice the floor. */
const outMax = 0.5;
const marginPx = 14;

export function fit(bounds: Box, { width, height }: Viewport): Camera {
  const scale = Math.min((width - 2 * marginPx) / bounds.width, (height - 2 * marginPx) / bounds.height);
  return {
    x: bounds.x + bounds.width / 2,
    y: bounds.y + bounds.height / 2,
    scale: Math.max(scale, 0.01),
  };
}

export const toScreen = (camera: Camera, view: Viewport, x: number, y: number): readonly [number, number] => [
  view.width / 2 + (x - camera.x) * camera.scale,
  view.height / 2 - (y - camera.y) * camera.scale,
];

export const toFloor = (
  camera: Camera,
  view: Viewport,
  px: number,
  py: number,
): readonly [number, number] => [
  camera.x + (px - view.width / 2) / camera.scale,
  camera.y - (py - view.height / 2) / camera.scale,
];

/** Keeps the point under the pointer where it is. */
export function zoomAt(
  camera: Camera,
  view: Viewport,
  factor: number,
  px: number,
  py: number,
  bounds: Box,
): Camera {
  const least = fit(bounds, view).scale * outMax;
  const scale = Math.min(scaleMax, Math.max(least, camera.scale * factor));
  const [x, y] = toFloor(camera, view, px, py);
  const moved = {
    x: x - (px - view.width / 2) / scale,
    y: y + (py - view.height / 2) / scale,
    scale,
  };
  return within(moved, bounds);
}

/** Moves the floor by pixels, as a hand would. */
export const pan = (camera: Camera, dx: number, dy: number, bounds: Box): Camera =>
  within({ ...camera, x: camera.x - dx / camera.scale, y: camera.y + dy / camera.scale }, bounds);

/** The middle of the screen stays over the floor, so that nobody gets lost beside it. */
function within(camera: Camera, bounds: Box): Camera {
  return {
    scale: camera.scale,
    x: Math.min(bounds.x + bounds.width, Math.max(bounds.x, camera.x)),
    y: Math.min(bounds.y + bounds.height, Math.max(bounds.y, camera.y)),
  };
}

/** How much is drawn: more as one looks closer. */
export type Band = "far" | "near" | "close";
export const bandOf = (scale: number): Band => (scale < 13 ? "far" : scale < 34 ? "near" : "close");

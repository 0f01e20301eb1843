/** What draws the floor. Two do: PixiJS on a graphics card, Canvas 2-D without one. Both take the same picture of the world. */
import type { FloorPlan } from "../../gateway/protocol.ts";
import type { Camera } from "./camera.ts";
import type { MapColours } from "./colours.ts";

/** Robots as they are to be drawn now; arrays are reused from frame to frame. */
export interface RobotPicture {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly theta: Float32Array;
  /** Index into the looks of `robot-looks.ts`; 255 is not drawn. */
  readonly look: Uint8Array;
}

export interface FloorRenderer {
  readonly kind: "pixi" | "canvas";
  /** Frames a second that it is asked for. */
  readonly framesPerSecond: number;
  readonly canvas: HTMLCanvasElement;
  setPlan(plan: FloorPlan): void;
  setColours(colours: MapColours): void;
  /** CSS pixels and device pixels per CSS pixel. */
  resize(width: number, height: number, ratio: number): void;
  draw(camera: Camera, robots: RobotPicture): void;
  destroy(): void;
}

export const notDrawn = 255;

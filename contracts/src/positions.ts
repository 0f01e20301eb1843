/**
 * The position frame: all poses of a site in 10 bytes a robot, little endian, from fleet to gateway to screen.
 * Header: u32 sequence, f64 time (ms since the epoch), u16 count. Robot: u16 index in the robot list of the snapshot,
 * u16 x, u16 y (units of 5 mm from the frame's origin 0,0 with an offset of 20 m), u8 heading (256ths of a turn), u8 activity code, u8 battery (percent, 255 where it has not told), u8 flags (1 loaded, 2 stale, above
 * them six bits: seconds since the robot last said where it is, 63 for that and more).
 */
import type { RobotActivity } from "./documents.ts";

/** A robot's activity as the byte of its pose: the index in this list. */
export const activityCodes = [
  "offline",
  "idle",
  "to-stop",
  "acting",
  "waiting",
  "charging",
  "parking",
  "fault",
  "manual",
  "paused",
  "off-floor",
] as const satisfies readonly RobotActivity[];

export interface RobotPose {
  readonly index: number;
  /** Metres. */
  readonly x: number;
  readonly y: number;
  /** Radians in [-pi, pi]. */
  readonly theta: number;
  readonly activity: number;
  /** Percent; null: it has never told. */
  readonly battery: number | null;
  readonly loaded: boolean;
  readonly stale: boolean;
  /** Whole seconds since it said where it is, at most `ageSecondsMax`. The frame is made anew all the time, what stands in it is not. */
  readonly ageSeconds: number;
}

export interface PositionFrame {
  readonly sequence: number;
  readonly at: number;
  readonly robots: readonly RobotPose[];
}

/** As old as a pose can be said to be. */
export const ageSecondsMax = 63;
const headerBytes = 14;
const robotBytes = 10;
const batteryUntold = 255;
const stepM = 0.005;
const offsetM = 20;
/** A pose outside is drawn at the edge. */
export const positionsFromM = -offsetM;
export const positionsToM = 65_535 * stepM - offsetM;
/** Whether what a frame gives is the edge of what it can say: the robot says a place there or farther out. */
export const isAtEdge = (metres: number): boolean =>
  metres <= positionsFromM || metres > positionsToM - stepM / 2;
const toUnits = (metres: number): number =>
  Math.max(0, Math.min(65_535, Math.round((metres + offsetM) / stepM)));

export function writePositions(frame: PositionFrame): Uint8Array {
  const bytes = new Uint8Array(headerBytes + robotBytes * frame.robots.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, frame.sequence >>> 0, true);
  view.setFloat64(4, frame.at, true);
  view.setUint16(12, frame.robots.length, true);
  let at = headerBytes;
  for (const robot of frame.robots) {
    view.setUint16(at, robot.index, true);
    view.setUint16(at + 2, toUnits(robot.x), true);
    view.setUint16(at + 4, toUnits(robot.y), true);
    view.setUint8(at + 6, Math.round((robot.theta / (2 * Math.PI)) * 256) & 255);
    view.setUint8(at + 7, robot.activity);
    view.setUint8(
      at + 8,
      robot.battery === null ? batteryUntold : Math.max(0, Math.min(100, Math.round(robot.battery))),
    );
    view.setUint8(at + 9, (robot.loaded ? 1 : 0) | (robot.stale ? 2 : 0) | (ageOf(robot) << 2));
    at += robotBytes;
  }
  return bytes;
}

const ageOf = ({ ageSeconds }: RobotPose): number =>
  Math.max(0, Math.min(ageSecondsMax, Math.floor(ageSeconds)));

/** House time at which any robot last said where it is; null in a frame of none. */
export const lastHeardAt = ({ at, robots }: PositionFrame): number | null =>
  robots.length === 0
    ? null
    : at - 1_000 * robots.reduce((least, { ageSeconds }) => Math.min(least, ageSeconds), ageSecondsMax);

/** Throws a RangeError on a frame that is too short for its own count. */
export function readPositions(bytes: Uint8Array): PositionFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint16(12, true);
  const robots: RobotPose[] = [];
  for (let index = 0, at = headerBytes; index < count; index++, at += robotBytes) {
    const turn = view.getUint8(at + 6) / 256;
    const battery = view.getUint8(at + 8);
    const flags = view.getUint8(at + 9);
    robots.push({
      index: view.getUint16(at, true),
      x: view.getUint16(at + 2, true) * stepM - offsetM,
      y: view.getUint16(at + 4, true) * stepM - offsetM,
      theta: (turn > 0.5 ? turn - 1 : turn) * 2 * Math.PI,
      activity: view.getUint8(at + 7),
      battery: battery === batteryUntold ? null : battery,
      loaded: (flags & 1) !== 0,
      stale: (flags & 2) !== 0,
      ageSeconds: flags >> 2,
    });
  }
  return { sequence: view.getUint32(0, true), at: view.getFloat64(4, true), robots };
}

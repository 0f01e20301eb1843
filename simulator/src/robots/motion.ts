/**
 * How a differential drive moves, in closed form: it stands, turns on the spot, or runs along straight legs. Where it is at any time is a function of
 * time; times are ms of the house's clock. What a motion was planned from is plain JSON, so that it goes on after a restart as if nothing was.
 */
import { normaliseAngle } from "@floorplane/contracts/units";
import { SpeedProfile } from "./speed-profile.ts";
import type { Leg } from "./way.ts";

export interface TurnMeasures {
  /** Full turning speed, rad/s. */
  readonly rate: number;
  /** Time to reach it and time to stop, s each. */
  readonly rampS: number;
}

export interface Standing {
  readonly kind: "standing";
  readonly x: number;
  readonly y: number;
  readonly theta: number;
}

export interface Turning {
  readonly kind: "turning";
  readonly x: number;
  readonly y: number;
  readonly from: number;
  /** Shortest way round, rad; at half a turn counter-clockwise. */
  readonly by: number;
  /** Part of the time that each of both ramps takes. */
  readonly ramp: number;
  readonly startMs: number;
  readonly endMs: number;
}

export interface Running {
  readonly kind: "running";
  readonly legs: readonly Leg[];
  /** Place (m along the run) where each leg begins. */
  readonly legStarts: readonly number[];
  readonly profile: SpeedProfile;
  readonly startPlace: number;
  readonly startMs: number;
  readonly endMs: number;
}

export type Motion = Standing | Turning | Running;

/** A quarter turn takes `quarterTurnS`, both ramps included. */
export const turnMeasures = (quarterTurnS: number, rampS: number): TurnMeasures => ({
  rate: Math.PI / 2 / (quarterTurnS - rampS),
  rampS,
});

/** Turns too small for full speed are triangles. */
function turnSeconds(angle: number, { rate, rampS }: TurnMeasures): number {
  const size = Math.abs(angle);
  return size >= rate * rampS ? size / rate + rampS : 2 * Math.sqrt((size * rampS) / rate);
}

export function turn(from: Standing, to: number, measures: TurnMeasures, nowMs: number): Turning {
  const by = normaliseAngle(to - from.theta);
  const seconds = turnSeconds(by, measures);
  const ramp = Math.min(0.5, measures.rampS / seconds);
  const endMs = nowMs + Math.ceil(seconds * 1_000);
  return { kind: "turning", x: from.x, y: from.y, from: from.theta, by, ramp, startMs: nowMs, endMs };
}

export function run(
  legs: readonly Leg[],
  legStarts: readonly number[],
  profile: SpeedProfile,
  nowMs: number,
): Running {
  const endMs = nowMs + Math.ceil(profile.durationS * 1_000);
  const startPlace = profile.places[0]!;
  return { kind: "running", legs, legStarts, profile, startPlace, startMs: nowMs, endMs };
}

/** Writes x, y and theta into `out` at `offset`; allocates nothing. */
export function poseInto(motion: Motion, ms: number, out: Float64Array, offset: number): void {
  switch (motion.kind) {
    case "standing":
      write(out, offset, motion.x, motion.y, motion.theta);
      return;
    case "turning":
      write(out, offset, motion.x, motion.y, normaliseAngle(turnedTo(motion, ms)));
      return;
    case "running": {
      const place = placeAt(motion, ms);
      const index = legAt(motion, place);
      const leg = motion.legs[index]!;
      const along = place - motion.legStarts[index]!;
      write(out, offset, leg.x + leg.ux * along, leg.y + leg.uy * along, leg.heading);
      return;
    }
    default:
      motion satisfies never;
  }
}

function write(out: Float64Array, offset: number, x: number, y: number, theta: number): void {
  out[offset] = x;
  out[offset + 1] = y;
  out[offset + 2] = theta;
}

const scratch = new Float64Array(3);

/** The robot stopped where it is at this time. */
export function standingAt(motion: Motion, ms: number): Standing {
  if (motion.kind === "standing") return motion;
  poseInto(motion, ms, scratch, 0);
  return { kind: "standing", x: scratch[0]!, y: scratch[1]!, theta: normaliseAngle(scratch[2]!) };
}

/** Metres along the run, counted as the run's legs are. */
export const placeAt = (motion: Running, ms: number): number =>
  motion.profile.placeAt((ms - motion.startMs) / 1_000);

/** Speed along the course, m/s. */
export const speedAt = (motion: Motion, ms: number): number =>
  motion.kind === "running" ? motion.profile.speedAt((ms - motion.startMs) / 1_000) : 0;

/** Speed forwards, negative when driving backwards, m/s. */
export function forwardSpeedAt(motion: Motion, ms: number): number {
  if (motion.kind !== "running") return 0;
  const { ux, uy, heading } = motion.legs[legAt(motion, placeAt(motion, ms))]!;
  return speedAt(motion, ms) * (ux * Math.cos(heading) + uy * Math.sin(heading));
}

function legAt({ legs, legStarts }: Running, place: number): number {
  let index = legs.length - 1;
  while (index > 0 && legStarts[index]! > place) index--;
  return index;
}

/** Heading during a turn: speed up, turn evenly, slow down; a trapezoid of speed over time. */
function turnedTo(motion: Turning, ms: number): number {
  const share = (ms - motion.startMs) / (motion.endMs - motion.startMs);
  if (!(share < 1)) return motion.from + motion.by;
  if (share <= 0) return motion.from;
  const { ramp } = motion;
  const top = 1 / (1 - ramp);
  const turned =
    share < ramp
      ? (0.5 * top * share * share) / ramp
      : share > 1 - ramp
        ? 1 - (0.5 * top * (1 - share) * (1 - share)) / ramp
        : top * (share - 0.5 * ramp);
  return motion.from + motion.by * turned;
}

/** How a running motion is kept: everything as numbers. */
export interface SavedRunning {
  readonly kind: "running";
  readonly legs: readonly Leg[];
  readonly legStarts: readonly number[];
  readonly times: number[];
  readonly places: number[];
  readonly speeds: number[];
  readonly accelerations: number[];
  readonly durationS: number;
  readonly endPlace: number;
  readonly startMs: number;
}
export type SavedMotion = Standing | Turning | SavedRunning;

export function saveMotion(motion: Motion): SavedMotion {
  if (motion.kind !== "running") return motion;
  const { legs, legStarts, profile, startMs } = motion;
  const { times, places, speeds, accelerations, durationS, endPlace } = profile;
  return {
    kind: "running",
    legs,
    legStarts,
    times,
    places,
    speeds,
    accelerations,
    durationS,
    endPlace,
    startMs,
  };
}

/** The same motion, `laterMs` later: the world's time stood still while its process was gone. */
export function restoreMotion(saved: SavedMotion, laterMs: number): Motion {
  if (saved.kind === "standing") return saved;
  if (saved.kind === "turning")
    return { ...saved, startMs: saved.startMs + laterMs, endMs: saved.endMs + laterMs };
  const { kind: _, legs, legStarts, startMs, ...pieces } = saved;
  return run(legs, legStarts, new SpeedProfile(pieces), startMs + laterMs);
}

/**
 * How long a robot needs for an edge and for what lies between two edges, in whole milliseconds: the planner's picture of a robot's kinematics. Turning robots need this
 * most: a plan that ignores rotation loses it again at every turn (Chan et al., The League of Robot Runners, 2024). Real times differ; only the order of visits is executed.
 */
import type { Graph } from "@floorplane/layout/graph";

/** What a robot does on a free road; a site's `vehicle` fits. */
export interface Kinematics {
  readonly speedMps: number;
  readonly accelerationMps2: number;
  readonly quarterTurnS: number;
}

export interface Motion {
  /** Driving each edge without stopping, ms. */
  readonly driveMs: Int32Array;
  /** Lost at one end of each edge by stopping or starting there instead of rolling, ms. */
  readonly haltMs: Int32Array;
  /** Directions in 256ths of a turn: where the front points, where the robot goes. */
  readonly headingCode: Uint8Array;
  readonly courseCode: Uint8Array;
  /** Turning on the spot, by difference of heading codes (0..255), ms. */
  readonly turnMs: Int32Array;
}

const codes = 256;
/** Within two codes (2.8 degrees) a robot follows a bend without stopping. */
const straightCodes = 2;

export function motionOf(graph: Graph, kinematics: Kinematics): Motion {
  const { speedMps, accelerationMps2, quarterTurnS } = kinematics;
  const speedOn = (edge: number) => Math.min(speedMps, graph.edgeMaxSpeed[edge]!);
  const turnMs = new Int32Array(codes);
  for (let code = straightCodes + 1; code < codes - straightCodes; code++)
    turnMs[code] = Math.round((1_000 * quarterTurnS * Math.min(code, codes - code) * 4) / codes);
  return {
    driveMs: Int32Array.from(graph.edgeLength, (length, edge) =>
      Math.max(1, Math.round((1_000 * length) / speedOn(edge))),
    ),
    haltMs: Int32Array.from(graph.edgeLength, (length, edge) =>
      Math.round(1_000 * lostByHalting(length, speedOn(edge), accelerationMps2)),
    ),
    headingCode: Uint8Array.from(graph.edgeHeading, codeOf),
    courseCode: Uint8Array.from(graph.edgeCourse, codeOf),
    turnMs,
  };
}

/** s. Between two stops a short edge never reaches full speed. */
const lostByHalting = (length: number, speed: number, acceleration: number): number =>
  length >= speed ** 2 / acceleration
    ? speed / (2 * acceleration)
    : Math.sqrt(length / acceleration) - length / (2 * speed);

/** Whether a robot that comes by one edge and leaves by another must stop between them. */
export function haltsBetween({ headingCode, courseCode }: Motion, edge: number, next: number): boolean {
  const turned = (headingCode[next]! - headingCode[edge]! + straightCodes) & (codes - 1);
  const bent = (courseCode[next]! - courseCode[edge]! + straightCodes) & (codes - 1);
  return turned > 2 * straightCodes || bent > 2 * straightCodes;
}

/** Turning on the spot from one edge to another; 0 where the robot's last edge is unknown (-1). */
export const turningMs = ({ turnMs, headingCode }: Motion, edge: number, next: number): number =>
  edge < 0 ? 0 : turnMs[(headingCode[next]! - headingCode[edge]!) & (codes - 1)]!;

/** Lost between two edges by stopping, turning and starting again; 0 where the robot rolls on, or its last edge is unknown (-1). */
export function betweenMs(motion: Motion, edge: number, next: number): number {
  if (edge < 0 || !haltsBetween(motion, edge, next)) return 0;
  return motion.haltMs[edge]! + turningMs(motion, edge, next) + motion.haltMs[next]!;
}

/** One edge as a robot drives it. `timeLeg` writes the last two fields, so that nothing is allocated for each. */
export interface Leg {
  /** By which edge it came, -1 unknown; whether it stands, so that it has braked already; from when it can go on. */
  lastEdge: number;
  rests: boolean;
  readyMs: number;
  /** It stops at the end. */
  stops: boolean;
  departMs: number;
  arriveMs: number;
}

export const newLeg = (): Leg => ({
  lastEdge: -1,
  rests: false,
  readyMs: 0,
  stops: false,
  departMs: 0,
  arriveMs: 0,
});

/**
 * When a robot departs on an edge that is free from `freeMs` on, and when it arrives. It turns only once the edge is its own, since what is not released a robot does not know of. Who rolls towards
 * a place that is not free yet brakes for it: up to the time that a halt costs, he loses as much as it is late.
 */
export function timeLeg(motion: Motion, leg: Leg, edge: number, freeMs: number): void {
  const { lastEdge, rests, readyMs } = leg;
  const haltMs = motion.haltMs[edge]!;
  const driveMs = motion.driveMs[edge]! + (leg.stops ? haltMs : 0);
  if (!rests && lastEdge >= 0 && !haltsBetween(motion, lastEdge, edge)) {
    leg.departMs = Math.max(readyMs, freeMs);
    leg.arriveMs = Math.max(readyMs, freeMs + haltMs) + driveMs;
    return;
  }
  const brakedMs = readyMs + (rests || lastEdge < 0 ? 0 : motion.haltMs[lastEdge]!);
  leg.departMs = Math.max(brakedMs, freeMs);
  leg.arriveMs = leg.departMs + turningMs(motion, lastEdge, edge) + haltMs + driveMs;
}

const codeOf = (angle: number): number => Math.round((angle / (2 * Math.PI)) * codes) & (codes - 1);

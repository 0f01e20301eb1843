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
  /** Directions in 256ths of a turn: where the front points, where the robot goes. */
  readonly headingCode: Uint8Array;
  readonly courseCode: Uint8Array;
  /** Stopping and turning on the spot, by difference of heading codes (0..255), ms. */
  readonly turnMs: Int32Array;
  /** Stopping to leave in another direction without a turn, by difference of course codes, ms. */
  readonly haltMs: Int32Array;
  /** Lost by starting an edge from rest instead of rolling, ms. */
  readonly startMs: number;
}

const codes = 256;
/** Within two codes (2.8 degrees) a robot follows a bend without stopping. */
const straightCodes = 2;

export function motionOf(graph: Graph, kinematics: Kinematics): Motion {
  const { speedMps, accelerationMps2, quarterTurnS } = kinematics;
  const startMs = Math.round((1_000 * speedMps) / (2 * accelerationMps2));
  const turnMs = new Int32Array(codes);
  const haltMs = new Int32Array(codes);
  for (let code = 0; code < codes; code++) {
    const turned = Math.min(code, codes - code);
    if (turned <= straightCodes) continue;
    haltMs[code] = 2 * startMs;
    turnMs[code] = 2 * startMs + Math.round((1_000 * quarterTurnS * turned * 4) / codes);
  }
  const driveMs = Int32Array.from(graph.edgeLength, (length, edge) =>
    Math.max(1, Math.round((1_000 * length) / Math.min(speedMps, graph.edgeMaxSpeed[edge]!))),
  );
  return {
    driveMs,
    headingCode: Uint8Array.from(graph.edgeHeading, codeOf),
    courseCode: Uint8Array.from(graph.edgeCourse, codeOf),
    turnMs,
    haltMs,
    startMs,
  };
}

/** Unit steps, as published four-way instances have them: every move takes one step and turning is free. */
export function unitMotion(graph: Graph, stepMs = 1_000): Motion {
  return {
    driveMs: new Int32Array(graph.edgeCount).fill(stepMs),
    headingCode: Uint8Array.from(graph.edgeHeading, codeOf),
    courseCode: Uint8Array.from(graph.edgeCourse, codeOf),
    turnMs: new Int32Array(codes),
    haltMs: new Int32Array(codes),
    startMs: 0,
  };
}

/** Lost between two edges; 0 where the robot's last edge is unknown (-1). */
export function betweenMs(motion: Motion, edge: number, next: number): number {
  if (edge < 0) return 0;
  const turn = motion.turnMs[(motion.headingCode[next]! - motion.headingCode[edge]!) & (codes - 1)]!;
  const halt = motion.haltMs[(motion.courseCode[next]! - motion.courseCode[edge]!) & (codes - 1)]!;
  return Math.max(turn, halt);
}

const codeOf = (angle: number): number => Math.round((angle / (2 * Math.PI)) * codes) & (codes - 1);

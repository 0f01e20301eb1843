/** One robot on the proving ground: what it was released to, and a drive with acceleration, braking and turns on the spot (trapezoidal speed profiles, as vehicles that speak VDA 5050 drive). */
import { RobotId } from "@floorplane/contracts/ids";
import { normaliseAngle } from "@floorplane/contracts/units";
import type { Pose } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import type { Kinematics } from "../traffic/motion.ts";

export interface Car {
  readonly id: RobotId;
  readonly index: number;
  /** Nodes released to it from the one it is on or passed last, and the edges between them. */
  readonly base: number[];
  readonly edges: number[];
  /** By which edge it came to `base[0]`, -1 unknown. */
  lastEdge: number;
  /** m from `base[0]` towards `base[1]`, m/s, rad. */
  along: number;
  speed: number;
  theta: number;
  loaded: boolean;
  /** Where it shall go, since when, for how long it stops there and whether it leaves with a load. */
  goal: number;
  sinceMs: number;
  stopMs: number;
  loadedAfter: boolean;
  actLeftMs: number;
  pausedMs: number;
  /** For how long it has had nowhere to drive, ms. */
  stillMs: number;
  /** Since it last moved on, acted or got a goal, ms. */
  stuckMs: number;
}

/** Drives a car for so long, and says when it reached the next node of its base. A car that is moved has at least one edge before it. */
export interface Drive {
  move(car: Car, ms: number, reached: () => void): "turned" | "drove";
}

export function newCar(graph: Graph, index: number, node: number): Car {
  const came = graph.inEdge[graph.inFirst[node]!] ?? -1;
  return {
    id: RobotId(`R${index + 1}`),
    index,
    base: [node],
    edges: [],
    lastEdge: -1,
    along: 0,
    speed: 0,
    theta: came < 0 ? 0 : graph.edgeHeading[came]!,
    loaded: false,
    goal: -1,
    sinceMs: 0,
    stopMs: 0,
    loadedAfter: false,
    actLeftMs: 0,
    pausedMs: 0,
    stillMs: 0,
    stuckMs: 0,
  };
}

/** The first edge of its base is behind it. */
export function arrive(car: Car): void {
  car.lastEdge = car.edges.shift()!;
  car.base.shift();
}

/** Robots halt to turn by more than this, rad. */
const straightRad = 0.05;
/** Nearer to a node than this it counts as reached: what is left of a braking curve takes no time to speak of. */
const reachedM = 0.002;
/** The last millimetres before a stop are crept, so that braking curves end. */
const creepMps = 0.02;

/** Real robots: they speed up and brake, halt before turns and at the end of what is released to them. */
export class PhysicalDrive implements Drive {
  readonly #graph: Graph;
  readonly #kinematics: Kinematics;

  constructor(graph: Graph, kinematics: Kinematics) {
    this.#graph = graph;
    this.#kinematics = kinematics;
  }

  move(car: Car, ms: number, reached: () => void): "turned" | "drove" {
    if (car.along === 0 && this.#turns(car, ms)) return "turned";
    this.#drive(car, ms, reached);
    return "drove";
  }

  /** Turns on the spot towards the next edge; true while it does. */
  #turns(car: Car, ms: number): boolean {
    const heading = this.#graph.edgeHeading[car.edges[0]!]!;
    const off = normaliseAngle(heading - car.theta);
    if (Math.abs(off) < straightRad) {
      car.theta = heading;
      return false;
    }
    car.speed = 0;
    const step = ((Math.PI / 2 / this.#kinematics.quarterTurnS) * ms) / 1_000;
    car.theta = Math.abs(off) <= step ? heading : normaliseAngle(car.theta + Math.sign(off) * step);
    return true;
  }

  #drive(car: Car, ms: number, reached: () => void): void {
    const graph = this.#graph;
    const acceleration = this.#kinematics.accelerationMps2;
    const seconds = ms / 1_000;
    let speed = Math.min(car.speed + acceleration * seconds, this.#limit(car.edges[0]!));
    let ahead = graph.edgeLength[car.edges[0]!]! - car.along;
    for (let i = 0; i < car.edges.length; i++) {
      const next = car.edges[i + 1];
      const through = next !== undefined && straightOn(graph, car.edges[i]!, next);
      const limit = through ? this.#limit(next) : 0;
      speed = Math.min(speed, Math.sqrt(limit ** 2 + 2 * acceleration * ahead) + 1e-9);
      if (!through) break;
      ahead += graph.edgeLength[next]!;
    }
    car.speed = Math.max(speed, creepMps);
    car.along += car.speed * seconds;
    while (car.edges.length > 0 && car.along >= graph.edgeLength[car.edges[0]!]! - reachedM) {
      const edge = car.edges[0]!;
      const next = car.edges[1];
      car.along = Math.max(0, car.along - graph.edgeLength[edge]!);
      if (next === undefined || !straightOn(graph, edge, next)) {
        car.along = 0;
        car.speed = 0;
      }
      arrive(car);
      reached();
    }
  }

  #limit(edge: number): number {
    return Math.min(this.#kinematics.speedMps, this.#graph.edgeMaxSpeed[edge]!);
  }
}

const straightOn = (graph: Graph, edge: number, next: number): boolean =>
  Math.abs(normaliseAngle(graph.edgeHeading[next]! - graph.edgeHeading[edge]!)) < straightRad &&
  Math.abs(normaliseAngle(graph.edgeCourse[next]! - graph.edgeCourse[edge]!)) < straightRad;

export function poseOf(car: Car, graph: Graph): Pose {
  const node = car.base[0]!;
  const edge = car.edges[0];
  if (edge === undefined || car.along === 0)
    return { x: graph.x[node]!, y: graph.y[node]!, theta: car.theta };
  const path = graph.edgePaths.get(edge);
  if (path) return poseOnCurve(path, car.along, graph.edgeHeading[edge]! - graph.edgeCourse[edge]!);
  const part = car.along / graph.edgeLength[edge]!;
  const to = graph.edgeTo[edge]!;
  return {
    x: graph.x[node]! + part * (graph.x[to]! - graph.x[node]!),
    y: graph.y[node]! + part * (graph.y[to]! - graph.y[node]!),
    theta: car.theta,
  };
}

/** `turned`: where the front points, seen from the direction of travel. */
function poseOnCurve(path: readonly number[], along: number, turned: number): Pose {
  let left = along;
  for (let i = 2; i + 1 < path.length; i += 2) {
    const dx = path[i]! - path[i - 2]!;
    const dy = path[i + 1]! - path[i - 1]!;
    const length = Math.hypot(dx, dy);
    if (left > length && i + 3 < path.length) {
      left -= length;
      continue;
    }
    const part = length === 0 ? 0 : Math.min(1, left / length);
    const theta = normaliseAngle(Math.atan2(dy, dx) + turned);
    return { x: path[i - 2]! + part * dx, y: path[i - 1]! + part * dy, theta };
  }
  return { x: path[0]!, y: path[1]!, theta: turned };
}

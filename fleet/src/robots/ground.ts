/**
 * Which of the ground that a robot holds it has left: a node is left only when the sequence that it names and the pose of the same state agree (VDA 5050 6.6; FAULTS C2, C3, C8).
 * Where it says no pose that can be trusted, nothing is left. Pure; what follows from it is done in `following.ts`.
 */
import { safetyMarginM } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import type { Pose, RobotReport } from "./report.ts";

/** Nearer than this a robot is at a node: what the places' conflict sets leave free around a robot, m. */
const reachedM = safetyMarginM;
/** Word and pose may differ by so much: a node's allowed deviation, an arrival that is named a moment early, a localisation that errs, m. More is a contradiction. */
export const wordM = 0.5;

/** Where a pose lies on the way that a robot holds. */
export interface Footing {
  /** m along the way from its first node to the point of it that is nearest to the pose. */
  readonly along: number;
  /** m from the pose to that point. */
  readonly offM: number;
  /** The nodes that it holds, in driving order. */
  readonly held: readonly number[];
  /** m along the way of each held node. */
  readonly places: readonly number[];
}

/** The pose of a state where it can be believed: said, trusted by the robot itself, and on the layout's map. */
export function trustedPose({ pose, localised }: RobotReport, mapId: string): Pose | undefined {
  return pose && localised && isOnMap(pose, mapId) ? pose : undefined;
}

export const isOnMap = ({ x, y, mapId: said }: Pose, mapId: string): boolean =>
  said === mapId && Number.isFinite(x) && Number.isFinite(y);

/** `held`: nodes in driving order, never none. Of two points of the way that are equally near the earlier one counts. */
export function footingOn(graph: Graph, held: readonly number[], { x, y }: Pose): Footing {
  const first = held[0]!;
  const places = [0];
  let along = 0;
  // Squares are compared, and a root is drawn once: this is asked of every state of every robot.
  let offM2 = squared(graph.x[first]! - x, graph.y[first]! - y);
  let start = 0;
  for (let index = 1; index < held.length; index++) {
    const points = wayBetween(graph, held[index - 1]!, held[index]!);
    for (let at = 2; at + 1 < points.length; at += 2) {
      const fromX = points[at - 2]!;
      const fromY = points[at - 1]!;
      const dx = points[at]! - fromX;
      const dy = points[at + 1]! - fromY;
      const length2 = squared(dx, dy);
      const share = length2 === 0 ? 0 : ((x - fromX) * dx + (y - fromY) * dy) / length2;
      const t = Math.min(1, Math.max(0, share));
      const length = Math.sqrt(length2);
      const near2 = squared(x - fromX - t * dx, y - fromY - t * dy);
      if (near2 < offM2) {
        offM2 = near2;
        along = start + t * length;
      }
      start += length;
    }
    places.push(start);
  }
  return { along, offM: Math.sqrt(offM2), held, places };
}

const squared = (x: number, y: number): number => x * x + y * y;

/** Index of the last held node that both word and pose say it has come to: those before it are left. 0: none. `named`: index of the node that it names as its last. */
export function leftUpTo({ along, offM, places }: Footing, named: number): number {
  if (offM > wordM) return 0;
  let index = Math.min(named, places.length - 1);
  while (index > 0 && places[index]! > along + reachedM) index--;
  return Math.max(0, index);
}

/** m by which it stands short of the held node that it names; below zero: beyond it. */
export const shortOf = ({ along, places }: Footing, named: number): number => places[named]! - along;

/** m by which it has driven past the node after the one that it names. */
export const pastNextOf = ({ along, places }: Footing, named: number): number =>
  along - (places[named + 1] ?? Number.POSITIVE_INFINITY);

function wayBetween({ x, y, edgePaths, edgeBetween }: Graph, from: number, to: number): readonly number[] {
  const edge = edgeBetween(from, to);
  return edgePaths.get(edge) ?? [x[from]!, y[from]!, x[to]!, y[to]!];
}

/** Farther than anything on a floor: what a robot says may be any number. */
const toldMax = 1e6;

/** As people are told it: to a tenth of a metre. */
export const toldM = (metres: number): number => Math.round(10 * Math.min(metres, toldMax)) / 10;

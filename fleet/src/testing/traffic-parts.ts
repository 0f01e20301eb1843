/** The parts of traffic on a graph, for tests that look at one of them. */
import type { Graph } from "@floorplane/layout/graph";
import type { Random } from "@floorplane/runtime/random";
import { GoalDistances } from "../traffic/goal-distances.ts";
import { guidanceOf, pocketMouths } from "../traffic/guidance.ts";
import { motionOf } from "../traffic/motion.ts";
import { Pibt } from "../traffic/pibt.ts";
import type { Plan, Problem } from "../traffic/planner.ts";
import { resourcesOf } from "../traffic/resources.ts";
import { walkingPace } from "./floors.ts";

export function partsOn(graph: Graph) {
  const motion = motionOf(graph, walkingPace);
  const guidance = guidanceOf(graph, motion);
  const resources = resourcesOf(graph);
  const distances = new GoalDistances(graph, motion, guidance);
  const mouths = pocketMouths(graph);
  const pibt = new Pibt({ graph, resources, motion, guidance, distances, mouths });
  return { graph, kinematics: walkingPace, motion, guidance, resources, distances, mouths, pibt };
}

/** Robots on places of their own, ready at once. */
export function aProblem(
  robots: readonly {
    readonly at: number;
    readonly target?: number;
    readonly priority?: number;
    readonly fixed?: boolean;
  }[],
): Problem {
  return {
    robots: robots.length,
    baseFirst: Int32Array.from({ length: robots.length + 1 }, (_, i) => i),
    baseNode: Int32Array.from(robots, ({ at }) => at),
    baseEdge: new Int32Array(robots.length).fill(-1),
    baseLeaveMs: new Int32Array(robots.length),
    lastEdge: new Int32Array(robots.length).fill(-1),
    fixed: Uint8Array.from(robots, ({ fixed }) => (fixed ? 1 : 0)),
    target: Int32Array.from(robots, ({ target }) => target ?? -1),
    priority: Float64Array.from(robots, ({ priority }, i) => priority ?? i),
    windowMs: 12_000,
    tickMs: 500,
  };
}

/** Visits as robots and edges, two at a time, all in one step or one step each. */
export function aPlan(visits: readonly (readonly [robot: number, edge: number])[], oneStep = false): Plan {
  return {
    visits: visits.length,
    robot: Int32Array.from(visits, ([robot]) => robot),
    edge: Int32Array.from(visits, ([, edge]) => edge),
    departMs: Int32Array.from(visits, (_, i) => (oneStep ? 0 : i)),
    arriveMs: Int32Array.from(visits, (_, i) => (oneStep ? 1 : i + 1)),
    wish: new Int32Array(0),
    gaveWay: new Uint8Array(0),
  };
}

/** Places that robots may take at once, at most so many. */
export function apart(graph: Graph, count: number, random: Random): number[] {
  const taken = new Set<number>();
  const chosen: number[] = [];
  const { first, other } = resourcesOf(graph);
  for (let tries = 0; tries < 20 * count && chosen.length < count; tries++) {
    const node = random.below(graph.nodeCount);
    if (taken.has(node)) continue;
    chosen.push(node);
    taken.add(node);
    for (let i = first[node]!; i < first[node + 1]!; i++) taken.add(other[i]!);
  }
  return chosen;
}

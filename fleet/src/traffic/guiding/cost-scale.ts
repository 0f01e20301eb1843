/** Guidance as logarithms of what an edge costs beside a plain one, and back: what is sampled and averaged is a share, what planners read is a small whole number. */
import { directions, type StepGraph, type StepMotion } from "../steps/step-graph.ts";
import { closed, moveCostMax, plainMove, type StepGuidance } from "../steps/step-guidance.ts";
import type { EdgeGroups } from "./lines.ts";

export interface CostScale {
  /** What a plain edge costs: more is finer. */
  readonly plain: number;
  readonly turn: number;
}

/** Ways are measured in 16 bits: a floor's longest way in lanes that are four times dearer than plain must fit. */
const wayCostMax = 60_000;
const dearTimes = 4;
/** Fine enough, and six times dearer is still within the greatest cost. */
const plainFourWay = 20;
/** Lanes may become so much stronger. */
const roomAbove = 1.5;

export function costScaleOf(graph: StepGraph, motion: StepMotion, strength: number): CostScale {
  // Turns are bound to a plain step, and two of them to four bits.
  if (motion === "rotate") return { plain: plainMove, turn: plainMove };
  const forWays = wayCostMax / dearTimes / Math.max(1, longestWay(graph));
  const forLanes = moveCostMax / (roomAbove * strength);
  return {
    plain: Math.max(plainMove, Math.floor(Math.min(plainFourWay, forWays, forLanes))),
    turn: plainMove,
  };
}

/** Steps of the longest of the shortest ways, from above: twice what it is from any one place. */
function longestWay({ nodeCount, to }: StepGraph): number {
  const seen = new Uint8Array(nodeCount);
  let longest = 0;
  for (let start = 0; start < nodeCount; start++) {
    if (seen[start]) continue;
    seen[start] = 1;
    let front = [start];
    for (let steps = 0; front.length > 0; steps++) {
      longest = Math.max(longest, steps);
      const next: number[] = [];
      for (const node of front)
        for (let edge = directions * node; edge < directions * node + directions; edge++) {
          const there = to[edge]!;
          if (there < 0 || seen[there]) continue;
          seen[there] = 1;
          next.push(there);
        }
      front = next;
    }
  }
  return 2 * longest;
}

/** Every open edge gets the cost of its group; what is closed stays so. */
export function guidanceOf(
  shares: Float64Array,
  groups: EdgeGroups,
  base: StepGuidance,
  scale: CostScale,
): StepGuidance {
  const move = base.move.map((cost, edge) =>
    cost === closed
      ? closed
      : Math.max(1, Math.min(moveCostMax, Math.round(scale.plain * Math.exp(shares[groups.of[edge]!]!)))),
  );
  return { move, turn: scale.turn };
}

/** Means over the edges of each group; `plain` is what a plain edge costs in this guidance. */
export function sharesOf({ move }: StepGuidance, plain: number, { of, count }: EdgeGroups): Float64Array {
  const sum = new Float64Array(count);
  const edges = new Int32Array(count);
  for (const [edge, group] of of.entries()) {
    if (group < 0 || move[edge] === closed) continue;
    sum[group] = sum[group]! + Math.log(move[edge]! / plain);
    edges[group] = edges[group]! + 1;
  }
  return sum.map((total, group) => (edges[group] === 0 ? 0 : total / edges[group]!));
}

/**
 * What a step costs: a guidance graph (Zhang et al., Guidance Graph Optimization for Lifelong Multi-Agent Path Finding, IJCAI 2024, arXiv 2402.01446). Directed costs make lanes;
 * goal distances are measured on them, and so every planner follows them.
 */
import { directions, type StepGraph } from "./step-graph.ts";

export interface StepGuidance {
  /** Cost of leaving node n in direction d: `move[4 * n + d]`, 1 to `moveCostMax`; `closed` where nobody may go. */
  readonly move: Uint8Array;
  /** Cost of a quarter turn, 1 to `turnCostMax`. */
  readonly turn: number;
}

/** Of a move on a floor without guidance: fine enough for lanes that are cheaper or dearer by a fifth. */
export const plainMove = 5;
export const moveCostMax = 120;
/** Two quarter turns must fit into four bits (see `goal-search.ts`). */
export const turnCostMax = 7;
/** No way: a wall, a one-way road, or a node that is closed. */
export const closed = 255;

export function plainGuidance(graph: StepGraph): StepGuidance {
  const move = new Uint8Array(directions * graph.nodeCount);
  for (let i = 0; i < move.length; i++) move[i] = graph.to[i]! < 0 ? closed : plainMove;
  return { move, turn: plainMove };
}

/** What a usual step costs, and so a step of waiting: a quarter of all moves cost no more. */
export function usualCost({ move }: StepGuidance): number {
  const open = move.filter((cost) => cost !== closed).sort();
  return open[Math.floor(open.length / 4)] ?? plainMove;
}

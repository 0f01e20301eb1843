/** What the floor's thread and the planner's thread tell each other, as data that can be sent. */
import type { Graph } from "@floorplane/layout/graph";
import type { Motion } from "./motion.ts";
import type { Plan, Problem } from "./planner.ts";
import type { Resources } from "./resource-table.ts";

/** A graph without its questions, which cannot be sent. */
export type GraphArrays = Omit<Graph, "indexOf" | "edgeIndexOf" | "edgeBetween">;

/** The floor as it never changes; the thread is started with it. */
export interface PlannerFloorData {
  readonly graph: GraphArrays;
  readonly resources: Resources;
  readonly motion: Motion;
  readonly edgeDs: Uint16Array;
  readonly mouths: Int32Array;
  /** After so long a plan is taken as far as it has come. */
  readonly budgetMs: number;
}

/** A problem with the node costs as they stand: whole and flat, so that a thread that begins anew needs no history. */
export interface AskPlan {
  readonly problem: Problem;
  readonly nodeDs: Uint16Array;
  readonly queueDs: Uint16Array;
}

export type FromPlanner = { readonly kind: "ready" } | { readonly kind: "planned"; readonly plan: Plan };

export function arraysOf(graph: Graph): GraphArrays {
  const data = Object.entries(graph).filter(([, value]) => typeof value !== "function");
  return Object.fromEntries(data) as unknown as GraphArrays;
}

export function graphOf(arrays: GraphArrays): Graph {
  const { outFirst, outEdge, edgeTo, nodeIds, edgeIds } = arrays;
  return {
    ...arrays,
    indexOf: (id) => (nodeIds as readonly string[]).indexOf(id),
    edgeIndexOf: (id) => (edgeIds as readonly string[]).indexOf(id),
    edgeBetween(from, to) {
      for (let i = outFirst[from] ?? 0; i < (outFirst[from + 1] ?? 0); i++)
        if (edgeTo[outEdge[i]!] === to) return outEdge[i]!;
      return -1;
    },
  };
}

/** How far ahead of what it passed last a robot may hold: enough that it never brakes for a release that is on its way, and no more, since what it holds nobody else can have. */
import type { Graph } from "@floorplane/layout/graph";
import type { Claims } from "./claims.ts";
import { betweenMs, type Motion } from "./motion.ts";

export interface LookaheadOptions {
  /** m beyond the last node passed: braking distance and the way driven until a release arrives. */
  readonly lookaheadM?: number;
  /** The same in time, with the turns on the way: what lies behind a turn is not needed yet. */
  readonly lookaheadMs?: number;
}

const lookaheadMDefault = 6;
const lookaheadMsDefault = 3_000;

export class Lookahead {
  private readonly graph: Graph;
  private readonly motion: Motion;
  private readonly claims: Claims;
  private readonly metresMax: number;
  private readonly msMax: number;

  constructor(
    { graph, motion, claims }: { readonly graph: Graph; readonly motion: Motion; readonly claims: Claims },
    options: LookaheadOptions,
  ) {
    this.graph = graph;
    this.motion = motion;
    this.claims = claims;
    this.metresMax = options.lookaheadM ?? lookaheadMDefault;
    this.msMax = options.lookaheadMs ?? lookaheadMsDefault;
  }

  /** Whether a robot needs the end of this edge, the next after its base, already now. */
  needs(robot: number, edge: number): boolean {
    const { claims, graph, motion } = this;
    const length = claims.length(robot);
    if (length <= 1) return true;
    // Nothing is heard of a robot between two nodes, so who drives straight on is told before the last of them, however long the edge.
    if (length === 2 && betweenMs(motion, claims.edgeAt(robot, 1), edge) === 0) return true;
    let metres = graph.edgeLength[edge]!;
    // Until it must know: neither the turn it may be making now nor the one before the new edge counts.
    let ms = 0;
    for (let i = 1; i < length; i++) {
      const held = claims.edgeAt(robot, i);
      if (held < 0) continue;
      metres += graph.edgeLength[held]!;
      ms += motion.driveMs[held]! + (i > 1 ? betweenMs(motion, claims.edgeAt(robot, i - 1), held) : 0);
    }
    return metres <= this.metresMax && ms <= this.msMax;
  }
}

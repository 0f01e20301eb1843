/**
 * When a robot is let farther, and how far. It gets no more ground while what it holds lasts: only so early that it is told before it would brake for the end. Then it gets all that it may have at once,
 * as far as `lookaheadM` where others want to pass too, since what it holds nobody else can have, and farther where nobody does. Few long releases instead of one a node.
 */
import type { Graph } from "@floorplane/layout/graph";
import type { Claims } from "./claims.ts";
import { betweenMs, type Kinematics, type Motion } from "./motion.ts";
import type { Rover } from "./rover.ts";

export interface LookaheadOptions {
  /** m beyond the last node passed that a robot may hold where others pass. */
  readonly lookaheadM?: number;
  /** The same in time, with the turns on the way: what lies behind a turn is not needed yet. */
  readonly lookaheadMs?: number;
  /** Both where nobody else is planned to pass. */
  readonly aloneM?: number;
  readonly aloneMs?: number;
}

const lookaheadMDefault = 6;
const lookaheadMsDefault = 3_000;
const aloneMDefault = 14;
const aloneMsDefault = 9_000;
/** Plans, and with them looks at everybody, are at most so far apart, ms. */
const lookEveryMs = 1_000;
/** Whoever would be short within this is let on with those that are let on now; more than the time between two looks, so that company is found. */
const companyMs = 1_500;

/** Whom a look is about: those of whom something was heard, or everybody, to be let on in company. */
export type Look = "heard" | "company";

export interface LookaheadParts {
  readonly graph: Graph;
  readonly motion: Motion;
  readonly claims: Claims;
  readonly kinematics: Kinematics;
}

export class Lookahead {
  readonly #graph: Graph;
  readonly #motion: Motion;
  readonly #claims: Claims;
  readonly #brakingMs: number;
  readonly #limits: Required<LookaheadOptions>;

  constructor({ graph, motion, claims, kinematics }: LookaheadParts, options: LookaheadOptions) {
    this.#graph = graph;
    this.#motion = motion;
    this.#claims = claims;
    // At full speed it needs so long for its braking distance.
    this.#brakingMs = (500 * kinematics.speedMps) / kinematics.accelerationMps2;
    this.#limits = {
      lookaheadM: options.lookaheadM ?? lookaheadMDefault,
      lookaheadMs: options.lookaheadMs ?? lookaheadMsDefault,
      aloneM: options.aloneM ?? aloneMDefault,
      aloneMs: options.aloneMs ?? aloneMsDefault,
    };
  }

  /** Whether it would brake for the end of what it holds unless it is told more before the next time that it is looked at. */
  isShort(rover: Rover, now: number, look: Look): boolean {
    const claims = this.#claims;
    const motion = this.#motion;
    const { slot } = rover;
    if (rover.asks || claims.length(slot) <= 1) return true;
    const first = claims.edgeAt(slot, 1);
    const firstMs = first < 0 ? 0 : motion.driveMs[first]!;
    const goneMs = Math.min(now - rover.legSinceMs, firstMs);
    // Nothing is heard of a robot between two nodes.
    const unheardMs = look === "company" ? companyMs : Math.min(firstMs - goneMs, lookEveryMs);
    return this.#heldMs(slot) - goneMs - unheardMs < this.#brakingMs + rover.answerMs;
  }

  /** Whether a robot that is short may have the end of this edge, the next after its base. */
  reaches(robot: number, edge: number): boolean {
    const claims = this.#claims;
    const graph = this.#graph;
    const motion = this.#motion;
    const length = claims.length(robot);
    if (length <= 1) return true;
    // Who drives straight on is told before the last node, however long the edge.
    if (length === 2 && betweenMs(motion, claims.edgeAt(robot, 1), edge) === 0) return true;
    let metres = graph.edgeLength[edge]!;
    for (let i = 1; i < length; i++) {
      const held = claims.edgeAt(robot, i);
      if (held >= 0) metres += graph.edgeLength[held]!;
    }
    const ms = this.#heldMs(robot);
    const { lookaheadM, lookaheadMs, aloneM, aloneMs } = this.#limits;
    if (metres <= lookaheadM && ms <= lookaheadMs) return true;
    return metres <= aloneM && ms <= aloneMs && !claims.isWantedByOthers(robot);
  }

  /** How long it drives over what it holds: neither the turn that it may be making now nor the one at the end counts. */
  #heldMs(robot: number): number {
    const claims = this.#claims;
    const motion = this.#motion;
    let ms = 0;
    for (let i = 1; i < claims.length(robot); i++) {
      const held = claims.edgeAt(robot, i);
      if (held < 0) continue;
      ms += motion.driveMs[held]! + (i > 1 ? betweenMs(motion, claims.edgeAt(robot, i - 1), held) : 0);
    }
    return ms;
  }
}

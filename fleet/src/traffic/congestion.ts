/**
 * Where robots wait for one another, as a cost: guidance that adapts while the floor runs (Zhang et al., arXiv 2402.01446, generate lanes offline from such counts; Chen et al., Traffic Flow
 * Optimisation for Lifelong Multi-Agent Path Finding, AAAI 2024, do it online). Whoever plans a long way then takes the emptier of two, before a queue becomes a jam.
 */
import type { Claims } from "./claims.ts";
import type { GoalDistances } from "./goal-distances.ts";
import type { Guidance } from "./guidance.ts";
import type { Planner } from "./planner.ts";
import type { Rover } from "./rover.ts";

/** Queues are remembered this long: longer than a queue at a crossing lasts, shorter than a wave of orders. */
const memoryMs = 40_000;
/** What a place costs at which somebody always waits, tenths of a second. */
const alwaysDs = 100;
/** In coarse levels, since each change makes distances old. */
const levelDs = 10;
/** Distances made with older costs are made anew, each about once in this time, as long as queues are remembered; a few each plan, so that none takes long. */
const renewalMs = 40_000;
const tablesPerPlanMax = 8;
/** Halts shorter than this are part of driving on. */
const briefMs = 1_000;

export interface CongestionParts {
  readonly claims: Claims;
  readonly guidance: Guidance;
  readonly distances: GoalDistances;
  readonly mouths: Int32Array;
  readonly planner: Pick<Planner, "keepsDistances">;
}

export class Congestion {
  readonly #parts: CongestionParts;
  /** Per node: the part of the time that somebody waits there. */
  readonly #share: Float32Array;
  readonly #waits: Uint8Array;
  /** Where somebody waits or waited: a few of thousands of nodes. */
  #known: number[] = [];
  #lastMs = -1;
  /** Tables to be renewed by now, and the beginning of the next. */
  #due = 0;

  constructor(parts: CongestionParts) {
    this.#parts = parts;
    this.#share = new Float32Array(parts.mouths.length);
    this.#waits = new Uint8Array(parts.mouths.length);
  }

  observe(rovers: readonly (Rover | undefined)[], now: number): void {
    const { claims, guidance, distances, mouths, planner } = this.#parts;
    const passedMs = this.#lastMs < 0 ? 0 : Math.min(memoryMs, now - this.#lastMs);
    this.#lastMs = now;
    if (passedMs > 0) {
      for (const rover of rovers) {
        if (!rover || rover.standing || claims.length(rover.slot) !== 1) continue;
        const node = claims.end(rover.slot);
        if (rover.target === node || mouths[node]! >= 0 || now - rover.haltedSinceMs <= briefMs) continue;
        if (this.#share[node] === 0 && this.#waits[node] === 0) this.#known.push(node);
        this.#waits[node] = 1;
      }
      const weight = passedMs / memoryMs;
      for (const node of this.#known) {
        const share = this.#share[node]!;
        const next = share + weight * (this.#waits[node]! - share);
        this.#share[node] = next < 0.005 ? 0 : next;
        this.#waits[node] = 0;
        guidance.setQueue(node, levelDs * Math.round((alwaysDs / levelDs) * next));
      }
      this.#known = this.#known.filter((node) => this.#share[node]! > 0);
    }
    if (planner.keepsDistances) return;
    this.#due = Math.min(tablesPerPlanMax, this.#due + (distances.heldCount * passedMs) / renewalMs);
    distances.renew(Math.floor(this.#due));
    this.#due -= Math.floor(this.#due);
  }
}

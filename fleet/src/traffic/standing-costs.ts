/**
 * What the state of the floor adds to the guidance: closed nodes are shut, and places grow dear where a robot has stood for a while, so that others drive round it: as dear as it has stood
 * there long (who has stood a minute will likely stand another), and shut after that. Pockets are left alone, since nobody passes through one.
 */
import type { Claims } from "./claims.ts";
import { blocked, type Guidance } from "./guidance.ts";
import type { Rover } from "./rover.ts";

/** Short stops at a stop in a lane are waited for. */
const dearFromMs = 15_000;
const shutFromMs = 60_000;

export interface CostParts {
  readonly claims: Claims;
  readonly guidance: Guidance;
  readonly mouths: Int32Array;
}

export class StandingCosts {
  readonly #parts: CostParts;

  constructor(parts: CostParts) {
    this.#parts = parts;
  }

  refresh(rovers: readonly (Rover | undefined)[], now: number): void {
    for (const rover of rovers) {
      if (!rover?.standing) continue;
      const dear = costDs(now - rover.standingSinceMs);
      if (dear === rover.dearDs) continue;
      const { claims, mouths } = this.#parts;
      rover.dearDs = dear;
      rover.dearNodes = claims.base(rover.slot).filter((node) => mouths[node]! < 0);
      for (const node of rover.dearNodes) this.#set(node, dear);
    }
  }

  clear(rover: Rover): void {
    for (const node of rover.dearNodes) this.#set(node, 0);
    rover.dearNodes = [];
    rover.dearDs = 0;
  }

  /** After a node was closed or opened. */
  refreshNode(node: number, rovers: readonly (Rover | undefined)[]): void {
    this.#set(node, rovers.find((rover) => rover?.dearNodes.includes(node))?.dearDs ?? 0);
  }

  #set(node: number, costDs: number): void {
    this.#parts.guidance.setNode(node, this.#parts.claims.isClosed(node) ? blocked : costDs);
  }
}

/** Doubles from step to step, since every change makes all distances stale. */
function costDs(stoodMs: number): number {
  if (stoodMs < dearFromMs) return 0;
  if (stoodMs >= shutFromMs) return blocked;
  return stoodMs >= 2 * dearFromMs ? (2 * dearFromMs) / 100 : dearFromMs / 100;
}

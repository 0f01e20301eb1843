/**
 * Robots that wait for one another and rest: who waits for whom is followed all the time (wait-for.ts). The planner dissolves almost every ring by itself; where one rests for long,
 * the member sent last that can reach a free pocket goes there. Where none can, a person is asked.
 */
import type { Claims } from "./claims.ts";
import type { Rover } from "./rover.ts";
import type { Targets } from "./targets.ts";
import { ringsOf } from "./wait-for.ts";

/** A ring that rests this long is not one that the planner is about to dissolve. */
const ringRestsMs = 8_000;
/** Who makes room is given this long to get there. */
const yieldMs = 60_000;

export class Rings {
  readonly #claims: Claims;
  readonly #targets: Targets;

  constructor({ claims, targets }: { readonly claims: Claims; readonly targets: Targets }) {
    this.#claims = claims;
    this.#targets = targets;
  }

  /** Sends one of each resting ring aside; answers with the rings, by slot, for which nobody could be. `nextEdge`: what a robot would drive next, -1 nothing. */
  dissolve(
    rovers: readonly (Rover | undefined)[],
    now: number,
    nextEdge: (rover: Rover) => number,
  ): number[][] {
    const waitsFor = new Int32Array(rovers.length).fill(-1);
    for (const rover of rovers) {
      if (!rover || rover.standing) continue;
      if (this.#claims.length(rover.slot) > 1) rover.haltedSinceMs = now;
      if (now - rover.haltedSinceMs < ringRestsMs) continue;
      const edge = nextEdge(rover);
      const obstacle = edge < 0 ? undefined : this.#claims.obstacle(rover.slot, edge);
      if (obstacle && "by" in obstacle) waitsFor[rover.slot] = obstacle.by;
    }
    return ringsOf(waitsFor).filter(
      (ring) =>
        !this.#sendAside(
          ring.map((slot) => rovers[slot]!),
          now,
        ),
    );
  }

  #sendAside(members: Rover[], now: number): boolean {
    if (members.some((member) => member.yieldUntilMs > now)) return true;
    members.sort((a, b) => b.goalSinceMs - a.goalSinceMs || a.slot - b.slot);
    for (const member of members) {
      const refuge = this.#targets.yieldTo(member);
      if (refuge < 0) continue;
      member.refuge = refuge;
      member.yieldUntilMs = now + yieldMs;
      return true;
    }
    return false;
  }
}

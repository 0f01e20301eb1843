/** Who gets no nearer to where he is sent. */
import type { Claims } from "./claims.ts";
import type { Rover } from "./rover.ts";

/** Longer than any detour: who came no nearer to his goal for so long will not without help. */
const stalledMs = 180_000;

export const isStalled = (rover: Rover, claims: Claims, now: number): boolean =>
  rover.goal >= 0 &&
  !rover.standing &&
  claims.end(rover.slot) !== rover.goal &&
  now - rover.nearestSinceMs >= stalledMs;

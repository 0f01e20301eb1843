/** When a robot will have left each node that it holds: from what it passed last and how long its edges take. An estimate for the planner; claims never look at it. */
import type { Claims } from "./claims.ts";
import { betweenMs, type Motion, turningMs } from "./motion.ts";
import type { Rover } from "./rover.ts";

/** Later than expected by more than this, a robot counts as standing until it is heard of again. */
const overdueMsMax = 10_000;

/** Writes into `leaveMs[first ..]`, ms from now; for the last node when the robot is ready to go on. Returns whether the robot is overdue. */
export function estimate(
  { motion, claims }: { readonly motion: Motion; readonly claims: Claims },
  rover: Rover,
  now: number,
  leaveMs: Int32Array,
  first: number,
): boolean {
  const length = claims.length(rover.slot);
  if (length === 1) {
    leaveMs[first] = 0;
    return false;
  }
  let due = rover.legSinceMs - now;
  let overdue = false;
  for (let i = 1; i < length; i++) {
    const edge = claims.edgeAt(rover.slot, i);
    const before = claims.edgeAt(rover.slot, i - 1);
    if (edge >= 0) due += motion.driveMs[edge]!;
    if (edge >= 0 && i === 1 && rover.fromRest) due += turningMs(motion, before, edge) + motion.haltMs[edge]!;
    else due += betweenMs(motion, before, edge);
    if (due < 0) {
      overdue ||= i === 1 && due < -overdueMsMax;
      due = 0;
    }
    leaveMs[first + i - 1] = due;
  }
  const last = claims.edgeAt(rover.slot, length - 1);
  if (last >= 0 && claims.end(rover.slot) === rover.goal) due += motion.haltMs[last]!;
  leaveMs[first + length - 1] = due;
  return overdue;
}

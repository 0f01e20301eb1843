/** What the house knows of an alarm beside its words (ISA-18.2 rationalisation). */
import type { AlarmPriority } from "../states.ts";

export interface AlarmRow {
  readonly priority: AlarmPriority;
  /** Minutes within which the action still helps. An alarm without an action is none: such things are events in the log. */
  readonly respondWithinMinutes: number;
  /** `is`: something is not heard any more; where many are at once, one thing before them is the cause. `follows`: may be no more than what silence brings. */
  readonly silence?: "is" | "follows";
  /** What it is raised with, by name; those that end in `?` where they are known. */
  readonly parameters: readonly string[];
}

/** The time on the wall, as those outside know it, whatever the house's own clock shows; it may jump when the machine is put right. Deadlines never hang on it. */
import type { Clock } from "./clock.ts";

export const wallClock: Clock = { now: () => Date.now() };

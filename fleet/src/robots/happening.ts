/** What became of a robot, for those who ask more of it than the part that did it: told by that part, passed on in order by `robot-events.ts`. */
import type { Robot } from "./robot.ts";

export type Happening =
  /** Its chart moved: what it may do may be another thing now. */
  | { readonly type: "robot.changed"; readonly robot: Robot }
  /** Its chart moved by an echo alone: nothing follows from that, and its next state says it again. */
  | { readonly type: "robot.tookOrder"; readonly robot: Robot }
  /** The first message of a new order is on its way to it. */
  | { readonly type: "order.opened"; readonly robot: Robot }
  /** Not even the shortest order fits into what it takes. */
  | { readonly type: "order.tooLong"; readonly robot: Robot };

export const nothing: readonly Happening[] = [];

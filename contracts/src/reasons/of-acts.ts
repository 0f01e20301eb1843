/** Why a person's act was not done, or is not known to be. */

import type { RefusalReason } from "../states.ts";
import type { NotAssignable } from "./not-assignable.ts";
import type { Contest, Trouble } from "./of-robots.ts";
import type { EarlierReasons, ReasonOf } from "./reason.ts";

export interface ActReasons extends EarlierReasons {
  /** It was wanted of a house that was frozen meanwhile. */
  "act.too-late": { lateS: number };
  /** Nobody said in time what became of it. */
  "act.unanswered": object;
  /** The house was started anew before it was decided. */
  "act.lost-sight": object;
  /** The act as it was sent cannot be read; the door's own words. */
  "act.malformed": { words: string };
  "acts.too-many": { underWay: number };
  "house.starting": object;
  "house.line-down": { robot: string };
  "screen.offline": object;
  "screen.unanswered": object;
  "screen.cut-off": object;

  "robot.unknown": { robot: string };
  "robot.not-said": { robot: string };
  "robot.not-heard": { robot: string };
  "robot.off-floor": { robot: string };
  "robot.on-floor": { robot: string };
  "robot.kept-standing": { contest: Contest | null };
  "robot.stopped": { trouble: Trouble | null };
  "robot.by-hand": { trouble: Trouble | null };
  "robot.faulty": { trouble: Trouble | null };
  "robot.astray": { trouble: Trouble | null };
  "robot.carries": { robot: string };
  "robot.says-no-place": { robot: string };
  "robot.stands-elsewhere": { node: string; metres: number };
  "node.unknown": { node: string };
  "node.held": { node: string; by: readonly string[] };
  "receiver.has-it": { robot: string };
  "receiver.cannot": { robot: string; because: readonly NotAssignable[] };
  "tote.maybe-in-hands": { robot: string; tote: string };
  "tote.taken-meanwhile": { tote: string };
  "tote.on-robot": { robot: string; tote: string };
  /** The same of a load that is no tote of this house; empty where nobody said which. */
  "load.maybe-in-hands": { robot: string; load: string };
  "load.taken-meanwhile": { load: string };
  "load.on-robot": { robot: string; load: string };
  "station.takes-no-totes": { station: string };
  "station.closed": { station: string };
  "place.unknown": { place: string };

  "alarm.unknown": { alarm: string };
  "alarm.acknowledged": { by: string };
  "alarm.over": object;
  /** Whoever acknowledged saw an earlier one; `at`: ms since the epoch. */
  "alarm.raised-again": { at: number };

  "task.unknown": { task: string };
  /** `by`: the device, empty where it is not known; `at`: ms since the epoch. */
  "task.answered-otherwise": { task: string; by: string; at: number; found: string };
  "task.not-booked": { fault: RefusalReason; field: string; text: string; skus: readonly string[] };
  "order.unknown": { order: string };
  "order.closed": { order: string; state: string };
  /** Its totes were asked for. */
  "order.on-floor": { order: string; state: string };
  "order.beyond-recall": { order: string; state: string };
  /** In that state it would change nothing. */
  "order.needs-not": {
    order: string;
    state: string;
    act: "order.raise" | "order.release" | "order.tryAgain";
  };
  "order.not-whole": { order: string };
}

export type ActReason = ReasonOf<ActReasons>;

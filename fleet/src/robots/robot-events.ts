/** What a robot's chart hears, and what it keeps beside its states (`robot.machine.ts`). */
import type { RobotCondition } from "@floorplane/contracts/acts";
import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import type { Condition } from "./condition.ts";

export type RobotEvent =
  | Condition
  | { readonly type: "house.restarted" }
  | { readonly type: "robot.heard" }
  /** No fresh state for too long, or its last will has spoken. */
  | { readonly type: "robot.silent" }
  /** It said good-bye: nobody need look for it, though its place stays held. */
  | { readonly type: "robot.left" }
  /** A person's command: stand still. */
  | { readonly type: "robot.hold" }
  /** A person's command: go on; also after an emergency stop and after refused orders. */
  | { readonly type: "robot.resumed" }
  /** A person's command: cancel what it drives; it gets another order from where it stands. */
  | { readonly type: "order.givenUp" }
  /** A person took it off the floor, or put it back. */
  | { readonly type: "robot.takenOff" }
  | { readonly type: "robot.putBack" }
  /** Off the floor it says a place on the lanes, or one that is on none. */
  | { readonly type: "robot.seen"; readonly why: Trouble }
  | { readonly type: "robot.unseen" }
  /** A person took it out of service, or took it back. */
  | { readonly type: "service.ended" }
  | { readonly type: "service.begun" }
  /** It failed again and again where others do not. */
  | { readonly type: "robot.failing"; readonly why: Trouble }
  /** It says a place that another holds, or another says one that it holds. */
  | { readonly type: "room.contested" }
  | { readonly type: "room.clear" }
  | { readonly type: "battery.low" }
  | { readonly type: "battery.enough" }
  | { readonly type: "order.opened" }
  | { readonly type: "order.accepted" }
  | { readonly type: "order.refused"; readonly why: Trouble }
  /** Sent so often, and no echo. */
  | { readonly type: "order.unanswered" }
  /** It answers us and does not take its order: as good as a refusal. */
  | { readonly type: "order.ignored" }
  /** The robot no longer knows what it had accepted: a reboot, a person at the wheel. */
  | { readonly type: "order.lost" }
  /** Driven to its end and done. */
  | { readonly type: "order.ended" }
  /** After a cancel or a loss: the robot says that it has no order and stands. */
  | { readonly type: "order.cleared" };

export interface RobotContext {
  readonly lostAfterMs: number;
  readonly cancelWithinMs: number;
  readonly refusalPauseMs: number;
  readonly refusalsMax: number;
  /** Orders refused in a row. */
  readonly refusals: number;
  /** What the robot said last when it could not move, or what was found of its work. */
  readonly trouble: Trouble | null;
  /** A person took it off the floor: its silence is nobody's business. */
  readonly away: boolean;
}

export type RobotInput = Pick<
  RobotContext,
  "lostAfterMs" | "cancelWithinMs" | "refusalPauseMs" | "refusalsMax"
>;

/** The chart's value, typed: one word for each region. */
export type RobotValue = RobotCondition;

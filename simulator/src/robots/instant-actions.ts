/** Instant actions (VDA 5050 2.1.0 clause 6.9): each shows up in the action states at once, a repeated id is done once. */
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { RobotError } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { ActionQueue, Entry } from "./actions.ts";
import { actionFault, type Declared, type Parameters } from "./declared-actions.ts";
import { warning } from "./state-message.ts";

/** What instant actions may ask of the robot. */
export interface InstantHost {
  readonly declared: Declared;
  readonly actions: ActionQueue;
  readonly hasOrder: boolean;
  readonly isMoving: boolean;
  complain(error: RobotError): void;
  /** Ends the order; `cancelOrder` itself is finished when the robot stands and nothing is at work. */
  cancelOrder(): void;
  setPaused(isPaused: boolean): void;
  /** False where there is no charger. */
  charge(isCharging: boolean): boolean;
  sendFactsheet(): void;
  /** False when that is not where the robot is. */
  initialisePosition(parameters: Parameters): boolean;
}

export function takeInstantAction(action: Action, robot: InstantHost): void {
  if (robot.actions.has(action.actionId)) return;
  const entry = robot.actions.addInstant(action);
  const answer = answerTo(action, entry, robot);
  if (answer === "done") robot.actions.finish(entry, { status: "FINISHED" });
  else if (answer !== "later") fail(entry, robot, answer.errorType, answer.reason);
}

/** `later`: the action goes on until the robot stands. */
type Answer = "done" | "later" | { readonly errorType: string; readonly reason: string };

function answerTo(action: Action, { parameters }: Entry, robot: InstantHost): Answer {
  const fault = actionFault(action, "INSTANT", robot.declared);
  if (fault) return { errorType: "validationError", reason: fault };
  switch (action.actionType) {
    case "cancelOrder":
      if (!robot.hasOrder) return { errorType: "noOrderToCancel", reason: "the robot has no order" };
      robot.cancelOrder();
      return "later";
    case "startPause":
      robot.setPaused(true);
      return "later";
    case "stopPause":
      robot.setPaused(false);
      return "done";
    case "startCharging":
    case "stopCharging":
      if (robot.isMoving) return { errorType: "chargingError", reason: "the robot is driving" };
      return robot.charge(action.actionType === "startCharging")
        ? "done"
        : { errorType: "chargingError", reason: "there is no charger here" };
    case "factsheetRequest":
      robot.sendFactsheet();
      return "done";
    case "initPosition":
      return robot.initialisePosition(parameters)
        ? "done"
        : { errorType: "localizationError", reason: "the robot sees another place around it" };
    default:
      // stateRequest: the state follows whatever was asked.
      return "done";
  }
}

function fail(entry: Entry, robot: InstantHost, errorType: string, reason: string): void {
  robot.complain(warning(errorType, reason, { actionId: entry.actionId }));
  robot.actions.finish(entry, { status: "FAILED", errorType: "", reason });
}

/** Instant actions (VDA 5050 2.1.0 clause 6.9): each shows up in the action states at once, a repeated id is done once. */
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Pose } from "@floorplane/layout/footprint";
import type { ActionQueue, Entry } from "./actions.ts";
import { actionFault, type Declared, type Parameters } from "./declared-actions.ts";
import type { Driver } from "./driver.ts";
import type { OrderAcceptance } from "./order-acceptance.ts";
import type { RobotParameters } from "./parameters.ts";
import { type ErrorList, warning } from "./state-message.ts";
import type { WorldPort } from "./world-port.ts";

/** A position to initialise with must be this close to the real one, m. */
const initialiseWithinM = 0.5;

/** What instant actions see and change of their robot. */
export interface InstantHost {
  readonly declared: Declared;
  readonly actions: ActionQueue;
  readonly driver: Driver;
  readonly acceptance: OrderAcceptance;
  readonly errors: ErrorList;
  readonly nowMs: number;
  readonly isHeld: boolean;
  readonly hasOrder: boolean;
  readonly isMoving: boolean;
  isPaused: boolean;
  poseAt(ms: number): Pose;
  plug(isCharging: boolean): void;
}

export interface InstantSurroundings {
  readonly world: WorldPort;
  readonly mapId: string;
  readonly parameters: RobotParameters;
  readonly factsheetRequested: () => void;
}

/** `later`: the action goes on until the robot stands. */
type Answer = "done" | "later" | { readonly errorType: string; readonly reason: string };

export class InstantActions {
  readonly #robot: InstantHost;
  readonly #around: InstantSurroundings;

  constructor(robot: InstantHost, around: InstantSurroundings) {
    this.#robot = robot;
    this.#around = around;
  }

  take(action: Action): void {
    const { actions, errors } = this.#robot;
    if (actions.has(action.actionId)) return;
    const entry = actions.addInstant(action);
    const answer = this.#answer(action, entry);
    if (answer === "later") return;
    if (answer === "done") {
      actions.finish(entry, { status: "FINISHED" });
      return;
    }
    const { errorType, reason } = answer;
    errors.add(warning(errorType, reason, { actionId: entry.actionId }));
    actions.finish(entry, { status: "FAILED", errorType: "", reason });
  }

  #answer(action: Action, { parameters }: Entry): Answer {
    const fault = actionFault(action, "INSTANT", this.#robot.declared);
    if (fault) return { errorType: "validationError", reason: fault };
    switch (action.actionType) {
      case "cancelOrder":
        return this.#cancelOrder();
      case "startPause":
        this.#robot.isPaused = true;
        return "later";
      case "stopPause":
        this.#robot.isPaused = false;
        return "done";
      case "startCharging":
      case "stopCharging":
        return this.#charge(action.actionType === "startCharging");
      case "factsheetRequest":
        this.#around.factsheetRequested();
        return "done";
      case "initPosition":
        return this.#initialisePosition(parameters);
      default:
        // stateRequest: the state follows whatever was asked.
        return "done";
    }
  }

  #cancelOrder(): Answer {
    const { hasOrder, acceptance, actions, driver, isHeld, nowMs } = this.#robot;
    if (!hasOrder) return { errorType: "noOrderToCancel", reason: "the robot has no order" };
    acceptance.cancel();
    actions.cancel("the order was cancelled", false);
    if (isHeld) driver.abandon(nowMs, this.#around.parameters.accelerationMps2);
    else driver.cutShort(nowMs);
    return "later";
  }

  #charge(isCharging: boolean): Answer {
    if (this.#robot.isMoving) return { errorType: "chargingError", reason: "the robot is driving" };
    const node = this.#robot.acceptance.mark.lastNodeId;
    if (isCharging && !this.#around.world.hasCharger(node))
      return { errorType: "chargingError", reason: `node ${node} has no charger` };
    this.#robot.plug(isCharging);
    return "done";
  }

  #initialisePosition({ x, y, mapId, lastNodeId }: Parameters): Answer {
    const { acceptance, isMoving, nowMs } = this.#robot;
    const pose = this.#robot.poseAt(nowMs);
    const distance = Math.hypot(Number(x) - pose.x, Number(y) - pose.y);
    if (isMoving || mapId !== this.#around.mapId || distance > initialiseWithinM)
      return { errorType: "localizationError", reason: "the robot sees another place around it" };
    acceptance.mark = { ...acceptance.mark, lastNodeId: String(lastNodeId) };
    return "done";
  }
}

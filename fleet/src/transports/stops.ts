/**
 * What became of the action at a stop, from the robot's action states: an end is counted once, an unknown outcome is not a failure,
 * and what a tote does to a robot (load, footprint) follows from it (VDA 5050 6.8, 6.11; FAULTS C8, C10).
 */
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { Crew } from "../robots/crew.ts";
import type { Driving } from "../robots/driving.ts";
import { type ActionStatus, isFinal, type RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import { movedUnits } from "./stop-actions.ts";
import { handlingFailuresMax, isAboard, type Transport } from "./transport.ts";
import type { StopOutcome, Work } from "./work.ts";

export interface StopsOptions {
  readonly crew: Crew;
  readonly work: Work;
  readonly driving: Driving;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
}

export class Stops {
  readonly #options: StopsOptions;

  constructor(options: StopsOptions) {
    this.#options = options;
  }

  /** Looks for the goal's action in a fresh report. */
  follow(robot: Robot, report: RobotReport, desk: Desk): void {
    const action = robot.attached ? robot.goal?.action : undefined;
    if (!action) return;
    const said = report.actions.find(({ id }) => id === action.id);
    if (!said) return;
    if (robot.goal!.purpose === "charge") {
      if (said.status === "FAILED") this.#chargingFailed(robot, desk);
      return;
    }
    const transport = this.#options.work.get(robot.transport);
    if (transport?.target?.actionId !== action.id) return;
    if (isFinal(said.status)) this.#ended(robot, transport, said.status === "FINISHED", said.result, desk);
    else if (said.status !== "WAITING" && transport.state === "to-stop") {
      robot.stillSince = desk.now;
      this.#options.work.reached(transport, desk);
      this.#options.crew.show(robot, desk);
    }
  }

  /**
   * The order is gone from the robot. An action that had not begun is asked for again; of one that had, its load tells; units from a bin
   * cannot be told by anybody here, so the stop counts as failed, the reads of the tote decide, and a person is told.
   */
  resolve(robot: Robot, report: RobotReport, desk: Desk): void {
    const { work, crew, dispatcher } = this.#options;
    const action = robot.attached ? robot.goal?.action : undefined;
    const transport = work.get(robot.transport);
    robot.attached = false;
    if (!action || transport?.target?.actionId !== action.id) {
      if (robot.goal?.purpose !== "stop") dispatcher.release(robot);
      return;
    }
    const said = report.actions.find(({ id }) => id === action.id);
    if (said?.status === "FINISHED") {
      this.#ended(robot, transport, true, said.result, desk);
      return;
    }
    if (!mayHaveBegun(robot, transport, said?.status)) {
      this.#again(robot, transport, false, desk);
      return;
    }
    const { type } = transport.stops[transport.target.stop]!.action;
    if (type === "fetchTote" || type === "dropTote") {
      const carries = report.loads === undefined ? undefined : report.loads.length > 0;
      if (carries === (type === "fetchTote")) {
        this.#ended(robot, transport, true, undefined, desk);
        return;
      }
      this.#again(robot, transport, false, desk);
      return;
    }
    crew.raise(robot, "robot.outcome-unknown", desk, `${type} at ${transport.target.station}`);
    this.#ended(robot, transport, false, undefined, desk);
  }

  #ended(robot: Robot, transport: Transport, ok: boolean, result: string | undefined, desk: Desk): void {
    const { work, driving, crew, dispatcher, log } = this.#options;
    const { action } = transport.stops[transport.target!.stop]!;
    const handling = action.type === "fetchTote" || action.type === "dropTote";
    robot.stillSince = desk.now;
    if (!ok && handling) {
      this.#again(robot, transport, true, desk);
      return;
    }
    const moved = ok ? movedUnits(action, result) : 0;
    if (moved === undefined)
      // Nothing is guessed: zero disagrees with the reads of the tote, and a person counts.
      log.warn("stop.unclear", { robot: robot.id, transport: transport.transport, result });
    const aboard = action.type === "fetchTote" || (action.type !== "dropTote" && isAboard(transport));
    const outcome: StopOutcome = { status: ok ? "finished" : "failed", quantity: moved ?? 0, aboard };
    const next = work.ended(transport, outcome, desk);
    driving.setLoaded(robot, aboard);
    robot.tote = aboard ? transport.tote : undefined;
    if (!next) {
      robot.transport = undefined;
      // Its tote is out of its hands: whoever reads or counts it knows by now.
      crew.clear(robot, "robot.outcome-unknown", desk);
    }
    dispatcher.release(robot);
    crew.clear(robot, "robot.handling-failed", desk);
    crew.keep(robot, desk);
  }

  #again(robot: Robot, transport: Transport, counts: boolean, desk: Desk): void {
    const { work, crew, dispatcher } = this.#options;
    work.repeat(transport, counts, desk);
    const again = work.get(transport.transport)!;
    if (again.failures >= handlingFailuresMax) {
      crew.raise(robot, "robot.handling-failed", desk, `tote ${transport.tote}`);
      work.fail(again, "rejected-by-robot", desk);
      robot.transport = undefined;
    }
    dispatcher.release(robot);
    crew.keep(robot, desk);
  }

  #chargingFailed(robot: Robot, desk: Desk): void {
    const { dispatcher, log } = this.#options;
    log.warn("charging.failed", { robot: robot.id, node: robot.goal!.node });
    dispatcher.closeCharger(robot.goal!.node);
    dispatcher.release(robot);
    robot.stillSince = desk.now;
  }
}

/** Not before the robot has taken the order and stood at the place; an action that it still calls waiting has not begun either. */
function mayHaveBegun(robot: Robot, transport: Transport, status: ActionStatus | undefined): boolean {
  if (transport.state === "acting") return true;
  if (!robot.echoed || robot.goal!.node !== robot.node) return false;
  return status !== "WAITING" && status !== "FAILED";
}

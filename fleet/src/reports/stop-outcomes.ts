/**
 * What became of the action at a stop, from the robot's action states: an end is counted once, an unknown outcome is not a failure,
 * and what a tote does to a robot (load, footprint) follows from it (VDA 5050 6.8, 6.11; FAULTS C8, C10).
 */
import { isNumber, LoadId } from "@floorplane/contracts/ids";
import type { StopAction } from "@floorplane/contracts/messages";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import type { Graph } from "@floorplane/layout/graph";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import { stopActionTypes } from "../robots/action-types.ts";
import { wordM } from "../robots/ground.ts";
import type { HeldGround } from "../robots/held-ground.ts";
import { distanceTo } from "../robots/pose-on-lanes.ts";
import { type ActionStatus, isFinal, type RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import { type Blaming, type FailedWork, workOfStop } from "../transports/blame.ts";
import type { OpenTransports, StopOutcome } from "../transports/open-transports.ts";
import { movedUnits } from "../transports/stop-actions.ts";
import {
  aboardOf,
  handlingFailuresMax,
  isAboard,
  robotsPerFetchMax,
  setsDown,
  type Transport,
  takesUp,
} from "../transports/transport.ts";

import type { Consequences } from "./consequences.ts";

export interface StopOutcomesOptions {
  readonly roster: Roster;
  readonly transports: OpenTransports;
  readonly ground: HeldGround;
  readonly consequences: Consequences;
  readonly dispatcher: Dispatcher;
  readonly blaming: Blaming;
  readonly log: Log;
  readonly graph: Graph;
}

/** No action of these robots takes less. */
const shortestActionMs = 2_000;

export class StopOutcomes {
  readonly #options: StopOutcomesOptions;

  constructor(options: StopOutcomesOptions) {
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
      else if (robot.failures.length > 0 && report.battery.charging) this.#charges(robot, desk);
      return;
    }
    const transport = this.#options.transports.get(robot.transport);
    if (transport?.target?.actionId !== action.id) return;
    if (isFinal(said.status)) this.#ended(robot, transport, said.status === "FINISHED", said.result, desk);
    else if (said.status !== "WAITING" && transport.state === "to-stop") {
      robot.place.stirred(desk.now);
      this.#options.transports.reached(transport, desk);
      this.#options.roster.show(robot, desk);
    }
  }

  /** It stands where a person is to meet it, and stays: whoever asked is told, once. No action of its own ends the stop, but its being skipped. */
  meet(robot: Robot, desk: Desk): void {
    const { transports, roster } = this.#options;
    const { goal } = robot;
    if (goal?.purpose !== "stop" || goal.action !== undefined || robot.node !== goal.node) return;
    const transport = transports.get(robot.transport);
    if (!transport?.target) return;
    robot.drive.sendGoal();
    robot.reasons.waits({ code: "wait.person", place: transport.target.station });
    if (transport.state !== "to-stop") return;
    robot.place.stirred(desk.now);
    transports.waits(transport, desk);
    roster.show(robot, desk);
  }

  /**
   * The order is gone from the robot. An action that had not begun is asked for again; of one that had, its load tells; units from a bin
   * cannot be told by anybody here, so the stop counts as failed, the reads of the tote decide, and a person is told.
   */
  resolve(robot: Robot, report: RobotReport, desk: Desk): void {
    const { transports, roster, dispatcher } = this.#options;
    const action = robot.attached ? robot.goal?.action : undefined;
    const transport = transports.get(robot.transport);
    robot.drive.unsendGoal();
    if (!action || transport?.target?.actionId !== action.id) {
      if (robot.goal?.purpose !== "stop") dispatcher.clearGoal(robot);
      return;
    }
    const said = report.actions.find(({ id }) => id === action.id);
    if (said?.status === "FINISHED") {
      this.#ended(robot, transport, true, said.result, desk);
      return;
    }
    if (!mayHaveBegun(robot, transport, said?.status, this.#isAtGoal(robot, report))) {
      this.#again(robot, transport, false, desk);
      return;
    }
    const { type } = transport.stops[transport.target.stop]!.action;
    const stop = { type };
    if (takesUp(stop) || setsDown(stop)) {
      const carries = report.loads === undefined ? undefined : report.loads.length > 0;
      if (carries === takesUp(stop)) {
        this.#ended(robot, transport, true, undefined, desk);
        return;
      }
      this.#again(robot, transport, false, desk);
      return;
    }
    if (type !== "countTags")
      roster.raise(robot, "robot.outcome-unknown", desk, {
        code: "work.unknown",
        action: type,
        place: transport.target.station,
      });
    this.#ended(robot, transport, false, undefined, desk);
  }

  /** By its word or by its pose. */
  #isAtGoal(robot: Robot, { pose }: RobotReport): boolean {
    const { node } = robot.goal!;
    return (
      node === robot.node || (pose !== undefined && distanceTo(this.#options.graph, node, pose) <= wordM)
    );
  }

  #ended(robot: Robot, transport: Transport, ok: boolean, result: string | undefined, desk: Desk): void {
    const { transports, ground, roster, dispatcher, log } = this.#options;
    const { action } = transport.stops[transport.target!.stop]!;
    const handling = takesUp(action) || setsDown(action);
    robot.place.stirred(desk.now);
    // A bin that could not be read gives as it did: nobody is sent out for it.
    if (action.type !== "countTags") this.#judge(robot, transport, ok, desk);
    if (!ok && handling) {
      this.#again(robot, transport, true, desk);
      return;
    }
    const moved = ok ? movedUnits(action, result) : 0;
    if (moved === undefined)
      // Nothing is guessed: zero disagrees with the reads of the tote, and a person counts.
      log.warn("stop.unclear", { robot: robot.id, transport: transport.transport, result });
    const aboard = takesUp(action) || (!setsDown(action) && isAboard(transport));
    const outcome: StopOutcome = {
      status: ok ? "finished" : "failed",
      quantity: moved ?? 0,
      aboard,
      ...saidLoad(action, robot.report),
    };
    const next = transports.ended(transport, outcome, desk);
    ground.setLoad(robot, aboard ? (next ? aboardOf(next) : { tote: transport.tote ?? undefined }) : {});
    if (!next) {
      robot.assigned.end();
      // Its tote is out of its hands: whoever reads or counts it knows by now.
      roster.clear(robot, "robot.outcome-unknown", desk);
    } else if (!ok && robot.value.service === "failing") transports.returnNow(next, desk);
    dispatcher.clearGoal(robot);
    if (ok && handling) roster.clear(robot, "robot.handling-failed", desk);
    roster.keep(robot, desk);
  }

  /** One success or failure more, of this robot and at this place. */
  #judge(robot: Robot, { stops, target }: Transport, ok: boolean, desk: Desk): void {
    const { blaming } = this.#options;
    const { action } = stops[target!.stop]!;
    if (action.type === "meetPerson") return;
    const type = stopActionTypes[action.type];
    const place = target!.station;
    if (ok) blaming.succeeded(robot, type, place, desk);
    else this.#failed(robot, { type, place, work: workOfStop(action) }, desk);
  }

  /** Whoever is to blame is out: the place by the book of places, the robot here. */
  #failed(robot: Robot, what: FailedWork, desk: Desk): void {
    const { blaming, consequences, roster } = this.#options;
    const why = blaming.failed(robot, what, desk);
    if (why !== undefined) consequences.tell(robot, { type: "robot.failing", why }, desk);
    roster.keep(robot, desk);
  }

  #again(robot: Robot, transport: Transport, counts: boolean, desk: Desk): void {
    const { transports, roster, dispatcher, blaming } = this.#options;
    transports.repeat(transport, counts, desk);
    const again = transports.get(transport.transport)!;
    const isOut = robot.value.service !== "in" && !isAboard(again);
    if (isOut || again.failures >= handlingFailuresMax) {
      if (!isAboard(again) && (isOut || this.#mayPassOn(robot, again)))
        transports.unassign(again, desk, robot.id);
      else {
        // Fetched by nobody: what nobody can take is not the robots' fault.
        const { action } = again.stops[again.stop]!;
        const isHandled = takesUp(action) || setsDown(action);
        if (isHandled && again.notBy.length > 0) blaming.acquit(workOfStop(action), desk);
        if (isHandled) roster.raise(robot, "robot.handling-failed", desk, whatOf(action));
        transports.fail(again, "rejected-by-robot", desk);
      }
      robot.assigned.end();
    }
    dispatcher.clearGoal(robot);
    roster.keep(robot, desk);
  }

  /** Another robot is there to try what this one could not. */
  #mayPassOn(robot: Robot, { notBy }: Transport): boolean {
    if (notBy.length + 1 >= robotsPerFetchMax) return false;
    return this.#options.roster.list.some(
      ({ id, value, usable }) => id !== robot.id && usable && value.service === "in" && !notBy.includes(id),
    );
  }

  #charges(robot: Robot, desk: Desk): void {
    const place = this.#options.dispatcher.places.chargerAt(robot.goal!.node);
    if (place) this.#options.blaming.succeeded(robot, "startCharging", place, desk);
  }

  #chargingFailed(robot: Robot, desk: Desk): void {
    const { dispatcher, log } = this.#options;
    const { node } = robot.goal!;
    const place = dispatcher.places.chargerAt(node);
    log.warn("charging.failed", { robot: robot.id, node });
    if (place) this.#failed(robot, { type: "startCharging", place, work: robot.id }, desk);
    dispatcher.clearGoal(robot);
    robot.place.stirred(desk.now);
  }
}

/** Which load its robot took, by its own word, where nobody had said which. */
function saidLoad(action: StopAction, report: RobotReport | undefined): Pick<StopOutcome, "load"> {
  if (action.type !== "pickLoad" || action.load !== null) return {};
  const said = report?.loads?.[0]?.id;
  return said !== undefined && isNumber(said) ? { load: LoadId(said) } : {};
}

function whatOf(action: StopAction): RobotReason {
  if ("load" in action) return { code: "work.load", load: action.load ?? "" };
  return { code: "work.tote", tote: "tote" in action ? action.tote : "" };
}

/**
 * Whether an action may have been done, wholly or in part. Only a robot that calls it waiting, or that refused it, has surely not begun. One that says nothing of it may have begun where it
 * stands at the place, or where nobody knows where it has been: by hand it was carried away, or it was not heard for as long as the action takes.
 */
function mayHaveBegun(
  robot: Robot,
  transport: Transport,
  status: ActionStatus | undefined,
  isAtGoal: boolean,
): boolean {
  if (transport.state === "acting") return true;
  if (status !== undefined) return status !== "WAITING" && status !== "FAILED";
  if (robot.driven.isRefused) return false;
  if (!robot.echoed && robot.driven.unheardMs < shortestActionMs) return false;
  return isAtGoal || robot.place.isVouchedFor;
}

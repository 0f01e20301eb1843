/**
 * People's acts on robots and places: judged here alone, whichever door they came by; answered done, refused with why, or, when the robot was asked and has not said that it did it,
 * unanswered. Each is safe to give twice: what is so already is done.
 */
import type { ActNote } from "@floorplane/contracts/acts";
import type { PlaceCommand, RobotCommand } from "@floorplane/contracts/messages";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { AskedAct } from "../robots/history.ts";
import type { RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import { type ActedOn, type Answer, done } from "./answer.ts";
import { handedOver, handOver, setFree } from "./hand-over.ts";
import { giveUpOrder, goesOn, hasNoOrder, isStill, pause, resume } from "./pause.ts";
import { heardOffFloor, isPlaced, putBack, takeOff } from "./presence.ts";
import { inService, outOfService, setPlace } from "./service.ts";

/** What fires when a robot has not said in time that it did what it was asked. */
export interface ActDue {
  readonly type: "act.due";
  readonly robot: string;
  readonly command: string;
}

export class Acts {
  readonly #fleet: ActedOn;
  readonly #log: Log;

  constructor(fleet: ActedOn, log: Log) {
    this.#fleet = fleet;
    this.#log = log;
  }

  take(message: RobotCommand | PlaceCommand, desk: Desk): void {
    const { type, by, reason, command } = message;
    if (message.notAfter !== undefined && desk.now > message.notAfter) {
      const lateS = Math.round((desk.now - message.notAfter) / 1_000);
      refuse(desk, command, { code: "act.too-late", lateS });
      return;
    }
    this.#log.info(type, {
      ...("robot" in message ? { robot: message.robot } : { place: message.place }),
      by,
      reason,
    });
    if ("place" in message) {
      const note: ActNote = { act: type, by, reason, at: desk.now, outcome: "done" };
      const state = message.type === "place.close" ? "closed" : "open";
      this.#reply(command, setPlace(this.#fleet, message.place, state, note, desk), desk);
      return;
    }
    const robot = this.#fleet.roster.robots.get(message.robot);
    if (!robot) refuse(desk, command, { code: "robot.unknown", robot: message.robot });
    else this.#onRobot(robot, message, desk);
  }

  /** A fresh report: what it says may be what somebody waits for. */
  heard(robot: Robot, report: RobotReport, desk: Desk): void {
    if (robot.value.presence !== "on") heardOffFloor(this.#fleet, robot, report, desk);
    // A tote or load that its transport left on it is gone from it, by its own word.
    if (robot.loaded && robot.transport === undefined && report.loads?.length === 0)
      setFree(this.#fleet, robot, desk);
    this.settle(robot, desk);
    if (robot.value.hold === "held" && !report.paused && report.driving) this.#holdAgain(robot, desk);
  }

  /** Looks whether what was asked of the robot has come to be. */
  settle(robot: Robot, desk: Desk): void {
    for (const asked of robot.history.asked) {
      const answer = robot.heardAt > asked.at ? this.#outcome(robot, asked, desk) : undefined;
      if (answer) this.#end(robot, asked, answer, desk);
    }
  }

  /** The robot has not said it in time. */
  fire({ robot: id, command }: ActDue, isDeaf: boolean, desk: Desk): void {
    const robot = this.#fleet.roster.robots.get(id as Robot["id"]);
    const asked = robot?.history.asked.find((each) => each.command === command);
    if (!robot || !asked) return;
    robot.history.became(asked, "unanswered");
    const isHeard = robot.value.link === "heard";
    const code = isDeaf ? "house.line-down" : isHeard ? "robot.not-said" : "robot.not-heard";
    desk.send("dashboards", { type: "command.unanswered", command, reason: { code, robot: id } });
    this.#forget(robot, asked, desk);
  }

  #onRobot(robot: Robot, message: RobotCommand, desk: Desk): void {
    const answer = this.#carryOut(robot, message, desk);
    const { type: act, by, reason, command } = message;
    if (answer.kind !== "refused") {
      const outcome = answer.kind === "asked" ? "asked" : "done";
      robot.history.note({ act, by, reason, at: desk.now, outcome });
    }
    if (answer.kind === "asked") {
      const until = desk.now + answer.withinMs;
      const to = message.type === "robot.handOver" ? { to: message.to } : {};
      robot.history.ask({ command, act, at: desk.now, until, ...to });
      const due: ActDue = { type: "act.due", robot: robot.id, command };
      desk.due(`act/${robot.id}/${command}`, until, due);
      if (robot.value.link === "heard") this.#fleet.instants.ask(robot, "stateRequest", desk);
    } else this.#reply(command, answer, desk);
    this.#fleet.roster.keep(robot, desk);
  }

  #carryOut(robot: Robot, message: RobotCommand, desk: Desk): Answer {
    const fleet = this.#fleet;
    switch (message.type) {
      case "robot.pause":
        return pause(fleet, robot, desk);
      case "robot.resume":
        return resume(fleet, robot, desk);
      case "robot.giveUpOrder":
        return giveUpOrder(fleet, robot, desk);
      case "robot.handOver":
        return handOver(fleet, robot, message, desk);
      case "robot.outOfService":
        return outOfService(fleet, robot, desk);
      case "robot.inService":
        return inService(fleet, robot, desk);
      case "robot.takeOff":
        return takeOff(fleet, robot, desk);
      case "robot.putBack":
        return putBack(fleet, robot, message.node, desk);
      default:
        return message satisfies never;
    }
  }

  #outcome(robot: Robot, { act, to }: AskedAct, desk: Desk): Answer | undefined {
    switch (act) {
      case "robot.pause":
        return isStill(robot) ? done : undefined;
      case "robot.resume":
        return goesOn(robot) ? done : undefined;
      case "robot.giveUpOrder":
        return hasNoOrder(robot) ? done : undefined;
      case "robot.handOver":
        return handedOver(this.#fleet, robot, to ?? null, desk);
      case "robot.putBack":
        return isPlaced(robot) ? done : undefined;
      case "robot.takeOff":
      case "robot.outOfService":
      case "robot.inService":
        return done;
      default:
        return act satisfies never;
    }
  }

  /** A start of pausing may have been lost with the process or on the air. */
  #holdAgain(robot: Robot, desk: Desk): void {
    if (!robot.instants.isOpen("startPause")) this.#fleet.instants.ask(robot, "startPause", desk);
  }

  #end(robot: Robot, asked: AskedAct, answer: Answer, desk: Desk): void {
    if (answer.kind === "done") robot.history.became(asked, "done");
    this.#reply(asked.command, answer, desk);
    this.#forget(robot, asked, desk);
  }

  #forget(robot: Robot, asked: AskedAct, desk: Desk): void {
    robot.history.answer(asked);
    desk.cancelDue(`act/${robot.id}/${asked.command}`);
    this.#fleet.roster.keep(robot, desk);
  }

  #reply(command: string, answer: Answer, desk: Desk): void {
    if (answer.kind === "done") desk.send("dashboards", { type: "command.done", command });
    else if (answer.kind === "refused") refuse(desk, command, answer.reason);
  }
}

const refuse = (desk: Desk, command: string, reason: ActReason): void =>
  desk.send("dashboards", { type: "command.refused", command, reason });

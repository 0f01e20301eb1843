/**
 * What follows from what became of a robot, in one place and in order: traffic plans around it, dispatch looks again, its work may go to another. Whoever has a robot's chart told something tells
 * it here; whoever is handed happenings passes them on here.
 */
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { Happening } from "../robots/happening.ts";
import type { HeldGround } from "../robots/held-ground.ts";
import type { Robot } from "../robots/robot.ts";
import type { RobotEvent } from "../robots/robot-events.ts";
import type { Roster } from "../robots/roster.ts";
import { isUntaken } from "../robots/unanswered.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import { isAboard } from "../transports/transport.ts";

export interface ConsequencesOptions {
  readonly roster: Roster;
  readonly ground: HeldGround;
  readonly transports: OpenTransports;
  readonly dispatcher: Dispatcher;
}

export class Consequences {
  readonly #options: ConsequencesOptions;

  constructor(options: ConsequencesOptions) {
    this.#options = options;
  }

  tell(robot: Robot, event: RobotEvent | { readonly type: string }, desk: Desk): void {
    this.passOn(this.#options.roster.tell(robot, event, desk), desk);
  }

  passOn(happenings: Iterable<Happening>, desk: Desk): void {
    for (const happening of happenings) {
      const { robot } = happening;
      switch (happening.type) {
        case "robot.changed":
          this.#changed(robot, desk);
          this.#options.roster.keep(robot, desk);
          break;
        case "robot.tookOrder":
          this.#changed(robot, desk);
          this.#options.roster.note(robot, desk);
          break;
        case "order.opened":
          this.tell(robot, { type: "order.opened" }, desk);
          break;
        case "order.tooLong":
          this.#tooLong(robot, desk);
          break;
        default:
          happening satisfies never;
      }
    }
  }

  #changed(robot: Robot, desk: Desk): void {
    const { ground, dispatcher } = this.#options;
    ground.settleStanding(robot, desk.now);
    dispatcher.wake();
    this.#giveWorkToOthers(robot, desk);
  }

  /** Its hands are empty and no action is on its way, or none that it has taken: another robot may do what it cannot. */
  #giveWorkToOthers(robot: Robot, desk: Desk): void {
    const { transports, dispatcher } = this.#options;
    const { link, order, service } = robot.value;
    const cannot = link === "lost" || order === "barred" || order === "unanswered" || service === "failing";
    const transport = transports.get(robot.transport);
    if (!cannot || !transport || isAboard(transport) || (robot.attached && !isUntaken(robot))) return;
    transports.unassign(transport, desk, robot.id);
    robot.assigned.end();
    dispatcher.clearGoal(robot);
  }

  #tooLong(robot: Robot, desk: Desk): void {
    const { messageBytes } = robot.facts!.limits;
    const why = { code: "unfit.message", bytes: messageBytes } as const;
    robot.heard.takesNoOrder(why);
    this.#options.roster.raise(robot, "robot.unfit", desk, why);
    this.#options.ground.settleStanding(robot, desk.now);
  }
}

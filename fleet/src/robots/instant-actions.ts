/** Instant actions: sent until their id shows up in the robot's action states, in any status, a few times at most (VDA 5050 6.9). */
import type { Desk } from "@floorplane/runtime/room";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import type { OrderAction } from "./codec.ts";
import type { RobotReport } from "./report.ts";
import type { Robot } from "./robot.ts";

export type InstantAction = "stateRequest" | "factsheetRequest" | "cancelOrder" | "startPause" | "stopPause";

/** Asking is answered by what is asked for, never by an action state alone: a state by any, a factsheet by itself. */
const stillOpen = ({ type, id }: OrderAction, report: RobotReport): boolean => {
  if (type === "stateRequest") return false;
  return type === "factsheetRequest" || !report.actions.some((action) => action.id === id);
};

export class InstantActions {
  readonly #settings: FleetSettings;
  #counter = 0;

  constructor(settings: FleetSettings) {
    this.#settings = settings;
  }

  ask(robot: Robot, type: InstantAction, desk: Desk): void {
    // Asked twice in one breath is asked once.
    const asked = robot.instants.open.find(({ action }) => action.type === type);
    const nextAt = desk.now + this.#settings.instantResendMs;
    if (asked && asked.nextAt === nextAt) return;
    // Short: robots may say how long an id they take.
    const id = `${robot.id}.${desk.now.toString(36)}.${(this.#counter++).toString(36)}`;
    const action: OrderAction = { type, id, parameters: [] };
    robot.instants.send({ action, tries: 1, nextAt }, desk.now);
    this.#publish(robot, action, desk);
  }

  forget({ instants }: Robot, type: InstantAction): void {
    instants.keep(instants.open.filter(({ action }) => action.type !== type));
  }

  /** What a report answers is no longer asked. */
  heard({ instants }: Robot, report: RobotReport): void {
    if (instants.open.length === 0) return;
    instants.keep(instants.open.filter(({ action }) => stillOpen(action, report)));
  }

  /** Called now and then: asks again what was not answered. */
  resend(robot: Robot, desk: Desk): void {
    const { open } = robot.instants;
    if (open.length === 0) return;
    robot.instants.keep(
      open.flatMap((sent) => {
        if (sent.nextAt > desk.now) return [sent];
        if (sent.tries >= this.#settings.instantResendsMax) return [];
        this.#publish(robot, sent.action, desk);
        return [{ ...sent, tries: sent.tries + 1, nextAt: desk.now + this.#settings.instantResendMs }];
      }),
    );
  }

  #publish(robot: Robot, action: OrderAction, desk: Desk): void {
    const header = {
      headerId: robot.instants.takeHeader(),
      at: desk.now,
      manufacturer: robot.manufacturer,
      serialNumber: robot.serialNumber,
    };
    desk.publish(robot.instantTopic, robot.codec.writeInstantActions(header, [action]));
  }
}

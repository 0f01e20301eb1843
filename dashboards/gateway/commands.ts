/** Acts of people on their way: written into the mailbox, answered by the room that decides, or named unknown after a deadline. */
import type { FloorplaneError } from "@floorplane/contracts/errors";
import { AlarmId, RobotId } from "@floorplane/contracts/ids";
import type { ToDashboards } from "@floorplane/contracts/messages";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { CommandAnswer, Outcome, ScreenCommand } from "./protocol.ts";

/** A robot answers an instant action within seconds; a person who saw nothing for this long looks at the floor. Wall milliseconds. */
const answerWithinMs = 15_000;
/** More acts under way than a crew of people has hands. */
const pendingMax = 200;

interface Pending {
  readonly settled: (outcome: Outcome) => void;
  readonly cancelDeadline: () => void;
}

export interface CommandsOptions {
  readonly office: Office;
  readonly timers: Timers;
  /** House seconds per wall second. */
  readonly speed: number;
}

export class Commands {
  readonly #options: CommandsOptions;
  readonly #pending = new Map<string, Pending>();
  /** Part of every command's id, so that an answer from before a restart meets none of ours. */
  #epoch: number | undefined;
  #count = 0;

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /** Before this the house is not ready and every command is refused. */
  open(desk: Desk): void {
    this.#epoch = desk.now;
  }

  /** `answer` is called once the command is durable; `settled` when it is decided, or when nobody answered in time. */
  give(
    command: ScreenCommand,
    by: string,
    answer: (answer: CommandAnswer) => void,
    settled: (outcome: Outcome) => void,
  ): void {
    const why = this.#closedBecause();
    if (why !== undefined) {
      answer({ state: "refused", why });
      return;
    }
    const { office, timers, speed } = this.#options;
    const id = `${this.#epoch}-${++this.#count}`;
    const cancelDeadline = timers.at(timers.now() + answerWithinMs * speed, () =>
      this.#settle(id, "unknown", "no answer in time: look at it before you try again"),
    );
    this.#pending.set(id, { settled, cancelDeadline });
    office.act({ type: "screen.command", data: { command: id, by, ...command } }, (desk) => {
      send(desk, command, { command: id, by, reason: command.reason });
      desk.after(() => answer({ state: "accepted", command: id }));
    });
  }

  #closedBecause(): string | undefined {
    if (this.#epoch === undefined) return "the house is starting; try again in a moment";
    if (this.#pending.size >= pendingMax)
      return `${pendingMax} commands are under way; wait for their answers`;
    return undefined;
  }

  /** The deciding room's answer. */
  take(message: ToDashboards, desk: Desk): void {
    desk.after(() =>
      message.type === "command.done"
        ? this.#settle(message.command, "done", "")
        : this.#settle(message.command, "refused", message.why),
    );
  }

  /** Nobody waits any more. */
  stop(): void {
    for (const { cancelDeadline } of this.#pending.values()) cancelDeadline();
    this.#pending.clear();
  }

  #settle(command: string, outcome: Outcome["outcome"], why: string): void {
    const pending = this.#pending.get(command);
    if (!pending) return;
    this.#pending.delete(command);
    pending.cancelDeadline();
    pending.settled({ command, outcome, why });
  }
}

function send(
  desk: Desk,
  command: ScreenCommand,
  act: { readonly command: string; readonly by: string; readonly reason: string },
): void {
  if (command.type === "alarm.acknowledge")
    desk.send("sensors", { type: command.type, alarm: AlarmId(command.alarm), ...act });
  else desk.send("fleet", { type: command.type, robot: RobotId(command.robot), ...act });
}

export const refusalOf = (error: FloorplaneError): CommandAnswer => ({
  state: "refused",
  why: error.message,
});

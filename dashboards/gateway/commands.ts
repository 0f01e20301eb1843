/** Acts of people on their way: written into the mailbox, answered by the room that decides, or named unknown after a deadline. */
import type { FloorplaneError } from "@floorplane/contracts/errors";
import type { ToDashboards } from "@floorplane/contracts/messages";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { CommandAnswer, Outcome } from "./protocol.ts";
import type { ReadAct } from "./read-act.ts";

/** A room names an act unanswered within a minute of house time at most; who is not told even that looks at the floor. Wall milliseconds. */
export const answerWithinMs = 60_000;
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
  give(act: ReadAct, answer: (answer: CommandAnswer) => void, settled: (outcome: Outcome) => void): void {
    const { office, timers, speed } = this.#options;
    const reason = this.#closedBecause() ?? lateBecause(act, office.now());
    if (reason !== undefined) {
      answer({ state: "refused", reason });
      return;
    }
    const id = `${this.#epoch}-${++this.#count}`;
    const cancelDeadline = timers.at(timers.now() + answerWithinMs * speed, () =>
      this.#settle(id, "unknown", { code: "act.unanswered" }),
    );
    this.#pending.set(id, { settled, cancelDeadline });
    office.act({ type: "screen.command", data: { command: id, ...act.said } }, (desk) => {
      act.send(desk, id);
      desk.after(() => answer({ state: "accepted", command: id }));
    });
  }

  #closedBecause(): ActReason | undefined {
    if (this.#epoch === undefined) return { code: "house.starting" };
    if (this.#pending.size >= pendingMax) return { code: "acts.too-many", underWay: pendingMax };
    return undefined;
  }

  /** The deciding room's answer. */
  take(message: ToDashboards, desk: Desk): void {
    const outcome = outcomes[message.type];
    desk.after(() => this.#settle(message.command, outcome, "reason" in message ? message.reason : null));
  }

  /** Nobody waits any more. */
  stop(): void {
    for (const { cancelDeadline } of this.#pending.values()) cancelDeadline();
    this.#pending.clear();
  }

  #settle(command: string, outcome: Outcome["outcome"], reason: ActReason | null): void {
    const pending = this.#pending.get(command);
    if (!pending) return;
    this.#pending.delete(command);
    pending.cancelDeadline();
    pending.settled({ command, outcome, reason });
  }
}

const outcomes = {
  "command.done": "done",
  "command.refused": "refused",
  "command.unanswered": "unanswered",
} as const satisfies { readonly [Type in ToDashboards["type"]]: Outcome["outcome"] };

/** A house that was frozen reads what somebody wanted meanwhile, and does not do it. */
function lateBecause({ notAfter }: ReadAct, now: number): ActReason | undefined {
  if (notAfter === undefined || now <= notAfter) return undefined;
  const lateS = Math.max(1, Math.round((now - notAfter) / 1_000));
  return { code: "act.too-late", lateS };
}

export const refusalOf = (error: FloorplaneError): CommandAnswer => ({
  state: "refused",
  reason: { code: "act.malformed", words: error.message },
});

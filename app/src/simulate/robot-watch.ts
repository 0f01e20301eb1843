/** What a screen shows of robots: how each stands, which alarms of it stand, and what became of what somebody asked of it. */
import type { RobotDocument } from "@floorplane/contracts/documents";
import type { ToDashboards, ToSensors } from "@floorplane/contracts/messages";
import type { Change } from "@floorplane/runtime/ledger/ledger";

export interface StandingAlarm {
  readonly at: number;
  readonly definition: string;
  readonly source: string;
}

export class RobotWatch {
  /** By robot. */
  readonly documents = new Map<string, RobotDocument>();
  /** Raised and not cleared, by key. */
  readonly standing = new Map<string, StandingAlarm>();
  /** By command; what robots did not decide is not kept. */
  readonly answers = new Map<string, ToDashboards>();

  see({ at, mail, documents }: Change): void {
    for (const { kind, id, body } of documents)
      if (kind === "robot") this.documents.set(id, body as RobotDocument);
    for (const { to, message } of mail)
      if (to === "sensors") this.#hear(message as ToSensors, at);
      else if (to === "dashboards") {
        const answer = message as ToDashboards;
        this.answers.set(answer.command, answer);
      }
  }

  #hear(message: ToSensors, at: number): void {
    if (message.type === "alarm.raise") {
      const { definition, source, key } = message;
      this.standing.set(key, { at, definition, source });
    } else if (message.type === "alarm.clear") this.standing.delete(message.key);
  }
}

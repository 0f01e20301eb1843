/** The alarms that stand, most urgent first. A flood of thousands reaches screens as the top of the list and a count. */
import type { AlarmDocument, AlarmPriority } from "@floorplane/contracts/documents";
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { AlarmSummary } from "./protocol.ts";

/** More alarms at once than anyone reads; what is below is counted. */
export const alarmsShownMax = 200;

const rank: Readonly<Record<AlarmPriority, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  diagnostic: 4,
};

export class AlarmBoard {
  readonly #active = new Map<string, AlarmDocument>();

  put(alarm: AlarmDocument): void {
    if (alarm.state === "normal") this.#active.delete(alarm.alarm);
    else this.#active.set(alarm.alarm, alarm);
  }

  remove(id: string): void {
    this.#active.delete(id);
  }

  /** Unacknowledged before acknowledged, then by priority, then the oldest first. */
  top(): AlarmDocument[] {
    return [...this.#active.values()]
      .sort(
        (a, b) =>
          Number(isAcknowledged(a)) - Number(isAcknowledged(b)) ||
          rank[a.priority] - rank[b.priority] ||
          a.raisedAt - b.raisedAt ||
          byCodeUnits(a.alarm, b.alarm),
      )
      .slice(0, alarmsShownMax);
  }

  summary(): AlarmSummary {
    let unacknowledged = 0;
    for (const alarm of this.#active.values()) if (!isAcknowledged(alarm)) unacknowledged++;
    return { active: this.#active.size, unacknowledged };
  }
}

const isAcknowledged = (alarm: AlarmDocument): boolean => alarm.state === "acknowledged";

/** The alarms that are not over and done with, by what is behind them, most urgent first. A flood of thousands reaches screens as groups with counts and the top of each. */
import type { AlarmDocument } from "@floorplane/contracts/documents";
import type { AlarmId } from "@floorplane/contracts/ids";
import {
  type Group,
  type Grouping,
  groupAlarms,
  isAcknowledged,
  isGroup,
  isStanding,
} from "./alarm-groups.ts";
import type { AlarmGroup, AlarmMark, AlarmSummary, Watch } from "./protocol.ts";

/** More alarms at once than anyone reads; what is below is counted. */
export const alarmsShownMax = 200;
/** Of one group: the rest of it says the same. */
const shownOfGroupMax = 60;
const sourcesShownMax = 6;

export interface AlarmBoardOptions {
  readonly upstreamOf: Grouping["upstreamOf"];
  /** What a screen opens for an alarm, where the house knows of such a thing. */
  readonly lookOf: (alarm: AlarmDocument) => Watch | null;
}

export class AlarmBoard {
  readonly #options: AlarmBoardOptions;
  readonly #active = new Map<string, AlarmDocument>();
  #groups: readonly Group[] = [];

  constructor(options: AlarmBoardOptions) {
    this.#options = options;
  }

  put(alarm: AlarmDocument): void {
    if (alarm.state === "normal") this.#active.delete(alarm.alarm);
    else this.#active.set(alarm.alarm, alarm);
  }

  remove(id: string): void {
    this.#active.delete(id);
  }

  /** Brings the groups up to date; what follows answers by them. */
  refresh(now: number): void {
    const { upstreamOf } = this.#options;
    this.#groups = groupAlarms([...this.#active.values()], { now, upstreamOf });
  }

  groups(): AlarmGroup[] {
    return this.#groups.map((group, place) => this.#said(group, place));
  }

  /** Every group has some of its alarms here, the urgent ones all they need. */
  top(): AlarmMark[] {
    let left = alarmsShownMax;
    return this.#groups.flatMap((group) => {
      const shown = group.alarms.slice(0, Math.max(1, Math.min(left, shownOfGroupMax)));
      left -= shown.length;
      return shown.map((alarm) => this.#mark(alarm, group.group));
    });
  }

  summary(): AlarmSummary {
    let unacknowledged = 0;
    let standing = 0;
    for (const alarm of this.#active.values()) {
      if (!isAcknowledged(alarm)) unacknowledged++;
      if (isStanding(alarm)) standing++;
    }
    return { active: this.#active.size, standing, unacknowledged, groups: this.#groups.length };
  }

  /** One group with its alarms, or the group of one alarm; undefined when neither is known. */
  find(id: string): { readonly group: AlarmGroup; readonly alarms: readonly AlarmMark[] } | undefined {
    const found = this.#groups.find(
      ({ group, alarms }) => group === id || alarms.some(({ alarm }) => alarm === id),
    );
    return (
      found && {
        group: this.#said(found, this.#groups.indexOf(found)),
        alarms: found.alarms.slice(0, alarmsShownMax).map((alarm) => this.#mark(alarm, found.group)),
      }
    );
  }

  /** What acknowledging means: the alarm itself, or all of a group that were raised until then and nobody has acknowledged. */
  acknowledged(id: string, raisedUntil: number): readonly AlarmId[] {
    const group = this.#groups.find((each) => each.group === id);
    if (!group) return isGroup(id) ? [] : [id as AlarmId];
    return group.alarms
      .filter((alarm) => !isAcknowledged(alarm) && alarm.raisedAt <= raisedUntil)
      .map(({ alarm }) => alarm);
  }

  #mark(alarm: AlarmDocument, group: string): AlarmMark {
    return { ...alarm, group, look: this.#options.lookOf(alarm) };
  }

  #said({ group, meaning, upstream, alarms }: Group, place: number): AlarmGroup {
    const [first] = alarms;
    const standing = alarms.filter(isStanding);
    const sources = new Map(alarms.map((alarm) => [alarm.source, alarm]));
    const definitions = new Map<string, { definition: string; standing: number; over: number }>();
    for (const alarm of alarms) {
      const count = definitions.get(alarm.definition) ?? {
        definition: alarm.definition,
        standing: 0,
        over: 0,
      };
      if (isStanding(alarm)) count.standing++;
      else count.over++;
      definitions.set(alarm.definition, count);
    }
    const raised = (standing.length > 0 ? standing : alarms).map(({ raisedAt }) => raisedAt);
    return {
      group,
      place,
      meaning,
      upstream,
      priority: first!.priority,
      standing: standing.length,
      over: alarms.length - standing.length,
      unacknowledged: alarms.filter((alarm) => !isAcknowledged(alarm)).length,
      raisedAt: raised.reduce((a, b) => Math.min(a, b)),
      lastRaisedAt: alarms.reduce((last, { raisedAt }) => Math.max(last, raisedAt), 0),
      sources: [...sources.values()]
        .slice(0, sourcesShownMax)
        .map((alarm) => ({ source: alarm.source, look: this.#options.lookOf(alarm) })),
      sourceCount: sources.size,
      definitions: [...definitions.values()],
    };
  }
}

/**
 * Alarms by what is behind them, so that a person reads causes and not symptoms. What fell silent at about one time has one thing before it; what may follow
 * from silence belongs to it; what follows from a thing's own trouble belongs to that; the rest is grouped by its definition, which says the same of all. Pure.
 */
import { alarmRow } from "@floorplane/contracts/alarms/alarms";
import type { AlarmDocument, AlarmPriority } from "@floorplane/contracts/documents";
import { byCodeUnits } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";

const prefix = "group:";
/** Alarms are named by their rooms, and none of them so. */
export const isGroup = (id: string): boolean => id.startsWith(prefix);

export interface Grouping {
  readonly now: number;
  /** What a source is heard through: a gateway's address, or the broker. */
  readonly upstreamOf: (source: string) => string;
}

export interface Group {
  /** Stands as long as what is behind it does. */
  readonly group: string;
  /** Whose meaning holds for it: a root or a definition. */
  readonly meaning: string;
  /** What is shared, for a root. */
  readonly upstream: string | null;
  readonly alarms: readonly AlarmDocument[];
}

/** Robots are silent for 75 s before anyone asks and lost a minute later, devices after two periods and a minute: within this one cause shows in all. House ms. */
const togetherMs = 3 * minuteMs;
/** One that is silent alone is itself the cause; of two it may be chance. */
const manySources = 3;
/** A house is late for half a wall minute before it is said, which is ten minutes of one that runs twenty times as fast. House ms. */
const beforeSaidMs = 10 * minuteMs;
/** What silence brings shows up to this long after it is over. */
const aftermathMs = 10 * minuteMs;

export function groupAlarms(alarms: readonly AlarmDocument[], grouping: Grouping): Group[] {
  const outages = [...outagesOf(alarms, grouping), ...latenessOf(alarms, grouping.now)];
  const primaries = primariesOf(alarms);
  const groups = new Map<string, { meaning: string; upstream: string | null; alarms: AlarmDocument[] }>();
  for (const alarm of alarms) {
    const outage = outages.findLast((each) => each.takes(alarm));
    const meaning = outage?.meaning ?? primaryOf(alarm, primaries);
    const group = outage?.group ?? `${prefix}${meaning}`;
    const found = groups.get(group);
    if (found) found.alarms.push(alarm);
    else groups.set(group, { meaning, upstream: outage?.upstream ?? null, alarms: [alarm] });
  }
  return [...groups]
    .map(([group, found]): Group => ({ group, ...found, alarms: found.alarms.sort(byUrgency) }))
    .sort((a, b) => byUrgency(a.alarms[0]!, b.alarms[0]!));
}

// --- what fell silent together ----------------------------------------------------------------------------------------

interface Outage {
  readonly group: string;
  readonly meaning: string;
  readonly upstream: string | null;
  readonly takes: (alarm: AlarmDocument) => boolean;
}

/** Oldest first. */
function outagesOf(alarms: readonly AlarmDocument[], { now, upstreamOf }: Grouping): Outage[] {
  const silent = alarms
    .filter(({ definition }) => alarmRow(definition)?.silence === "is")
    .sort((a, b) => a.raisedAt - b.raisedAt || byCodeUnits(a.alarm, b.alarm));
  const runs: AlarmDocument[][] = [];
  for (const alarm of silent) {
    const run = runs.at(-1);
    if (run && alarm.raisedAt - run.at(-1)!.raisedAt <= togetherMs) run.push(alarm);
    else runs.push([alarm]);
  }
  return runs.flatMap((run): Outage[] => {
    if (new Set(run.map(({ source }) => source)).size < manySources) return [];
    const upstreams = new Set(run.map(({ source }) => upstreamOf(source)));
    const [upstream] = upstreams;
    const isOneGateway = upstreams.size === 1 && upstream !== broker;
    const members = new Set(run.map(({ alarm }) => alarm));
    const from = run[0]!.raisedAt;
    const to = Math.max(...run.map((alarm) => (isStanding(alarm) ? now : (alarm.clearedAt ?? now))));
    return [
      {
        group: `${prefix}silent.${from}`,
        meaning: isOneGateway ? "gateway-silent" : "floor-silent",
        upstream: isOneGateway ? upstream! : null,
        takes: ({ alarm, definition, raisedAt }) =>
          members.has(alarm) ||
          (alarmRow(definition)?.silence === "follows" && raisedAt >= from && raisedAt <= to + aftermathMs),
      },
    ];
  });
}

/** While the house was late with everything, silence and what follows from it is its own: nobody was slow to answer but the house. */
const latenessOf = (alarms: readonly AlarmDocument[], now: number): Outage[] =>
  alarms
    .filter(({ definition }) => definition === "house.behind")
    .map((late): Outage => {
      const to = isStanding(late) ? now : (late.clearedAt ?? now);
      return {
        group: `${prefix}${late.definition}`,
        meaning: late.definition,
        upstream: null,
        takes: ({ alarm, definition, raisedAt }) =>
          alarm === late.alarm ||
          (alarmRow(definition)?.silence !== undefined &&
            raisedAt >= late.raisedAt - beforeSaidMs &&
            raisedAt <= to + aftermathMs),
      };
    });

/** What everything is heard through that has no gateway of its own. */
export const broker = "broker";

// --- what follows from a thing's own trouble ---------------------------------------------------------------------------

/** The first trouble of each source that is a cause of its own. */
function primariesOf(alarms: readonly AlarmDocument[]): Map<string, AlarmDocument> {
  const primaries = new Map<string, AlarmDocument>();
  for (const alarm of alarms) {
    if (follows(alarm)) continue;
    const known = primaries.get(alarm.source);
    if (!known || alarm.raisedAt < known.raisedAt) primaries.set(alarm.source, alarm);
  }
  return primaries;
}

function primaryOf(alarm: AlarmDocument, primaries: ReadonlyMap<string, AlarmDocument>): string {
  const primary = follows(alarm) ? primaries.get(alarm.source) : undefined;
  return primary && primary.raisedAt <= alarm.raisedAt ? primary.definition : alarm.definition;
}

const follows = ({ definition }: AlarmDocument): boolean => alarmRow(definition)?.silence === "follows";

// --- which comes first -------------------------------------------------------------------------------------------------

export const isStanding = ({ state }: AlarmDocument): boolean =>
  state === "unacknowledged" || state === "acknowledged";
export const isAcknowledged = ({ state }: AlarmDocument): boolean => state === "acknowledged";

const rank: Readonly<Record<AlarmPriority, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  diagnostic: 4,
};

/** What stands before what is over, what nobody has acknowledged before the rest, then by priority, then the oldest first. */
export const byUrgency = (a: AlarmDocument, b: AlarmDocument): number =>
  Number(isStanding(b)) - Number(isStanding(a)) ||
  Number(isAcknowledged(a)) - Number(isAcknowledged(b)) ||
  rank[a.priority] - rank[b.priority] ||
  a.raisedAt - b.raisedAt ||
  byCodeUnits(a.alarm, b.alarm);

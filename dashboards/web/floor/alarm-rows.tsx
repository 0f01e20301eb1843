/** A group of alarms in one line with the one act that answers it, and one alarm of it in a line of its own. */
import { Button } from "@mantine/core";
import type { AlarmGroup, AlarmMark, Watch } from "../../gateway/protocol.ts";
import { useNow } from "../live/context.tsx";
import { useSiteTime } from "../live/site-time.ts";
import { useSelection } from "../selection.ts";
import { useWordOf, useWords } from "../words/words.ts";
import { useOperator } from "./acts/operator.ts";
import { alarmDetail, alarmTitle } from "./alarm-text.ts";
import { CommandNote, useCommand } from "./command.tsx";
import { span } from "./format.ts";
import { PrioritySign } from "./shapes.tsx";

const sourcesShown = 3;

interface GroupRowProps {
  readonly group: AlarmGroup;
  /** The group's only alarm, where it has one: what it was raised with is shown. */
  readonly only: AlarmMark | undefined;
  readonly isFirst?: boolean;
}

export function AlarmGroupRow({ group, only, isFirst = false }: GroupRowProps) {
  const say = useWords();
  const inTime = useSiteTime();
  const now = useNow();
  const wordOf = useWordOf();
  const { select } = useSelection();
  const what = alarmTitle(group.meaning, wordOf);
  const more = group.sourceCount - sourcesShown;
  const detail = group.upstream
    ? say("alarms.upstream", { upstream: group.upstream })
    : only && inTime(alarmDetail(only));
  return (
    <div className="alarm">
      <PrioritySign priority={group.priority} />
      <span className="alarm-priority">{say(`alarms.priority.${group.priority}`)}</span>
      <button
        type="button"
        className="link-button alarm-what"
        {...(isFirst ? { "data-first-alarm": true } : {})}
        onClick={() => select({ kind: "alarm", id: group.group })}
      >
        {what}
      </button>
      <span className="alarm-sources">
        {group.sources.slice(0, sourcesShown).map(({ source, look }) => (
          <Source key={source} source={source} look={look} />
        ))}
        {more > 0 && <span className="dim">{say("alarms.moreSources", { n: more })}</span>}
      </span>
      <span className="dim alarm-detail">{detail}</span>
      <span className="dim">{useGroupState(group)}</span>
      <span className="dim alarm-age">{say("time.age", { span: span(now - group.raisedAt, say) })}</span>
      <Acknowledge
        alarm={group.group}
        raisedUntil={group.lastRaisedAt}
        open={group.unacknowledged}
        what={`${what} ${group.sources[0]?.source ?? ""}`}
      />
    </div>
  );
}

function useGroupState({ standing, over, unacknowledged }: AlarmGroup): string {
  const say = useWords();
  if (standing === 0) return say("alarms.isOver");
  const counts =
    standing + over > 1
      ? [say("alarms.stand", { n: standing }), ...(over > 0 ? [say("alarms.over", { n: over })] : [])]
      : [];
  return [...counts, ...(unacknowledged === 0 ? [say("alarms.state.acknowledged")] : [])].join(", ");
}

/** One alarm of a group. */
export function AlarmRow({ alarm, meaning }: { readonly alarm: AlarmMark; readonly meaning: string }) {
  const say = useWords();
  const inTime = useSiteTime();
  const now = useNow();
  const wordOf = useWordOf();
  const what = alarmTitle(alarm.definition, wordOf);
  return (
    <div className="alarm-member">
      <Source source={alarm.source} look={alarm.look} />
      {alarm.definition !== meaning && <span>{what}</span>}
      <span className="dim alarm-detail">{inTime(alarmDetail(alarm))}</span>
      {alarm.count > 1 && <span className="dim">{say("alarms.times", { count: alarm.count })}</span>}
      {alarm.state === "returned-unacknowledged" && (
        <span className="dim">{say("alarms.state.returned-unacknowledged")}</span>
      )}
      {alarm.state === "acknowledged" && (
        <span className="dim">
          {say("alarms.acknowledgedBy", {
            by: alarm.acknowledgedBy ?? "",
            age: say("time.age", { span: span(now - (alarm.acknowledgedAt ?? now), say) }),
          })}
          {alarm.acknowledgedWhy && ` · ${alarm.acknowledgedWhy}`}
        </span>
      )}
      <span className="dim alarm-age">{say("time.age", { span: span(now - alarm.raisedAt, say) })}</span>
      <Acknowledge
        alarm={alarm.alarm}
        raisedUntil={alarm.raisedAt}
        open={alarm.state === "acknowledged" ? 0 : 1}
        what={`${what} ${alarm.source}`}
      />
    </div>
  );
}

interface AcknowledgeProps {
  readonly alarm: string;
  /** What is raised after this was not on the screen. */
  readonly raisedUntil: number;
  /** How many the act answers. */
  readonly open: number;
  readonly what: string;
}

function Acknowledge({ alarm, raisedUntil, open, what }: AcknowledgeProps) {
  const say = useWords();
  const { state, give } = useCommand();
  const { name } = useOperator();
  const by = name.trim() === "" ? {} : { by: name.trim() };
  const act = open > 1 ? say("alarms.acknowledgeAll", { n: open }) : say("alarms.acknowledge");
  return (
    <>
      <CommandNote state={state} />
      {open > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          className="alarm-act"
          loading={state?.state === "pending" || state?.state === "accepted"}
          aria-label={say("alarms.acknowledgeThis", { act, what })}
          onClick={() => give({ type: "alarm.acknowledge", alarm, raisedUntil, reason: "", ...by })}
        >
          {act}
        </Button>
      )}
    </>
  );
}

function Source({ source, look }: { readonly source: string; readonly look: Watch | null }) {
  const { select } = useSelection();
  return look ? (
    <button type="button" className="link-button" onClick={() => select(look)}>
      {source}
    </button>
  ) : (
    <span className="alarm-source">{source}</span>
  );
}

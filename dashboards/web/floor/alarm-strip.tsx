/** Alarms in one line: how many, the most urgent one with its age, and the act that answers it. The rest unfold below. */
import type { AlarmDocument } from "@floorplane/contracts/documents";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { AlarmSummary } from "../../gateway/protocol.ts";
import { bodiesOf, useBelief, useLive, useNow, useView } from "../live/context.tsx";
import { useSelection } from "../selection.ts";
import { useWordOf, useWords } from "../words/words.ts";
import { CommandNote, useCommand } from "./command.tsx";
import { span } from "./format.ts";
import { ChevronIcon } from "./icons.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";
import { PrioritySign } from "./shapes.tsx";

const rank = ["critical", "high", "medium", "low", "diagnostic"];
const isOpenAlarm = (alarm: AlarmDocument): boolean => alarm.state !== "acknowledged";

/** The gateway's order: unacknowledged first, by priority, the oldest first. */
export const sortedAlarms = (alarms: readonly AlarmDocument[]): AlarmDocument[] =>
  [...alarms].sort(
    (a, b) =>
      Number(isOpenAlarm(b)) - Number(isOpenAlarm(a)) ||
      rank.indexOf(a.priority) - rank.indexOf(b.priority) ||
      a.raisedAt - b.raisedAt,
  );

export function AlarmStrip() {
  const say = useWords();
  const view = useView("alarms");
  const [isOpen, setOpen] = useState(false);
  const alarms = sortedAlarms(bodiesOf<AlarmDocument>(view, "alarm/"));
  const summary = view.get("summary") as AlarmSummary | undefined;
  // Sensors decides what stands: while its house is not heard, or hears nothing itself, an empty list says nothing.
  const isKnown = useBelief().doubt === undefined && summary !== undefined;
  const first = alarms[0];
  const active = summary?.active ?? 0;
  const loud = first && isOpenAlarm(first) ? first.priority : "none";
  return (
    <section className={`alarms alarms-${loud}`} aria-label={say("alarms.title")}>
      <div className="alarms-line">
        <p className="alarms-counts" role="status" aria-live={loud === "critical" ? "assertive" : "polite"}>
          {active === 0 ? (
            say(isKnown ? "alarms.none" : "alarms.unknown")
          ) : (
            <>
              <strong>{say("alarms.counts", { active })}</strong>
              {summary!.unacknowledged > 0 &&
                ` · ${say("alarms.unacknowledged", { n: summary!.unacknowledged })}`}
              {!isKnown && ` · ${say("alarms.asOf")}`}
            </>
          )}
        </p>
        {first && (
          <PanelBoundary name={first.alarm} shape="line" key={first.alarm}>
            <AlarmRow alarm={first} isFirst />
          </PanelBoundary>
        )}
        {active > 1 && (
          <Button
            className="alarms-more"
            variant="subtle"
            size="compact-sm"
            aria-expanded={isOpen}
            rightSection={<ChevronIcon />}
            onClick={() => setOpen(!isOpen)}
          >
            {say(isOpen ? "alarms.hide" : "alarms.show")}
          </Button>
        )}
      </div>
      {isOpen && active > 1 && <AlarmList alarms={alarms} active={active} />}
    </section>
  );
}

function AlarmList({
  alarms,
  active,
}: {
  readonly alarms: readonly AlarmDocument[];
  readonly active: number;
}) {
  const say = useWords();
  return (
    <div className="alarms-list">
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm.alarm}>
            <PanelBoundary name={alarm.alarm} shape="line">
              <AlarmRow alarm={alarm} />
            </PanelBoundary>
          </li>
        ))}
      </ul>
      {alarms.length < active && (
        <p className="dim">{say("alarms.shownOf", { shown: alarms.length, active })}</p>
      )}
    </div>
  );
}

function AlarmRow({ alarm, isFirst = false }: { readonly alarm: AlarmDocument; readonly isFirst?: boolean }) {
  const say = useWords();
  const what = useAlarmText()(alarm);
  const now = useNow();
  const { select } = useSelection();
  const { plan } = useLive();
  const { state, give } = useCommand();
  const kind = plan.robots.includes(alarm.source)
    ? "robot"
    : plan.stations.some(({ station }) => station === alarm.source)
      ? "station"
      : undefined;
  return (
    <div className="alarm">
      <PrioritySign priority={alarm.priority} />
      <span className="alarm-priority">{say(`alarms.priority.${alarm.priority}`)}</span>
      <span className="alarm-what">{what}</span>
      {kind ? (
        <button type="button" className="link-button" onClick={() => select({ kind, id: alarm.source })}>
          {alarm.source}
        </button>
      ) : (
        <span className="alarm-source">{alarm.source}</span>
      )}
      <span className="dim alarm-detail">{detailOf(alarm)}</span>
      {alarm.state !== "unacknowledged" && alarm.state !== "normal" && (
        <span className="dim">{say(`alarms.state.${alarm.state}`)}</span>
      )}
      {alarm.count > 1 && <span className="dim">{say("alarms.times", { count: alarm.count })}</span>}
      <span className="dim alarm-age">{say("time.age", { span: span(now - alarm.raisedAt, say) })}</span>
      <CommandNote state={state} />
      {isOpenAlarm(alarm) && (
        <Button
          size="compact-sm"
          variant="default"
          className="alarm-act"
          loading={state?.state === "pending" || state?.state === "accepted"}
          aria-label={say("alarms.acknowledgeThis", { what: `${what} ${alarm.source}` })}
          {...(isFirst ? { "data-first-alarm": true } : {})}
          onClick={() => give({ type: "alarm.acknowledge", alarm: alarm.alarm, reason: "" })}
        >
          {say("alarms.acknowledge")}
        </Button>
      )}
    </div>
  );
}

/** The reader's language by the definition's name; a definition that the catalogue does not know is shown by its name. */
function useAlarmText(): (alarm: AlarmDocument) => string {
  const wordOf = useWordOf();
  return ({ definition }) => wordOf(`alarm.${definition}.title`) ?? definition.replace(/[.-]/g, " ");
}

/** What the alarm was raised with, apart from its source. */
function detailOf({ parameters, source }: AlarmDocument): string {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== "robot" && value !== source && value !== "")
    .map(([name, value]) => (name === "why" ? `${value}` : `${name} ${value}`))
    .join(" · ")
    .slice(0, 160);
}

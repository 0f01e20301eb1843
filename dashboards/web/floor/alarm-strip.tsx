/** Alarms in one line: how many stand of how many causes, how many are over and wait for somebody, the most urgent cause, and the act that answers it. The rest unfold below, each with what to do. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { byUrgency } from "../../gateway/alarm-groups.ts";
import type { AlarmGroup, AlarmMark, AlarmSummary } from "../../gateway/protocol.ts";
import { bodiesOf, useBelief, useView } from "../live/context.tsx";
import { useWords } from "../words/words.ts";
import { AlarmMeaningList } from "./alarm-meaning.tsx";
import { AlarmGroupRow, AlarmRow } from "./alarm-rows.tsx";
import { ChevronIcon } from "./icons.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";

interface Listed {
  readonly group: AlarmGroup;
  /** The most urgent first; of a flood not all. */
  readonly alarms: readonly AlarmMark[];
}

export function AlarmStrip() {
  const say = useWords();
  const view = useView("alarms");
  const [isOpen, setOpen] = useState(false);
  const alarms = bodiesOf<AlarmMark>(view, "alarm/").sort(byUrgency);
  const listed = bodiesOf<AlarmGroup>(view, "group/")
    .sort((a, b) => a.place - b.place)
    .map((group): Listed => ({ group, alarms: alarms.filter((alarm) => alarm.group === group.group) }));
  const summary = view.get("summary") as AlarmSummary | undefined;
  // Sensors decides what stands: while its house is not heard, or hears nothing itself, an empty list says nothing.
  const isKnown = useBelief().doubt === undefined && summary !== undefined;
  const first = listed[0];
  const active = summary?.active ?? 0;
  // What is over stays listed until somebody acknowledges it: it is not counted among what stands.
  const standing = summary?.standing ?? 0;
  const over = active - standing;
  const causes = listed.filter(({ group }) => group.standing > 0).length;
  const loud = first && first.group.unacknowledged > 0 ? first.group.priority : "none";
  return (
    <section className={`alarms alarms-${loud}`} aria-label={say("alarms.title")}>
      <div className="alarms-line">
        <p className="alarms-counts" role="status" aria-live={loud === "critical" ? "assertive" : "polite"}>
          {summary === undefined || active === 0 ? (
            say(isKnown ? "alarms.none" : "alarms.unknown")
          ) : (
            <>
              <strong>{say("alarms.counts", { standing })}</strong>
              {` ${say("alarms.ofCauses", { standing, groups: causes })}`}
              {/* Where both would be said the line has no room for what is to be done first. */}
              {over === 0 &&
                summary.unacknowledged > 0 &&
                ` · ${say("alarms.unacknowledged", { n: summary.unacknowledged })}`}
              {over > 0 && ` · ${say("alarms.overUnacknowledged", { n: over })}`}
              {!isKnown && ` · ${say("alarms.asOf")}`}
            </>
          )}
        </p>
        {first && (
          <PanelBoundary name={first.group.meaning} shape="line" key={first.group.group}>
            <AlarmGroupRow group={first.group} only={onlyOf(first)} isFirst />
          </PanelBoundary>
        )}
        {active > 0 && (
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
      {isOpen && active > 0 && (
        <ul className="alarms-list">
          {listed.map((each) => (
            <li key={each.group.group} className="alarm-group">
              <PanelBoundary name={each.group.meaning} shape="line">
                <AlarmGroupRow group={each.group} only={onlyOf(each)} />
              </PanelBoundary>
              <AlarmMeaningList group={each.group} />
              <Members listed={each} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const onlyOf = ({ group, alarms }: Listed): AlarmMark | undefined =>
  group.standing + group.over === 1 ? alarms[0] : undefined;

/** The alarms of a group of several, folded until asked for. */
function Members({ listed: { group, alarms } }: { readonly listed: Listed }) {
  const say = useWords();
  const all = group.standing + group.over;
  if (all < 2) return null;
  return (
    <details className="alarm-members">
      <summary>{say("alarms.members", { n: all })}</summary>
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm.alarm}>
            <PanelBoundary name={alarm.alarm} shape="line">
              <AlarmRow alarm={alarm} meaning={group.meaning} />
            </PanelBoundary>
          </li>
        ))}
      </ul>
      {alarms.length < all && (
        <p className="dim">{say("alarms.shownOf", { shown: alarms.length, active: all })}</p>
      )}
    </details>
  );
}

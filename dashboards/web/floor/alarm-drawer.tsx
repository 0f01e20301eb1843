/** One cause of alarms: what it means, what to do and until when, and every alarm that it explains. */
import type { AlarmDetail } from "../../gateway/protocol.ts";
import { useWords } from "../words/words.ts";
import { AlarmMeaningList } from "./alarm-meaning.tsx";
import { AlarmGroupRow, AlarmRow } from "./alarm-rows.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";

export function AlarmDrawer({ detail: { group, alarms } }: { readonly detail: AlarmDetail }) {
  const say = useWords();
  const all = group.standing + group.over;
  return (
    <div className="alarm-drawer">
      <AlarmGroupRow group={group} only={all === 1 ? alarms[0] : undefined} />
      <AlarmMeaningList group={group} />
      <h3>{say("alarms.members", { n: all })}</h3>
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
    </div>
  );
}

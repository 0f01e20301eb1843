/** What a person needs of an alarm to act: what is behind it, what follows, what to do, and how long that still helps. */
import { minuteMs } from "@floorplane/contracts/units";
import type { AlarmGroup } from "../../gateway/protocol.ts";
import { useNow } from "../live/context.tsx";
import { useWordOf, useWords } from "../words/words.ts";
import { respondWithinMs } from "./alarm-text.ts";
import { span } from "./format.ts";

const parts = ["cause", "consequence", "action"] as const;

export function AlarmMeaningList({ group }: { readonly group: AlarmGroup }) {
  const say = useWords();
  const wordOf = useWordOf();
  return (
    <dl className="alarm-meaning">
      {parts.map((part) => (
        <div key={part}>
          <dt>{say(`alarms.${part}`)}</dt>
          <dd>{wordOf(`alarm.${group.meaning}.${part}`) ?? say("alarms.unexplained")}</dd>
        </div>
      ))}
      <div>
        <dt>{say("alarms.time")}</dt>
        <dd>
          <TimeToAct group={group} />
        </dd>
      </div>
    </dl>
  );
}

/** Reckoned from the oldest alarm that stands: what is over waits for nobody. */
function TimeToAct({ group }: { readonly group: AlarmGroup }) {
  const say = useWords();
  const now = useNow();
  const withinMs = respondWithinMs(group.meaning);
  if (group.standing === 0) return <>{say("alarms.noTime")}</>;
  if (withinMs === undefined) return <>{say("alarms.unexplained")}</>;
  const left = group.raisedAt + withinMs - now;
  return (
    <>
      {say("alarms.within", { n: withinMs / minuteMs })} ·{" "}
      <span className={left < 0 ? "tone-critical" : ""}>
        {left < 0
          ? say("alarms.overdue", { span: span(-left, say) })
          : say("alarms.left", { span: span(left, say) })}
      </span>
    </>
  );
}

/** What was given on this device and what the house has said to it: what waits, what it would not do and why, and the last few that are done. */
import { inSiteTime } from "../floor/format.ts";
import { language, useWords } from "../words/words.ts";
import type { KeptAct } from "./outbox.ts";

/** Done ones that are listed. */
const doneShown = 3;
/** Unsent ones that are listed; all are counted above. */
const unsentShown = 5;

interface GivenActsProps {
  readonly acts: readonly KeptAct[];
  readonly seen: (number: number) => void;
}

/** The device is where its person is. */
const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const sameWork = (a: KeptAct["act"], b: KeptAct["act"]): boolean =>
  a.type === "task.answer" && b.type === "task.answer" && a.task === b.task && !a.begun;

export function GivenActs({ acts, seen }: GivenActsProps) {
  const say = useWords();
  const of = (...states: KeptAct["state"][]) => acts.filter(({ state }) => states.includes(state));
  // A right answer after a wrong one: the wrong one asks nobody for anything any more.
  const isOvertaken = (one: KeptAct): boolean =>
    of("done").some(({ number, act }) => number > one.number && sameWork(act, one.act));
  const shown = [
    ...of("refused", "unknown").filter((one) => !isOvertaken(one)),
    ...of("unsent").slice(0, unsentShown),
    ...of("done").slice(-doneShown).reverse(),
  ];
  if (shown.length === 0) return null;
  return (
    <section aria-label={say("hand.given")}>
      <h2>{say("hand.given")}</h2>
      <ul className="hand-list">
        {shown.map(({ number, act, state, why }) => (
          <li key={number} className={`hand-act hand-act-${state}`}>
            <span>
              <strong>
                {act.type === "task.photo" ? say("hand.sent.photo", { task: act.task }) : act.task}
              </strong>{" "}
              {say(`hand.state.${state}`)}
              {why !== "" && <span className="hand-why">{inSiteTime(why, deviceZone(), language())}</span>}
            </span>
            {(state === "refused" || state === "unknown") && (
              <button type="button" className="hand-button" onClick={() => seen(number)}>
                {say("hand.seen")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

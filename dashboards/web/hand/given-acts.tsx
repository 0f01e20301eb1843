/** What was given on this device and what the house has said to it: what waits, what it would not do and why, and the last few that are done. */
import { useWords } from "../words/words.ts";
import type { KeptAct } from "./outbox.ts";

/** Done ones that are listed. */
const doneShown = 3;
/** Unsent ones that are listed; all are counted above. */
const unsentShown = 5;

interface GivenActsProps {
  readonly acts: readonly KeptAct[];
  readonly seen: (number: number) => void;
}

export function GivenActs({ acts, seen }: GivenActsProps) {
  const say = useWords();
  const of = (...states: KeptAct["state"][]) => acts.filter(({ state }) => states.includes(state));
  const shown = [
    ...of("refused", "unknown"),
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
              {why !== "" && <span className="hand-why">{why}</span>}
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

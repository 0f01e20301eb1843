/** One code that was counted: how many, and what is asked of it besides: lot and day of what came, what it is fit for of what was looked at. */
import { dispositionIn, dispositions, grades, type Verdict } from "@floorplane/contracts/states";
import type { TaskRow } from "../../gateway/protocol.ts";
import { useWords } from "../words/words.ts";
import type { CountedLine } from "./counted.ts";
import { NumberField } from "./number-field.tsx";

/** What somebody who looks at goods may say, each once: of a return in the words of who sorts returns, of others in those of the stock. The house takes either. */
const offeredOf = ({ return: number }: Pick<TaskRow, "return">): readonly Verdict[] =>
  number == null ? dispositions : [...grades, "destroyed"];

const unitsMax = 1_000_000;

interface CountedLineProps {
  readonly line: CountedLine;
  readonly task: Pick<TaskRow, "kind" | "return">;
  readonly change: (what: Partial<CountedLine>) => void;
  readonly type: (text: string, number: number | undefined) => void;
  readonly drop: () => void;
}

export function CountedLineRow({ line, task, change, type, drop }: CountedLineProps) {
  const { code, units, isUnsaid = false, misread, state, lot, expires, relabel = false } = line;
  const { kind } = task;
  const offered = offeredOf(task);
  const say = useWords();
  const set = (next: number): void => change({ units: Math.max(0, Math.min(unitsMax, next)) });
  return (
    <li className="hand-line">
      <strong>{code}</strong>
      <div className="hand-units">
        <button
          type="button"
          className="hand-button"
          aria-label={say("hand.fewer", { code })}
          onClick={() => set(units - 1)}
        >
          −
        </button>
        <NumberField
          name={say("hand.units", { code })}
          text={misread ?? (isUnsaid && units === 0 ? "" : String(units))}
          max={unitsMax}
          type={type}
        />
        <button
          type="button"
          className="hand-button"
          aria-label={say("hand.more", { code })}
          onClick={() => set(units + 1)}
        >
          +
        </button>
        <button type="button" className="hand-button" aria-label={say("hand.drop", { code })} onClick={drop}>
          ×
        </button>
      </div>
      {kind === "receive" && (
        <div className="hand-label">
          <label className="hand-field">
            <span>{say("hand.lot", { code })}</span>
            <input
              value={lot}
              maxLength={64}
              autoCapitalize="characters"
              onChange={(event) => change({ lot: event.currentTarget.value })}
            />
          </label>
          <label className="hand-field">
            <span>{say("hand.expires", { code })}</span>
            <input
              type="date"
              value={expires}
              onChange={(event) => change({ expires: event.currentTarget.value })}
            />
          </label>
        </div>
      )}
      {kind === "inspect" && (
        <select
          aria-label={say("hand.fitFor", { code })}
          value={state ?? ""}
          onChange={(event) =>
            change({ state: offered.find((one) => one === event.currentTarget.value) ?? null })
          }
        >
          <option value="">{say("hand.decision.none")}</option>
          {offered.map((word) => (
            <option key={word} value={word}>
              {say(`hand.fit.${word}`)}
            </option>
          ))}
        </select>
      )}
      {kind === "inspect" && state !== null && dispositionIn(state) === "available" && (
        <label className="hand-check">
          <input
            type="checkbox"
            checked={relabel}
            onChange={(event) => change({ relabel: event.currentTarget.checked })}
          />
          {say("hand.relabel", { code })}
        </label>
      )}
    </li>
  );
}

/** What each choice makes of the units, where they are chosen. */
export function FitnessHelp({ task }: { readonly task: TaskRow }) {
  const say = useWords();
  return (
    <details className="hand-help">
      <summary>{say("hand.fitHelp")}</summary>
      <dl>
        {offeredOf(task).map((word) => (
          <div key={word}>
            <dt>{say(`hand.fit.${word}`)}</dt>
            <dd>{say(`hand.fitHelp.${dispositionIn(word)}`, { to: task.to ?? "—" })}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

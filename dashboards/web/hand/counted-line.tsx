/** One code that was counted: how many, and what is asked of it besides: lot and day of what came, what it is fit for of what was looked at. */
import { dispositionIn, type Verdict, verdicts } from "@floorplane/contracts/states";
import type { TaskRow } from "../../gateway/protocol.ts";
import { useWords } from "../words/words.ts";
import type { CountedLine } from "./counted.ts";

const unitsMax = 1_000_000;

interface CountedLineProps {
  readonly line: CountedLine;
  readonly kind: TaskRow["kind"];
  readonly change: (what: Partial<CountedLine>) => void;
  readonly drop: () => void;
}

export function CountedLineRow({ line, kind, change, drop }: CountedLineProps) {
  const { code, units, state, lot, expires, relabel = false } = line;
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
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={unitsMax}
          aria-label={say("hand.units", { code })}
          value={units}
          onChange={(event) => set(Math.trunc(Number(event.currentTarget.value)) || 0)}
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
          value={state ?? "available"}
          onChange={(event) => change({ state: event.currentTarget.value as Verdict })}
        >
          {verdicts.map((word) => (
            <option key={word} value={word}>
              {say(`hand.fit.${word}`)}
            </option>
          ))}
        </select>
      )}
      {kind === "inspect" && dispositionIn(state ?? "available") === "available" && (
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

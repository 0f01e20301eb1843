/** What a transfer is off by, and the choice of what becomes of it. */
import { type DifferenceDecision, differenceDecisions } from "@floorplane/contracts/states";
import type { TaskRow } from "../../gateway/protocol.ts";
import { useWords } from "../words/words.ts";

interface DecisionBoxProps {
  readonly task: TaskRow;
  readonly decision: DifferenceDecision | undefined;
  readonly choose: (decision: DifferenceDecision | undefined) => void;
}

export function DecisionBox({ task, decision, choose }: DecisionBoxProps) {
  const say = useWords();
  return (
    <>
      <ul className="hand-list">
        {(task.difference ?? []).map(({ sku, units }) => (
          <li key={sku}>{say(units < 0 ? "hand.missing" : "hand.over", { n: Math.abs(units), sku })}</li>
        ))}
      </ul>
      <label className="hand-field">
        <span>{say("hand.decision")}</span>
        <select
          value={decision ?? ""}
          onChange={({ currentTarget: { value } }) =>
            choose(differenceDecisions.find((one) => one === value))
          }
        >
          <option value="">{say("hand.decision.none")}</option>
          {differenceDecisions.map((one) => (
            <option key={one} value={one}>
              {say(`hand.decision.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

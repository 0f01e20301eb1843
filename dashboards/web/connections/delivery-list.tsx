/** Each attempt to tell a webhook something, the latest first, with what was answered. */
import { confirmationTypes } from "@floorplane/contracts/confirmation-types";
import { Button } from "@mantine/core";
import type { Attempt } from "../../gateway/deliveries.ts";
import { dayTime } from "../floor/format.ts";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { useLive } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import { isNarrowed, type ListProps, queryOf } from "./connections-search.ts";
import { SaidLine } from "./said-line.tsx";
import { useAsk } from "./use-ask.ts";

const types = Object.keys(confirmationTypes);

export function DeliveryList({ filter, choose, clear }: ListProps) {
  const say = useWords();
  const { plan } = useLive();
  const listed = useList<Attempt>("/api/deliveries", queryOf(filter));
  const asking = useAsk();
  const { page } = listed;
  return (
    <ListFrame
      name={say("connections.view.deliveries")}
      of={say("connections.deliveries.of")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("connections.deliveries.none")}
      after={filter.after}
      choose={choose}
      said={<SaidLine asking={asking} />}
      filters={
        <>
          <Choice
            label={say("connections.answer")}
            value={filter.taken}
            choices={[
              ["true", say("connections.taken")],
              ["false", say("connections.notTaken")],
            ]}
            choose={(taken) => choose({ taken })}
          />
          <Choice
            label={say("connections.type")}
            value={filter.type}
            choices={types.map((type) => [type, type])}
            choose={(type) => choose({ type })}
          />
          <Typed
            label={say("connections.webhook")}
            value={filter.webhook}
            type={(webhook) => choose({ webhook })}
          />
          <Typed label={say("connections.about")} value={filter.about} type={(about) => choose({ about })} />
          <Typed
            label={say("connections.client")}
            value={filter.client}
            type={(client) => choose({ client })}
          />
        </>
      }
    >
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{say("inventory.when")}</th>
            <th scope="col">{say("connections.webhook")}</th>
            <th scope="col">{say("connections.type")}</th>
            <th scope="col">{say("connections.about")}</th>
            <th scope="col">{say("connections.answer")}</th>
            <th scope="col">{say("connections.again")}</th>
          </tr>
        </thead>
        <tbody>
          {page?.rows.map((row) => (
            <tr key={`${row.client} ${row.number}`}>
              <th scope="row">{dayTime(row.at, plan.timezone, language())}</th>
              <td>
                {row.webhook}
                <span className="tag">{row.client}</span>
              </td>
              <td>{row.type}</td>
              <td>{row.subject}</td>
              <td className={row.isTaken ? "" : "tone-high"}>
                {row.status === 0
                  ? say("connections.silent", { why: row.why })
                  : say(row.isTaken ? "connections.answered" : "connections.answeredNot", {
                      status: row.status,
                    })}
              </td>
              <td>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  data-row=""
                  disabled={asking.busy !== undefined}
                  aria-label={say("connections.actOf", { act: say("connections.again"), webhook: row.id })}
                  onClick={() => asking.replay(row, { delivery: row.id })}
                >
                  {say("connections.again")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListFrame>
  );
}

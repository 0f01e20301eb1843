/** What was given up after three days, the oldest first, and its way out again: a client's letters at once, in their order. */
import { Button } from "@mantine/core";
import type { Letter } from "../../gateway/deliveries.ts";
import { dayTime } from "../floor/format.ts";
import { Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { useLive } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import { isNarrowed, type ListProps, queryOf } from "./connections-search.ts";
import { SaidLine } from "./said-line.tsx";
import { useAsk } from "./use-ask.ts";

export function LetterList({ filter, choose, clear }: ListProps) {
  const say = useWords();
  const { plan } = useLive();
  const listed = useList<Letter>("/api/dead-letters", queryOf(filter));
  const asking = useAsk();
  const { page } = listed;
  const clients = [...new Set(page?.rows.map(({ client }) => client) ?? [])];
  return (
    <ListFrame
      name={say("connections.view.letters")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("connections.letters.none")}
      after={filter.after}
      choose={choose}
      isStill
      said={<SaidLine asking={asking} />}
      filters={
        <>
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
          {clients.map((client) => (
            <Button
              key={client}
              variant="default"
              size="compact-md"
              disabled={asking.busy !== undefined}
              onClick={() => asking.redeliver(client)}
            >
              {say("connections.redelivery", { client })}
            </Button>
          ))}
        </>
      }
    >
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{say("connections.givenUp")}</th>
            <th scope="col">{say("connections.webhook")}</th>
            <th scope="col">{say("connections.type")}</th>
            <th scope="col">{say("connections.about")}</th>
            <th scope="col">{say("connections.happened")}</th>
            <th scope="col">{say("connections.why")}</th>
          </tr>
        </thead>
        <tbody>
          {page?.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{dayTime(row.diedAt, plan.timezone, language())}</th>
              <td>
                {row.webhook}
                <span className="tag">{row.client}</span>
              </td>
              <td>{row.type}</td>
              <td>{row.subject}</td>
              <td>{dayTime(row.queuedAt, plan.timezone, language())}</td>
              <td>{row.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListFrame>
  );
}

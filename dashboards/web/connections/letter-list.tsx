/** What was given up after three days, the oldest first, and its way out again: a client's letters at once, in their order. */
import { Button } from "@mantine/core";
import type { Letter } from "../../gateway/deliveries.ts";
import { dayTime } from "../floor/format.ts";
import { Filters, Typed } from "../lists/filters.tsx";
import { ListFoot } from "../lists/list-foot.tsx";
import { useList } from "../lists/use-list.ts";
import { useLive } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import { goTo, isNarrowed, type ListProps, queryOf } from "./connections-search.ts";
import { SaidLine } from "./said-line.tsx";
import { useAsk } from "./use-ask.ts";

export function LetterList({ filter, choose, clear }: ListProps) {
  const say = useWords();
  const { plan } = useLive();
  const listed = useList<Letter>("/api/dead-letters", queryOf(filter));
  const asking = useAsk();
  const { page, isOld, isOther } = listed;
  const clients = [...new Set(page?.rows.map(({ client }) => client) ?? [])];
  return (
    <>
      <Filters label={say("connections.view.letters")} isAny={isNarrowed(filter)} clear={clear}>
        <h2 className="list-title">
          {say("connections.view.letters")} <span className="count">{page?.count ?? ""}</span>
        </h2>
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
      </Filters>
      <SaidLine said={asking.said} />
      <section
        className={isOld || isOther ? "list-body list-old" : "list-body"}
        aria-label={say("connections.view.letters")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing in it that is pressed
        tabIndex={0}
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
      </section>
      <ListFoot
        listed={listed}
        none={say("connections.letters.none")}
        after={filter.after}
        goTo={goTo(choose)}
      />
    </>
  );
}

/** Who hears what the house tells, those in trouble first: how each fares, and what a person may have it do. */
import { type HearerMark, hearerStates } from "@floorplane/contracts/connections";
import { Button } from "@mantine/core";
import { useState } from "react";
import { NoteList } from "../floor/acts/acts.tsx";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { useNow } from "../live/context.tsx";
import { useWords } from "../words/words.ts";
import { isNarrowed, type ListProps, queryOf } from "./connections-search.ts";
import { SaidLine } from "./said-line.tsx";
import { type Asking, useAsk } from "./use-ask.ts";

const hourMs = 3_600_000;
const sinceHours = [1, 24, 168] as const;

export function HearerList({ filter, choose, clear }: ListProps) {
  const say = useWords();
  const listed = useList<HearerMark>("/api/hearers", queryOf(filter));
  const asking = useAsk();
  const { page } = listed;
  return (
    <ListFrame
      name={say("connections.view.hearers")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("connections.hearers.none")}
      after={filter.after}
      choose={choose}
      rows="hearers"
      said={<SaidLine asking={asking} />}
      filters={
        <>
          <Choice
            label={say("connections.state")}
            value={filter.state}
            choices={hearerStates.map((state) => [state, say(`connections.state.${state}`)])}
            choose={(state) => choose({ state })}
          />
          <Typed
            label={say("connections.webhook")}
            value={filter.webhook}
            type={(webhook) => choose({ webhook })}
          />
          <Typed
            label={say("connections.client")}
            value={filter.client}
            type={(client) => choose({ client })}
          />
        </>
      }
    >
      <ul>
        {page?.rows.map((hearer) => (
          <Hearer
            key={`${hearer.client} ${hearer.webhook}`}
            hearer={hearer}
            asking={asking}
            show={(view) =>
              choose({ view, client: hearer.client, webhook: hearer.webhook, state: undefined })
            }
          />
        ))}
      </ul>
    </ListFrame>
  );
}

interface HearerProps {
  readonly hearer: HearerMark;
  readonly asking: Asking;
  readonly show: (view: "deliveries" | "letters") => void;
}

function Hearer({ hearer, asking, show }: HearerProps) {
  const say = useWords();
  const { client, webhook, url, types, isFixed, state, pausedAt, waiting, dead, acts } = hearer;
  const isWell = state === "listening" && pausedAt === null;
  return (
    <li className="hearer">
      <div className="hearer-name">
        <h3>{webhook}</h3>
        <span className="tag">{client}</span>
        {isFixed && <span className="tag">{say("connections.fixed")}</span>}
      </div>
      <p className={isWell ? "hearer-state" : "hearer-state tone-high"}>
        {pausedAt === null ? say(`connections.state.${state}`) : say("connections.paused")}
      </p>
      <p className="dim hearer-url">{url}</p>
      <p className="dim">
        {say("connections.waiting", { n: waiting })} · {say("connections.dead", { n: dead })} ·{" "}
        {types === null ? say("connections.types.all") : types.join(", ")}
      </p>
      <div className="hearer-acts">
        <Acts hearer={hearer} asking={asking} />
        <Button variant="subtle" size="compact-sm" data-row="" onClick={() => show("deliveries")}>
          {say("connections.show.deliveries")}
        </Button>
        {dead > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => show("letters")}>
            {say("connections.show.letters", { n: dead })}
          </Button>
        )}
      </div>
      {isFixed && <p className="dim">{say("connections.fixedThere")}</p>}
      <NoteList
        notes={acts.map(({ act, via, ...note }) => ({
          ...note,
          what: say(`connections.did.${act}`),
          said: say(`act.via.${via}`),
        }))}
      />
    </li>
  );
}

function Acts({ hearer, asking }: Pick<HearerProps, "hearer" | "asking">) {
  const say = useWords();
  const now = useNow();
  const [hours, setHours] = useState<number>(sinceHours[0]);
  const { webhook, isFixed, pausedAt } = hearer;
  const isBusy = asking.busy !== undefined;
  const of = (act: string): string => say("connections.actOf", { act, webhook });
  const turn = pausedAt === null ? say("connections.pause") : say("connections.resume");
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        disabled={isBusy}
        aria-label={of(say("connections.test"))}
        onClick={() => asking.test(hearer)}
      >
        {say("connections.test")}
      </Button>
      {!isFixed && (
        <Button
          variant="default"
          size="compact-sm"
          disabled={isBusy}
          aria-label={of(turn)}
          onClick={() => asking.pause(hearer, pausedAt === null)}
        >
          {turn}
        </Button>
      )}
      <span className="hearer-replay">
        <select
          aria-label={of(say("connections.replay.since"))}
          value={hours}
          onChange={(event) => setHours(Number(event.currentTarget.value))}
        >
          {sinceHours.map((each) => (
            <option key={each} value={each}>
              {say("connections.replay.hours", { n: each })}
            </option>
          ))}
        </select>
        <Button
          variant="default"
          size="compact-sm"
          disabled={isBusy}
          aria-label={of(say("connections.replay"))}
          onClick={() => asking.replay(hearer, { from: new Date(now - hours * hourMs).toISOString() })}
        >
          {say("connections.replay")}
        </Button>
      </span>
    </>
  );
}

/** Programs at the WMS's door, who asked last first: for whom each acts, what it may, and what it asked last. */
import type { ProgramMark } from "@floorplane/contracts/connections";
import { dayTime, span, unknown } from "../floor/format.ts";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { useLive, useNow } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import { isNarrowed, type ListProps, queryOf } from "./connections-search.ts";

export function ProgramList({ filter, choose, clear }: ListProps) {
  const say = useWords();
  const listed = useList<ProgramMark>("/api/programs", queryOf(filter));
  const { page } = listed;
  return (
    <ListFrame
      name={say("connections.view.programs")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("connections.programs.none")}
      after={filter.after}
      choose={choose}
      isStill
      filters={
        <>
          <Choice
            label={say("connections.good")}
            value={filter.good}
            choices={[
              ["true", say("connections.good.true")],
              ["false", say("connections.good.false")],
            ]}
            choose={(good) => choose({ good })}
          />
          <Typed
            label={say("connections.program")}
            value={filter.program}
            type={(program) => choose({ program })}
          />
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
            <th scope="col">{say("connections.program")}</th>
            <th scope="col">{say("connections.actsFor")}</th>
            <th scope="col">{say("connections.last")}</th>
            <th scope="col">{say("connections.lastAt")}</th>
            <th scope="col" className="grid-number">
              {say("connections.requests")}
            </th>
            <th scope="col">{say("connections.good")}</th>
            <th scope="col">{say("connections.scopes")}</th>
          </tr>
        </thead>
        <tbody>
          {page?.rows.map((program) => (
            <ProgramLine key={program.program} program={program} />
          ))}
        </tbody>
      </table>
    </ListFrame>
  );
}

function ProgramLine({ program: one }: { readonly program: ProgramMark }) {
  const say = useWords();
  const now = useNow();
  const { plan } = useLive();
  const { program, name, clients, scopes, expiresAt, revokedAt, last } = one;
  const time = (at: number): string => dayTime(at, plan.timezone, language());
  const standing =
    revokedAt !== null
      ? say("connections.revoked", { at: time(revokedAt) })
      : expiresAt !== null
        ? say("connections.until", { at: time(expiresAt) })
        : say("connections.good.true");
  return (
    <tr>
      <th scope="row" title={name}>
        {program}
      </th>
      <td>{clients[0] === "*" ? say("connections.everyClient") : clients.join(", ")}</td>
      <td className={last && last.status >= 400 ? "tone-high" : ""}>
        {last ? `${last.method} ${last.path}: ${last.status}` : unknown}
        {last?.isTelegram && <span className="tag">MQTT</span>}
      </td>
      <td>{last ? say("connections.ago", { age: span(now - last.at, say) }) : unknown}</td>
      <td className="grid-number">
        {last ? say("connections.requestsOf", { n: last.requests, refused: last.refused }) : unknown}
      </td>
      <td className={revokedAt === null ? "" : "tone-high"}>{standing}</td>
      <td className="dim">{scopes.join(" ")}</td>
    </tr>
  );
}

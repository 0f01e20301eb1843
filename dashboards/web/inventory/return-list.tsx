/** Goods that came back: how long they stand, what became of them and why they came, with what was photographed of them. */
import { returnStates } from "@floorplane/contracts/states";
import type { ReturnDwell, ReturnRow, ReturnsPage } from "../../gateway/protocol.ts";
import { span, unknown } from "../floor/format.ts";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useAsked } from "../lists/use-list.ts";
import { useNow } from "../live/context.tsx";
import { type Say, useWords } from "../words/words.ts";
import { ClientChoice } from "./client-choice.tsx";
import { queryOf } from "./inventory-search.ts";
import { isNarrowed, type ListProps } from "./list-props.ts";

export function ReturnList({ filter, clients, choose, clear }: ListProps) {
  const say = useWords();
  const { body: page, isOld, isOther } = useAsked<ReturnsPage>("/api/returns", queryOf(filter));
  return (
    <ListFrame
      name={say("inventory.view.returns")}
      listed={{ page, isOld, isOther }}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("returns.none")}
      after={filter.after}
      choose={choose}
      said={page && <Dwell dwell={page.dwell} />}
      filters={
        <>
          <Choice
            label={say("returns.state")}
            value={filter.state}
            choices={returnStates.map((state) => [state, say(`returns.state.${state}`)])}
            choose={(state) => choose({ state })}
          />
          <Choice
            label={say("returns.overdue")}
            value={filter.overdue}
            choices={[["true", say("returns.overdueOnly")]]}
            choose={(overdue) => choose({ overdue })}
          />
          <Typed label={say("inventory.sku")} value={filter.sku} type={(sku) => choose({ sku })} />
          <ClientChoice filter={filter} clients={clients} choose={choose} />
        </>
      }
    >
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{say("returns.return")}</th>
            <th scope="col">{say("returns.state")}</th>
            <th scope="col">{say("returns.age")}</th>
            <th scope="col">{say("returns.goods")}</th>
            <th scope="col">{say("returns.photos")}</th>
          </tr>
        </thead>
        <tbody>
          {(page?.rows ?? []).map((row) => (
            <Row key={`${row.client} ${row.return}`} row={row} />
          ))}
        </tbody>
      </table>
    </ListFrame>
  );
}

function Dwell({ dwell: { waiting, overdue, decided, p50S, p99S } }: { readonly dwell: ReturnDwell }) {
  const say = useWords();
  const took = (s: number | null): string => (s === null ? unknown : span(s * 1_000, say));
  return (
    <p className={overdue > 0 ? "tone-high" : "dim"}>
      {say("returns.dwell", { waiting, overdue, decided, p50: took(p50S), p99: took(p99S) })}
    </p>
  );
}

function Row({ row }: { readonly row: ReturnRow }) {
  const say = useWords();
  const now = useNow();
  const { receivedAt, decidedAt, state, isOverdue } = row;
  const until = state === "decided" ? decidedAt! : now;
  return (
    <tr>
      <th scope="row">
        {row.return}
        {row.order !== null && <span className="dim"> {say("returns.ofOrder", { order: row.order })}</span>}
      </th>
      <td>{say(`returns.state.${state}`)}</td>
      <td className={isOverdue && state === "received" ? "tone-high" : undefined}>
        {receivedAt === null ? unknown : span(Math.max(0, until - receivedAt), say)}
        {isOverdue && state === "received" && ` · ${say("returns.tooLong")}`}
      </td>
      <td>{row.lines.map((line) => lineText(line, say)).join("; ")}</td>
      <td>
        {row.photos.map((photo, index) => (
          <a key={photo} href={`/api/photos/${photo}`} target="_blank" rel="noreferrer">
            {say("returns.photo", { n: index + 1 })}
          </a>
        ))}
      </td>
    </tr>
  );
}

function lineText(
  { sku, received, announced, reason, graded }: ReturnRow["lines"][number],
  say: Say,
): string {
  const units = received > 0 ? received : announced;
  const why = reason === null ? "" : ` (${reason})`;
  const became = graded.map(
    (each) =>
      `${each.units} ${each.grade === null ? say(`hand.fit.${each.to}`) : say(`hand.fit.${each.grade}`)}`,
  );
  return `${units} × ${sku}${why}${became.length > 0 ? `: ${became.join(", ")}` : ""}`;
}

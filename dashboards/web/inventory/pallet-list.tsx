/** Pallets: those that somebody has to look for, those at the dock, and those that left; each leads to all that was done with it. */
import type { PalletState } from "@floorplane/contracts/pallets.schema";
import { Link } from "@tanstack/react-router";
import type { PalletRow } from "../../gateway/protocol.ts";
import { dayTime, span, unknown } from "../floor/format.ts";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { useLive, useNow } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import { ClientChoice } from "./client-choice.tsx";
import { queryOf } from "./inventory-search.ts";
import { isNarrowed, type ListProps } from "./list-props.ts";

const states = ["asked", "open", "closed", "left", "broken-up"] as const satisfies readonly PalletState[];

export function PalletList({ filter, clients, choose, clear }: ListProps) {
  const say = useWords();
  const listed = useList<PalletRow>("/api/pallets", queryOf(filter));
  const { page } = listed;
  return (
    <ListFrame
      name={say("inventory.view.pallets")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("pallets.none")}
      after={filter.after}
      choose={choose}
      filters={
        <>
          <Choice
            label={say("pallets.state")}
            value={filter.state}
            choices={states.map((state) => [state, say(`pallets.state.${state}`)])}
            choose={(state) => choose({ state })}
          />
          <Typed
            label={say("pallets.carrier")}
            value={filter.carrier}
            type={(carrier) => choose({ carrier })}
          />
          <Typed label={say("pallets.number")} value={filter.pallet} type={(pallet) => choose({ pallet })} />
          <ClientChoice filter={filter} clients={clients} choose={choose} />
        </>
      }
    >
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{say("pallets.pallet")}</th>
            <th scope="col">{say("pallets.state")}</th>
            <th scope="col">{say("pallets.parcels")}</th>
            <th scope="col">{say("pallets.carrier")}</th>
            <th scope="col">{say("pallets.where")}</th>
            <th scope="col">{say("pallets.since")}</th>
          </tr>
        </thead>
        <tbody>
          {(page?.rows ?? []).map((row) => (
            <Row key={row.sscc} row={row} />
          ))}
        </tbody>
      </table>
    </ListFrame>
  );
}

function Row({ row }: { readonly row: PalletRow }) {
  const say = useWords();
  const now = useNow();
  const { plan } = useLive();
  const { sscc, client, state, parcels, carrier, manifest, consolidation, isInDoubt, since } = row;
  return (
    <tr>
      <th scope="row">
        <Link to="/trace" search={{ kind: "pallet", id: sscc, client }}>
          {sscc}
        </Link>
        {consolidation !== null && <span className="dim"> {consolidation}</span>}
      </th>
      <td className={isInDoubt ? "tone-high" : undefined}>
        {say(`pallets.state.${state}`)}
        {isInDoubt && ` · ${say("pallets.isInDoubt")}`}
      </td>
      <td>{parcels}</td>
      <td>{carrier ?? unknown}</td>
      <td>{whereOf(row, say)}</td>
      <td>
        {dayTime(since, plan.timezone, language())}
        <span className="dim"> {span(Math.max(0, now - since), say)}</span>
      </td>
    </tr>
  );

  function whereOf({ state }: PalletRow, say: ReturnType<typeof useWords>): string {
    if (state === "left") return say("pallets.leftWith", { manifest: manifest ?? unknown });
    if (state === "broken-up") return unknown;
    return manifest === null ? say("pallets.atDock") : say("pallets.waitsFor", { manifest });
  }
}

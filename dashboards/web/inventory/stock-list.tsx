/** The book's stock, summed up by place, SKU, lot or client. A place or SKU is pressed to see it alone. */
import { shownName } from "@floorplane/contracts/client-names";
import { type StockRow, stockViews, unitStates } from "../../gateway/protocol.ts";
import { decimal } from "../floor/format.ts";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { language, useWords } from "../words/words.ts";
import { ClientChoice } from "./client-choice.tsx";
import { queryOf } from "./inventory-search.ts";
import { isNarrowed, type ListProps } from "./list-props.ts";

export function StockList({ filter, clients, choose, clear }: ListProps) {
  const say = useWords();
  const listed = useList<StockRow>("/api/stock", queryOf(filter));
  const { page } = listed;
  const by = stockViews.find((one) => one === filter.by) ?? "place";
  return (
    <ListFrame
      name={say("inventory.view.stock")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("inventory.none")}
      after={filter.after}
      choose={choose}
      filters={
        <>
          <Choice
            label={say("inventory.by")}
            value={filter.by}
            none={say("inventory.by.place")}
            choices={stockViews.slice(1).map((one) => [one, say(`inventory.by.${one}`)])}
            choose={(one) => choose({ by: one })}
          />
          <Typed label={say("inventory.place")} value={filter.place} type={(place) => choose({ place })} />
          <Typed label={say("inventory.sku")} value={filter.sku} type={(sku) => choose({ sku })} />
          <Typed label={say("inventory.lot")} value={filter.lot} type={(lot) => choose({ lot })} />
          <Choice
            label={say("inventory.state")}
            value={filter.state}
            choices={unitStates.map((state) => [state, say(`inventory.state.${state}`)])}
            choose={(state) => choose({ state })}
          />
          <ClientChoice filter={filter} clients={clients} choose={choose} />
        </>
      }
    >
      <table className="grid">
        <thead>
          <tr>
            {by === "place" && <th scope="col">{say("inventory.place")}</th>}
            {by !== "client" && <th scope="col">{say("inventory.sku")}</th>}
            {(by === "place" || by === "lot") && <th scope="col">{say("inventory.lot")}</th>}
            {(by === "client" || clients.length > 1) && <th scope="col">{say("inventory.client")}</th>}
            {unitStates.map((state) => (
              <th key={state} scope="col" className="grid-number">
                {say(`inventory.state.${state}`)}
              </th>
            ))}
            {by !== "place" && (
              <th scope="col" className="grid-number">
                {say("inventory.places")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {page?.rows.map((row) => (
            <tr key={row.key}>
              {row.place !== null && (
                <td>
                  <Only words={row.place} choose={() => choose({ place: row.place ?? undefined })} />
                </td>
              )}
              {row.sku !== null && (
                <td>
                  <Only
                    words={shownName(row.sku)}
                    choose={() => choose({ by: undefined, sku: row.sku ?? undefined })}
                  />
                </td>
              )}
              {row.lot !== null && <td>{row.lot}</td>}
              {(by === "client" || clients.length > 1) && <td>{row.client}</td>}
              {unitStates.map((state) => (
                <td key={state} className={row[state] === 0 ? "grid-number dim" : "grid-number"}>
                  {decimal(row[state], 0, language())}
                </td>
              ))}
              {by !== "place" && <td className="grid-number">{row.places}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ListFrame>
  );
}

const Only = ({ words, choose }: { readonly words: string; readonly choose: () => void }) => (
  <button type="button" className="link-button" data-row="" onClick={choose}>
    {words}
  </button>
);

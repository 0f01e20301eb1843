/** What was done with goods of late, the latest first. */
import type { HandlingRow } from "@floorplane/contracts/documents";
import type { Movement } from "../../gateway/protocol.ts";
import { dayTime, unknown } from "../floor/format.ts";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { useLive } from "../live/context.tsx";
import { language, useWordOf, useWords } from "../words/words.ts";
import { ClientChoice } from "./client-choice.tsx";
import { queryOf } from "./inventory-search.ts";
import { isNarrowed, type ListProps } from "./list-props.ts";
import { forWhat, wayOf, whichUnits } from "./movement-way.ts";

const steps = [
  "receive",
  "return",
  "pick",
  "transport",
  "put-away",
  "pack",
  "ship",
  "count",
  "adjust",
  "set-aside",
  "grade",
  "photograph",
  "relocate",
  "write-off",
  "destroy",
  "decide",
  "captured",
] as const;

export function MovementList({ filter, clients, choose, clear }: ListProps) {
  const say = useWords();
  const listed = useList<Movement>("/api/movements", queryOf(filter));
  const { page } = listed;
  return (
    <ListFrame
      name={say("inventory.view.movements")}
      of={say("inventory.movements.of")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("inventory.movements.none")}
      after={filter.after}
      choose={choose}
      filters={
        <>
          <Choice
            label={say("inventory.step")}
            value={filter.step}
            choices={steps.map((step) => [step, say(`step.${step}`)])}
            choose={(step) => choose({ step })}
          />
          <Typed label={say("inventory.place")} value={filter.place} type={(place) => choose({ place })} />
          <Typed label={say("inventory.sku")} value={filter.sku} type={(sku) => choose({ sku })} />
          <Typed label={say("inspector.order")} value={filter.order} type={(order) => choose({ order })} />
          <ClientChoice filter={filter} clients={clients} choose={choose} />
        </>
      }
    >
      <MovementTable
        rows={page?.rows.map(({ client, number, row }) => ({ key: `${client} ${number}`, row })) ?? []}
      />
    </ListFrame>
  );
}

interface MovementTableProps {
  readonly rows: readonly { readonly key: string | number; readonly row: HandlingRow }[];
}

/** A line each: when, what, with which goods, from where to where, by whom and what for. */
export function MovementTable({ rows }: MovementTableProps) {
  const say = useWords();
  return (
    <table className="grid">
      <thead>
        <tr>
          <th scope="col">{say("inventory.when")}</th>
          <th scope="col">{say("inventory.step")}</th>
          <th scope="col">{say("inventory.goods")}</th>
          <th scope="col">{say("inventory.from")}</th>
          <th scope="col">{say("inventory.to")}</th>
          <th scope="col" className="grid-wide">
            {say("inventory.hand")}
          </th>
          <th scope="col">{say("inventory.for")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, row }) => (
          <MovementLine key={key} row={row} />
        ))}
      </tbody>
    </table>
  );
}

/** SKUs of one deed that are named; the rest is counted. */
const goodsShown = 3;

function MovementLine({ row }: { readonly row: HandlingRow }) {
  const say = useWords();
  const wordOf = useWordOf();
  const { plan } = useLive();
  const { from, to } = wayOf(row);
  const units = whichUnits(row);
  const goods = row.goods ?? [];
  const said = goods.slice(0, goodsShown).map(([sku, , units]) => say("inspector.unitsOf", { units, sku }));
  const more =
    goods.length > goodsShown ? [say("inventory.moreGoods", { n: goods.length - goodsShown })] : [];
  return (
    <tr>
      <th scope="row">{dayTime(row.at, plan.timezone, language())}</th>
      <td>
        {wordOf(`step.${row.step}`) ?? row.step}
        {row.state && <span className="tag">{row.state}</span>}
        {row.act && <span className="tag">{wordOf(`act.${row.act}`) ?? row.act}</span>}
      </td>
      <td>
        {[...said, ...more].join(", ") || unknown}
        {units.named && (
          <span className="dim">
            {" "}
            {units.named} {units.more > 0 && say("inventory.moreGoods", { n: units.more })}
          </span>
        )}
      </td>
      <td>{from ?? unknown}</td>
      <td>{to ?? unknown}</td>
      <td className="grid-wide">
        {row.hand ? (wordOf(`hand.${row.hand}`) ?? row.hand) : unknown} {row.by ?? ""}
      </td>
      <td>
        {forWhat(row) ?? unknown}
        {row.why && <span className="dim grid-why"> {row.why}</span>}
      </td>
    </tr>
  );
}

/** Orders a row each, the least time left first; a row opens the order beside the list. */
import { shownName } from "@floorplane/contracts/client-names";
import type { OrderRow } from "../../gateway/protocol.ts";
import { notchOf } from "../../gateway/ship-by.ts";
import { countdown, dayTime, span, unknown } from "../floor/format.ts";
import { orderWhy } from "../floor/order-text.ts";
import { NotchSign } from "../floor/shapes.tsx";
import { ListFoot } from "../lists/list-foot.tsx";
import { useIsNarrow } from "../lists/use-is-narrow.ts";
import type { Listed } from "../lists/use-list.ts";
import { useLive, useNow } from "../live/context.tsx";
import { useSiteTime } from "../live/site-time.ts";
import { useSelection } from "../selection.ts";
import { language, useWords } from "../words/words.ts";

interface OrderTableProps {
  readonly listed: Listed<OrderRow>;
  readonly after: string | undefined;
  readonly goTo: (after: string | undefined) => void;
}

export function OrderTable({ listed, after, goTo }: OrderTableProps) {
  const say = useWords();
  const { page, isOld, isOther } = listed;
  return (
    <>
      <div className={isOld || isOther ? "list-body list-old" : "list-body"}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{say("orders.column.order")}</th>
              <th scope="col">{say("orders.column.state")}</th>
              <th scope="col">{say("orders.column.left")}</th>
              <th scope="col" className="grid-wide">
                {say("orders.column.since")}
              </th>
              <th scope="col" className="grid-number">
                {say("orders.column.units")}
              </th>
              <th scope="col" className="grid-wide">
                {say("orders.column.carrier")}
              </th>
              <th scope="col" className="grid-why">
                {say("orders.column.why")}
              </th>
            </tr>
          </thead>
          <tbody>
            {page?.rows.map((row) => (
              <Row key={row.order} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <ListFoot listed={listed} none={say("orders.none")} after={after} goTo={goTo} />
    </>
  );
}

/** Order, state, time left and picked: a phone has no room for more beside each other, and the reason has a line of its own. */
const columnsOnPhone = 4;

const closed: ReadonlySet<OrderRow["state"]> = new Set(["shipped", "cancelled", "rejected"]);

function Row({ row }: { readonly row: OrderRow }) {
  const say = useWords();
  const inTime = useSiteTime();
  const now = useNow();
  const { plan } = useLive();
  const { selected, select } = useSelection();
  const { order, state, shipBy, since, unitsPicked, unitsAsked, carrier, priority, isHeld, shippedAt } = row;
  const isSelected = selected?.kind === "order" && selected.id === order;
  const isOver = closed.has(state);
  const why = inTime(orderWhy({ ...row, ending: null }, say));
  const isNarrow = useIsNarrow();
  const choose = (): void => select({ kind: "order", id: order });
  const line = (
    <tr className={isSelected ? "grid-row grid-selected" : "grid-row"} onClick={choose}>
      <th scope="row">
        <button type="button" className="link-button" data-row="" aria-current={isSelected}>
          {shownName(order)}
        </button>
        {priority !== "normal" && <span className="tag">{say(`priority.${priority}`)}</span>}
        {isHeld && <span className="tag">{say("orders.isHeld")}</span>}
      </th>
      <td>{say(`order.state.${state}`)}</td>
      <td className="grid-left">
        {isOver ? (
          shippedAt === null ? (
            unknown
          ) : (
            dayTime(shippedAt, plan.timezone, language())
          )
        ) : (
          <>
            <NotchSign notch={notchOf(row, now)} /> {countdown(shipBy, now, say)}
          </>
        )}
      </td>
      <td className="grid-wide">{since === null || isOver ? unknown : span(now - since, say)}</td>
      <td className="grid-number">
        {unitsPicked} / {unitsAsked}
      </td>
      <td className="grid-wide">{carrier}</td>
      <td className="grid-why" title={why}>
        {why}
      </td>
    </tr>
  );
  if (!isNarrow || why === "") return line;
  return (
    <>
      {line}
      <tr className="grid-row grid-why-line" onClick={choose}>
        <td colSpan={columnsOnPhone}>{why}</td>
      </tr>
    </>
  );
}

/** Orders: where they stand and for how long, how much time they have, why they wait; and each of them, with what can be done. */
import { useMemo } from "react";
import type { Funnel, OrderRow, OrdersSummary } from "../../gateway/protocol.ts";
import { PageFrame } from "../floor/page-frame.tsx";
import { PanelBoundary } from "../floor/panel-boundary.tsx";
import { SelectedSide } from "../floor/selected-side.tsx";
import { useFilter } from "../lists/use-filter.ts";
import { useList } from "../lists/use-list.ts";
import { useRowKeys } from "../lists/use-row-keys.ts";
import { useView } from "../live/context.tsx";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { Flow } from "./flow.tsx";
import { Lateness } from "./lateness.tsx";
import { OrderFilters } from "./order-filters.tsx";
import { OrderTable } from "./order-table.tsx";
import { type OrdersFilter, queryOf } from "./orders-search.ts";
import { WhyBoard } from "./why-board.tsx";
import "./orders.css";

export function OrdersPage() {
  const say = useWords();
  const { filter, choose, clear } = useFilter<OrdersFilter>();
  const { selected } = useSelection();
  const view = useView("orders");
  const funnel = view.get("funnel") as Funnel | undefined;
  const summary = view.get("summary") as OrdersSummary | undefined;
  const listed = useList<OrderRow>(
    "/api/orders",
    useMemo(() => queryOf(filter), [filter]),
  );
  return (
    <PageFrame page="orders" keys={useRowKeys()}>
      <main className={selected ? "board board-selected" : "board"} id="orders">
        <div className="board-main">
          <PanelBoundary name={say("orders.flow")}>
            <Flow funnel={funnel} filter={filter} choose={choose} />
          </PanelBoundary>
          <div className="board-charts">
            <PanelBoundary name={say("orders.lateness")}>
              <Lateness summary={summary} filter={filter} choose={choose} />
            </PanelBoundary>
            <PanelBoundary name={say("orders.why")}>
              <WhyBoard summary={summary} filter={filter} choose={choose} />
            </PanelBoundary>
          </div>
          <PanelBoundary name={say("orders.list")}>
            <section className="panel list" aria-label={say("orders.list")}>
              <OrderFilters
                filter={filter}
                summary={summary}
                choose={choose}
                clear={clear}
                count={listed.page?.count}
              />
              <OrderTable
                listed={listed}
                after={filter.after}
                goTo={(after) => choose(after ? { after } : {})}
              />
            </section>
          </PanelBoundary>
        </div>
        <SelectedSide />
      </main>
    </PageFrame>
  );
}

/** Goods: what the book has in which state, whether it is right, what was done of late, and the work for people that keeps it right. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { StockSummary } from "../../gateway/protocol.ts";
import { PageFrame } from "../floor/page-frame.tsx";
import { PanelBoundary } from "../floor/panel-boundary.tsx";
import { SelectedSide } from "../floor/selected-side.tsx";
import { useAsked } from "../lists/use-list.ts";
import { useRowKeys } from "../lists/use-row-keys.ts";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { type Choose, type InventorySearch, inventoryViews, viewOf } from "./inventory-search.ts";
import { MovementList } from "./movement-list.tsx";
import { ReturnList } from "./return-list.tsx";
import { StockList } from "./stock-list.tsx";
import { StockStrip } from "./stock-strip.tsx";
import { TicketList } from "./ticket-list.tsx";
import "../orders/orders.css";
import "./inventory.css";

const lists = {
  stock: StockList,
  returns: ReturnList,
  movements: MovementList,
  tickets: TicketList,
} as const;

export function InventoryPage() {
  const say = useWords();
  const {
    look: _,
    follow: _follow,
    renderer: _renderer,
    ...filter
  } = useSearch({ strict: false }) as InventorySearch;
  const navigate = useNavigate();
  const { selected } = useSelection();
  const summary = useAsked<StockSummary>("/api/stock/summary");
  const choose: Choose = useCallback(
    (change) =>
      void navigate({
        to: ".",
        search: (({ after: _after, ...was }: InventorySearch) => ({ ...was, ...change })) as never,
      }),
    [navigate],
  );
  const clear = useCallback(
    () =>
      void navigate({
        to: ".",
        search: (({ look, view }: InventorySearch) => ({
          ...(look ? { look } : {}),
          ...(view ? { view } : {}),
        })) as never,
      }),
    [navigate],
  );
  const view = viewOf(filter);
  const List = lists[view];
  return (
    <PageFrame page="inventory" keys={useRowKeys()}>
      <main className={selected ? "board board-selected" : "board"} id="inventory">
        <div className="board-main">
          <PanelBoundary name={say("inventory.units")}>
            <StockStrip asked={summary} state={filter.state} choose={choose} />
          </PanelBoundary>
          <nav className="views" aria-label={say("inventory.view")}>
            {inventoryViews.map((one) => (
              <button
                key={one}
                type="button"
                className="view"
                aria-pressed={one === view}
                onClick={() => choose({ view: one })}
              >
                {say(`inventory.view.${one}`)}
              </button>
            ))}
          </nav>
          <PanelBoundary name={say(`inventory.view.${view}`)} key={view}>
            <section className="panel list" aria-label={say(`inventory.view.${view}`)}>
              <List filter={filter} clients={summary.body?.clients ?? []} choose={choose} clear={clear} />
            </section>
          </PanelBoundary>
        </div>
        <SelectedSide />
      </main>
    </PageFrame>
  );
}

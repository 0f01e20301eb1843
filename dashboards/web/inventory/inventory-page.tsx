/** Goods: what the book has in which state, whether it is right, what was done of late, and the work for people that keeps it right. */
import type { StockSummary } from "../../gateway/protocol.ts";
import { PageFrame } from "../floor/page-frame.tsx";
import { PanelBoundary } from "../floor/panel-boundary.tsx";
import { SelectedSide } from "../floor/selected-side.tsx";
import { useFilter } from "../lists/use-filter.ts";
import { useAsked } from "../lists/use-list.ts";
import { useRowKeys } from "../lists/use-row-keys.ts";
import { Views } from "../lists/views.tsx";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { type InventoryFilter, inventoryViews, viewOf } from "./inventory-search.ts";
import { MovementList } from "./movement-list.tsx";
import { PalletList } from "./pallet-list.tsx";
import { ReturnList } from "./return-list.tsx";
import { StockList } from "./stock-list.tsx";
import { StockStrip } from "./stock-strip.tsx";
import { TicketList } from "./ticket-list.tsx";
import "../orders/orders.css";
import "./inventory.css";

const lists = {
  stock: StockList,
  returns: ReturnList,
  pallets: PalletList,
  movements: MovementList,
  tickets: TicketList,
} as const;

export function InventoryPage() {
  const say = useWords();
  const { filter, choose, clear } = useFilter<InventoryFilter>();
  const { selected } = useSelection();
  const summary = useAsked<StockSummary>("/api/stock/summary");
  const view = viewOf(filter);
  const List = lists[view];
  return (
    <PageFrame page="inventory" keys={useRowKeys()}>
      <main className={selected ? "board board-selected" : "board"} id="inventory">
        <div className="board-main">
          <PanelBoundary name={say("inventory.units")}>
            <StockStrip asked={summary} state={filter.state} choose={choose} />
          </PanelBoundary>
          <Views
            label={say("inventory.view")}
            views={inventoryViews}
            chosen={view}
            name={(one) => say(`inventory.view.${one}`)}
            choose={(one) => choose({ view: one })}
          />
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

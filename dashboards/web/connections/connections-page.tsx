/** Connections: who hears what the house tells, how it fares and what it answered, what was given up, and which programs ask at the WMS's door. */
import { PageFrame } from "../floor/page-frame.tsx";
import { PanelBoundary } from "../floor/panel-boundary.tsx";
import { SelectedSide } from "../floor/selected-side.tsx";
import { useFilter } from "../lists/use-filter.ts";
import { useRowKeys } from "../lists/use-row-keys.ts";
import { Views } from "../lists/views.tsx";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { type ConnectionFilter, connectionViews, viewOf } from "./connections-search.ts";
import { DeliveryList } from "./delivery-list.tsx";
import { HearerList } from "./hearer-list.tsx";
import { LetterList } from "./letter-list.tsx";
import { ProgramList } from "./program-list.tsx";
import "../orders/orders.css";
import "../inventory/inventory.css";
import "./connections.css";

const lists = {
  hearers: HearerList,
  deliveries: DeliveryList,
  letters: LetterList,
  programs: ProgramList,
} as const;

export function ConnectionsPage() {
  const say = useWords();
  const { filter, choose, clear } = useFilter<ConnectionFilter>();
  const { selected } = useSelection();
  const view = viewOf(filter);
  const List = lists[view];
  return (
    <PageFrame page="connections" keys={useRowKeys()}>
      <main className={selected ? "board board-selected" : "board"} id="connections">
        <div className="board-main">
          <Views
            label={say("connections.view")}
            views={connectionViews}
            chosen={view}
            name={(one) => say(`connections.view.${one}`)}
            choose={(one) => choose({ view: one })}
          />
          <PanelBoundary name={say(`connections.view.${view}`)} key={view}>
            <section className="panel list" aria-label={say(`connections.view.${view}`)}>
              <List filter={filter} choose={choose} clear={clear} />
            </section>
          </PanelBoundary>
        </div>
        <SelectedSide />
      </main>
    </PageFrame>
  );
}

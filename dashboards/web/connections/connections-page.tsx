/** Connections: who hears what the house tells, how it fares and what it answered, what was given up, and which programs ask at the WMS's door. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { PageFrame } from "../floor/page-frame.tsx";
import { PanelBoundary } from "../floor/panel-boundary.tsx";
import { SelectedSide } from "../floor/selected-side.tsx";
import { useRowKeys } from "../lists/use-row-keys.ts";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { type Choose, type ConnectionSearch, connectionViews, viewOf } from "./connections-search.ts";
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
  const {
    look: _,
    follow: _follow,
    renderer: _renderer,
    ...filter
  } = useSearch({ strict: false }) as ConnectionSearch;
  const navigate = useNavigate();
  const { selected } = useSelection();
  const choose: Choose = useCallback(
    (change) =>
      void navigate({
        to: ".",
        search: (({ after: _after, ...was }: ConnectionSearch) => ({ ...was, ...change })) as never,
      }),
    [navigate],
  );
  const clear = useCallback(
    () =>
      void navigate({
        to: ".",
        search: (({ look, view }: ConnectionSearch) => ({
          ...(look ? { look } : {}),
          ...(view ? { view } : {}),
        })) as never,
      }),
    [navigate],
  );
  const view = viewOf(filter);
  const List = lists[view];
  return (
    <PageFrame page="connections" keys={useRowKeys()}>
      <main className={selected ? "board board-selected" : "board"} id="connections">
        <div className="board-main">
          <nav className="views" aria-label={say("connections.view")}>
            {connectionViews.map((one) => (
              <button
                key={one}
                type="button"
                className="view"
                aria-pressed={one === view}
                onClick={() => choose({ view: one })}
              >
                {say(`connections.view.${one}`)}
              </button>
            ))}
          </nav>
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

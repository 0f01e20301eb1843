/** Beside a page: what is selected, whole. Nothing where nothing is. */
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { Inspector } from "./inspector.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";

export function SelectedSide() {
  const say = useWords();
  const { selected } = useSelection();
  if (!selected) return null;
  return (
    <div className="side side-right side-selected">
      <PanelBoundary name={say("inspector.title")} key={`${selected.kind} ${selected.id}`}>
        <Inspector />
      </PanelBoundary>
    </div>
  );
}

/** The floor: alarms on top, orders below them, what needs a person on the left, the map in the middle, details on the right. */
import { useMemo, useRef, useState } from "react";
import type { FloorMap } from "../map/floor-map.ts";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { ClimateTiles } from "./climate-tiles.tsx";
import { FunnelStrip } from "./funnel-strip.tsx";
import { Inspector } from "./inspector.tsx";
import { MapPanel, zoomStep } from "./map-panel.tsx";
import { NextHour } from "./next-hour.tsx";
import { PageFrame } from "./page-frame.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";

/** One press of an arrow, px. */
const panStepPx = 80;

export function FloorPage() {
  const say = useWords();
  const map = useRef<FloorMap>(null);
  const [isListed, setListed] = useState(false);
  const { selected, follow, setFollow } = useSelection();

  const keys = useMemo(
    () => ({
      ArrowLeft: () => map.current?.pan(panStepPx, 0),
      ArrowRight: () => map.current?.pan(-panStepPx, 0),
      ArrowUp: () => map.current?.pan(0, panStepPx),
      ArrowDown: () => map.current?.pan(0, -panStepPx),
      "+": () => map.current?.zoom(zoomStep),
      "=": () => map.current?.zoom(zoomStep),
      "-": () => map.current?.zoom(1 / zoomStep),
      "0": () => map.current?.fit(),
      ".": () => selected?.kind === "robot" && setFollow(!follow),
      v: () => setListed((was) => !was),
    }),
    [selected, follow, setFollow],
  );
  return (
    <PageFrame page="floor" keys={keys}>
      <PanelBoundary name={say("funnel.title")}>
        <FunnelStrip />
      </PanelBoundary>
      <main className="floor" id="floor">
        <div className="side side-left">
          <PanelBoundary name={say("nextHour.title")}>
            <NextHour />
          </PanelBoundary>
          <PanelBoundary name={say("climate.title")}>
            <ClimateTiles />
          </PanelBoundary>
        </div>
        <PanelBoundary name={say("map.title")}>
          <MapPanel map={map} isListed={isListed} setListed={setListed} />
        </PanelBoundary>
        <div className={selected ? "side side-right side-selected" : "side side-right"}>
          <PanelBoundary
            name={say(selected ? "inspector.title" : "fleet.title")}
            key={selected ? `${selected.kind} ${selected.id}` : "fleet"}
          >
            <Inspector />
          </PanelBoundary>
        </div>
      </main>
    </PageFrame>
  );
}

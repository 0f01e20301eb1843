/** The floor: alarms on top, orders below them, what needs a person on the left, the map in the middle, details on the right. */
import { useMemo, useRef, useState } from "react";
import { useBelief } from "../live/context.tsx";
import type { FloorMap } from "../map/floor-map.ts";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { AlarmStrip } from "./alarm-strip.tsx";
import { ClimateTiles } from "./climate-tiles.tsx";
import { FunnelStrip } from "./funnel-strip.tsx";
import { Help } from "./help.tsx";
import { Inspector } from "./inspector.tsx";
import { LinkBanner } from "./link-chips.tsx";
import { MapPanel, zoomStep } from "./map-panel.tsx";
import { NextHour } from "./next-hour.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";
import { TopBar } from "./top-bar.tsx";
import { useTheme } from "./use-is-dark.ts";
import { useKeys } from "./use-keys.ts";

/** One press of an arrow, px. */
const panStepPx = 80;

export function FloorPage() {
  const say = useWords();
  const map = useRef<FloorMap>(null);
  const [isHelped, setHelped] = useState(false);
  const [isListed, setListed] = useState(false);
  const { selected, follow, select, setFollow } = useSelection();
  const { turn } = useTheme();
  const { doubt } = useBelief();

  const keys = useMemo(
    () => ({
      "/": () => document.getElementById("search")?.focus(),
      Escape: () => select(null),
      ArrowLeft: () => map.current?.pan(panStepPx, 0),
      ArrowRight: () => map.current?.pan(-panStepPx, 0),
      ArrowUp: () => map.current?.pan(0, panStepPx),
      ArrowDown: () => map.current?.pan(0, -panStepPx),
      "+": () => map.current?.zoom(zoomStep),
      "=": () => map.current?.zoom(zoomStep),
      "-": () => map.current?.zoom(1 / zoomStep),
      "0": () => map.current?.fit(),
      ".": () => selected?.kind === "robot" && setFollow(!follow),
      a: () => document.querySelector<HTMLButtonElement>("[data-first-alarm]")?.focus(),
      v: () => setListed((was) => !was),
      d: turn,
      "?": () => setHelped(true),
    }),
    [select, selected, follow, setFollow, turn],
  );
  useKeys(keys);

  return (
    <div className={doubt ? "page page-doubtful" : "page"}>
      <a className="skip" href="#floor">
        {say("app.skip")}
      </a>
      <PanelBoundary name={say("top.title")}>
        <TopBar openHelp={() => setHelped(true)} />
      </PanelBoundary>
      <PanelBoundary name={say("link.screen")}>
        <LinkBanner />
      </PanelBoundary>
      <PanelBoundary name={say("alarms.title")}>
        <AlarmStrip />
      </PanelBoundary>
      <PanelBoundary name={say("funnel.title")}>
        <FunnelStrip />
      </PanelBoundary>
      <main className="floor">
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
      <PanelBoundary name={say("help.title")}>
        <Help isOpen={isHelped} close={() => setHelped(false)} />
      </PanelBoundary>
    </div>
  );
}

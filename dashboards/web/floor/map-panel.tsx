/** The map's place on the page: loads the map when it is needed, hands it what changed, and lists what is in view for those who do not see it. */
import { ActionIcon } from "@mantine/core";
import { lazy, type RefObject, Suspense, useEffect, useState } from "react";
import { useBelief, useLive, useNow } from "../live/context.tsx";
import type { FloorMap, InView } from "../map/floor-map.ts";
import { useSelection } from "../selection.ts";
import { useWordOf, useWords } from "../words/words.ts";
import { span } from "./format.ts";
import { FitIcon, ListIcon, MinusIcon, PlusIcon } from "./icons.tsx";

const MapView = lazy(() => import("../map/map-view.tsx"));
/** One press of a button or key. */
export const zoomStep = 1.35;

interface MapPanelProps {
  readonly map: RefObject<FloorMap | null>;
  readonly isListed: boolean;
  readonly setListed: (isListed: boolean) => void;
}

export function MapPanel({ map, isListed, setListed }: MapPanelProps) {
  const say = useWords();
  const { follow, setFollow } = useSelection();
  return (
    <section className="map-panel" id="floor" aria-label={say("map.title")} tabIndex={-1}>
      <Suspense
        fallback={
          <p className="map-wait" role="status">
            {say("map.loading")}
          </p>
        }
      >
        <MapView map={map} follow={follow} unfollow={() => setFollow(false)} />
      </Suspense>
      <StaleNote />
      <div className="map-buttons" role="toolbar" aria-label={say("map.label")}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={say("map.zoomIn")}
          onClick={() => map.current?.zoom(zoomStep)}
        >
          <PlusIcon />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={say("map.zoomOut")}
          onClick={() => map.current?.zoom(1 / zoomStep)}
        >
          <MinusIcon />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={say("map.fit")}
          onClick={() => map.current?.fit()}
        >
          <FitIcon />
        </ActionIcon>
        <ActionIcon
          variant={isListed ? "filled" : "default"}
          size="lg"
          aria-label={say("map.list")}
          aria-pressed={isListed}
          onClick={() => setListed(!isListed)}
        >
          <ListIcon />
        </ActionIcon>
      </div>
      <InViewList map={map} isListed={isListed} />
    </section>
  );
}

/** Old positions are drawn as old: the map greys and says how old it is. */
function StaleNote() {
  const say = useWords();
  const now = useNow();
  const { tracks } = useLive();
  const { doubt } = useBelief();
  if (!doubt || doubt.part === "views") return null;
  return (
    <p className="map-stale" role="status">
      {tracks.heardAt === null
        ? say("map.noPositions")
        : say("map.stale", { age: span(now - tracks.heardAt, say) })}
    </p>
  );
}

/** Once a second, what the map shows; hidden from eyes until asked for or reached by keyboard. */
function InViewList({
  map,
  isListed,
}: {
  readonly map: RefObject<FloorMap | null>;
  readonly isListed: boolean;
}) {
  const say = useWords();
  const wordOf = useWordOf();
  const { select } = useSelection();
  const [inView, setInView] = useState<readonly InView[]>([]);
  useEffect(() => {
    const timer = setInterval(() => setInView(map.current?.inView() ?? []), 1_000);
    return () => clearInterval(timer);
  }, [map]);
  const robots = inView.filter(({ kind }) => kind === "robot").length;
  return (
    <section
      className={isListed ? "in-view in-view-shown" : "in-view"}
      aria-label={say("map.list")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by keyboard
      tabIndex={0}
    >
      <h2>{say("map.inView", { robots, stations: inView.length - robots })}</h2>
      <ul>
        {inView.map(({ kind, id, activity }) => (
          <li key={id}>
            <button type="button" className="row" onClick={() => select({ kind, id })}>
              <span className="row-what">{id}</span>
              <span className="row-note">
                {wordOf(kind === "robot" ? `activity.${activity}` : `station.kind.${activity}`) ?? activity}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

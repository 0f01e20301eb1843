/** The map's place on the page: loads the map when it is needed, hands it what changed, and lists what is in view for those who do not see it. */
import { ActionIcon } from "@mantine/core";
import { lazy, memo, type RefObject, Suspense, useEffect, useState } from "react";
import type { PlaceMark, RobotMark } from "../../gateway/protocol.ts";
import { useBelief, useLive, useNow, useView } from "../live/context.tsx";
import type { Entities } from "../live/view-copy.ts";
import type { FloorMap } from "../map/floor-map.ts";
import type { InView, InViewRow } from "../map/in-view.ts";
import { useSelection } from "../selection.ts";
import { language, useWordOf, useWords } from "../words/words.ts";
import { clockTime, span } from "./format.ts";
import { FitIcon, ListIcon, MinusIcon, PlusIcon } from "./icons.tsx";
import { shownAs } from "./robot-text.ts";

const MapView = lazy(() => import("../map/map-view.tsx"));
/** One press of a button or key. */
export const zoomStep = 1.35;
/** What is in view is looked up so often: as soon as it matters where it is shown. */
const lookEveryMs = 250;
const lookUnseenEveryMs = 1_000;
const nothingInView: InView = { robots: 0, stations: 0, rows: [] };

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

/** Old positions are drawn as old: the map greys and says how old it is; where this screen is cut off, of which time, as everything else on the page does. */
function StaleNote() {
  const say = useWords();
  const now = useNow();
  const { tracks, plan } = useLive();
  const { doubt } = useBelief();
  if (!doubt || doubt.part === "views") return null;
  const cutOffAt = "since" in doubt.state ? doubt.state.since : null;
  return (
    <p className="map-stale" role="status">
      {tracks.heardAt === null
        ? say("map.noPositions")
        : cutOffAt !== null
          ? say("map.asOf", { time: clockTime(cutOffAt, plan.timezone, language()) })
          : say("map.stale", { age: span(now - tracks.heardAt, say) })}
    </p>
  );
}

/** What the map shows; hidden from eyes until asked for or reached by keyboard. */
function InViewList({
  map,
  isListed,
}: {
  readonly map: RefObject<FloorMap | null>;
  readonly isListed: boolean;
}) {
  const say = useWords();
  const { select } = useSelection();
  const floor = useView("floor");
  const [{ robots, stations, rows }, setInView] = useState(nothingInView);
  useEffect(() => {
    const look = (): void => setInView(map.current?.inView() ?? nothingInView);
    const timer = setInterval(look, isListed ? lookEveryMs : lookUnseenEveryMs);
    return () => clearInterval(timer);
  }, [map, isListed]);
  const more = robots + stations - rows.length;
  return (
    <section
      className={isListed ? "in-view in-view-shown" : "in-view"}
      aria-label={say("map.list")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by keyboard
      tabIndex={0}
    >
      <h2>{say("map.inView", { robots, stations })}</h2>
      <ul>
        {rows.map(({ kind, id, activity }) => (
          <InViewLine
            key={`${kind} ${id}`}
            kind={kind}
            id={id}
            activity={asKept(floor, { kind, id, activity })}
            select={select}
          />
        ))}
      </ul>
      {more > 0 && <p className="dim">{say("map.inViewMore", { n: more })}</p>}
    </section>
  );
}

/** What positions do not say: that a robot which rests is out of service, that a station is closed. */
function asKept(floor: Entities, { kind, id, activity }: InViewRow): string {
  if (kind === "station")
    return (floor.get(`place/${id}`) as PlaceMark | undefined)?.state === "closed" ? "closed" : activity;
  const mark = floor.get(`robot/${id}`) as RobotMark | undefined;
  return mark ? shownAs({ ...mark, activity: activity as RobotMark["activity"] }) : activity;
}

type InViewLineProps = InViewRow & Pick<ReturnType<typeof useSelection>, "select">;

/** Drawn again only when what it says changes: of hundreds of rows most do not within a second. */
const InViewLine = memo(function InViewLine({ kind, id, activity, select }: InViewLineProps) {
  const wordOf = useWordOf();
  const word = wordOf(kind === "robot" ? `activity.${activity}` : `station.kind.${activity}`);
  return (
    <li>
      <button type="button" className="row" onClick={() => select({ kind, id })}>
        <span className="row-what">{id}</span>
        <span className="row-note">{word ?? activity}</span>
      </button>
    </li>
  );
});

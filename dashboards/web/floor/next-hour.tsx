/** What needs a person within the hour: orders at risk, tasks, robots and stations that stand, climate outside its band. Calm is said only where it is known. */

import { shownName } from "@floorplane/contracts/client-names";
import type { ClimateDocument, TaskDocument } from "@floorplane/contracts/documents";
import type { ReactNode } from "react";
import type {
  AlarmSummary,
  AtRisk,
  PlaceMark,
  RobotMark,
  StationMark,
  Watch,
} from "../../gateway/protocol.ts";
import { bodiesOf, useBelief, useIsTold, useLive, useNow, useView } from "../live/context.tsx";
import { useSelection } from "../selection.ts";
import { language, type Say, useWords } from "../words/words.ts";
import { type Calm, calmOf, type Needs, needsOf, type Told } from "./calm.ts";
import { lastWordText } from "./climate-text.ts";
import { countdown, decimal, span } from "./format.ts";
import { shownAs } from "./robot-text.ts";
import { LevelSign, NotchSign } from "./shapes.tsx";
import type { ZoneClimate } from "./signs.ts";
import { stationText } from "./station-text.ts";
import { taskText } from "./task-rows.tsx";
import { whyText } from "./why-text.ts";

/** Rows of one group; what is below is counted. */
const rowsMax = 6;

interface Row {
  readonly key: string;
  readonly sign: ReactNode;
  readonly what: string;
  readonly note: string;
  /** The note is a sentence: it is cut before the name is. */
  readonly isProse?: boolean;
  readonly watch: Watch | null;
}

export function NextHour() {
  const say = useWords();
  const told = useTold();
  const needs = needsOf(told);
  const groups = groupsOf(needs, told.now, say);
  return (
    <section className="panel next-hour" aria-label={say("nextHour.title")}>
      <h2>{say("nextHour.title")}</h2>
      <CalmLine calm={calmOf(useBelief(), told, needs)} />
      {needs.unserved > 0 && (
        <p className="unserved">
          <LevelSign level="critical" />
          {say("nextHour.unserved", { n: needs.unserved })}
        </p>
      )}
      {groups.map(({ title, rows }) =>
        rows.length === 0 ? null : (
          <div key={title} className="group">
            <h3>
              {title} <span className="count">{rows.length}</span>
            </h3>
            <ul className="rows">
              {rows.slice(0, rowsMax).map((row) => (
                <li key={row.key}>
                  <RowLine row={row} />
                </li>
              ))}
            </ul>
            {rows.length > rowsMax && (
              <p className="dim">{say("nextHour.more", { n: rows.length - rowsMax })}</p>
            )}
          </div>
        ),
      )}
    </section>
  );
}

function RowLine({ row }: { readonly row: Row }) {
  const { select } = useSelection();
  const inside = (
    <>
      {row.sign}
      <span className="row-what">{row.what}</span>
      <span className="row-note">{row.note}</span>
    </>
  );
  const className = row.isProse ? "row row-prose" : "row";
  if (!row.watch) return <div className={className}>{inside}</div>;
  return (
    <button type="button" className={className} onClick={() => select(row.watch)}>
      {inside}
    </button>
  );
}

/** The one sentence that may calm anyone, or why it is not said. */
function CalmLine({ calm }: { readonly calm: Calm }) {
  const say = useWords();
  switch (calm.kind) {
    case "calm":
      return (
        <p className="dim">
          {calm.unwatched.length === 0
            ? say("nextHour.calm")
            : say("nextHour.calmWhereWatched", {
                n: calm.unwatched.length,
                zones: calm.unwatched.slice(0, rowsMax).join(", "),
              })}
        </p>
      );
    case "alarms":
      return <p>{say("nextHour.alarms", { n: calm.alarms })}</p>;
    case "unknown":
      return <p>{say("nextHour.unknown")}</p>;
    case "needs":
      return null;
    default:
      return calm satisfies never;
  }
}

function useTold(): Told {
  const { plan } = useLive();
  const floor = useView("floor");
  const climate = useView("climate");
  const isFloorTold = useIsTold("floor");
  const isClimateTold = useIsTold("climate");
  return {
    now: useNow(),
    plan,
    robots: bodiesOf<RobotMark>(floor, "robot/"),
    stations: isFloorTold ? bodiesOf<StationMark>(floor, "station/") : undefined,
    places: bodiesOf<PlaceMark>(floor, "place/"),
    tasks: bodiesOf<TaskDocument>(floor, "task/"),
    climate: isClimateTold ? bodiesOf<ClimateDocument>(climate, "") : undefined,
    atRisk: useView("orders").get("at-risk") as AtRisk | undefined,
    alarms: useView("alarms").get("summary") as AlarmSummary | undefined,
  };
}

function groupsOf(
  needs: Needs,
  now: number,
  say: Say,
): { readonly title: string; readonly rows: readonly Row[] }[] {
  const orders = needs.orders.map(
    ({ order, notch }): Row => ({
      key: order.order,
      sign: <NotchSign notch={notch} />,
      what: `${shownName(order.order)} ${say(`order.state.${order.state}`)}`,
      note: countdown(order.shipBy, now, say),
      watch: { kind: "order", id: order.order },
    }),
  );
  const robots = needs.robots.map((mark): Row => {
    const { robot, activity, why } = mark;
    return {
      key: robot,
      sign: <LevelSign level={activity === "fault" ? "critical" : "warning"} />,
      what: `${robot} ${say(`activity.${shownAs(mark)}`)}`,
      note: whyText(why),
      isProse: true,
      watch: { kind: "robot", id: robot },
    };
  });
  const tasks = needs.tasks.map(
    (task): Row => ({
      key: task.task,
      sign: <LevelSign level="notice" />,
      what: taskText(task, say),
      note: say("time.age", { span: span(now - task.openedAt, say) }),
      watch: { kind: "task", id: task.task },
    }),
  );
  const stations = needs.stations.map(
    ({ station, mark, isClosed, level }): Row => ({
      key: station.station,
      sign: <LevelSign level={level} />,
      what: station.station,
      note: stationText(station, mark, say, isClosed),
      watch: { kind: "station", id: station.station },
    }),
  );
  const zones = needs.zones.map(
    (climate): Row => ({
      key: climate.zone.zone,
      sign: <LevelSign level={climate.level} />,
      what: climate.zone.zone,
      note: zoneNote(climate, now, say),
      isProse: true,
      watch: null,
    }),
  );
  return [
    { title: say("nextHour.orders"), rows: orders },
    { title: say("nextHour.robots"), rows: robots },
    { title: say("inspector.tasks"), rows: tasks },
    { title: say("nextHour.stations"), rows: stations },
    { title: say("nextHour.climate"), rows: zones },
  ];
}

/** What is outside its band, each with its age where it is a last word; else how many sensors are heard. */
function zoneNote({ temperature, humidity, live, all }: ZoneClimate, now: number, say: Say): string {
  const said = (
    [
      [temperature, "climate.celsius", 1],
      [humidity, "climate.percent", 0],
    ] as const
  ).flatMap(([gauged, word, digits]) => {
    const { value, measuredAt, isFresh, level } = gauged;
    if (value === null || level !== "warning") return [];
    const text = say(word, { value: decimal(value, digits, language()) });
    return isFresh ? [text] : [`${text} (${lastWordText(measuredAt, now, say)})`];
  });
  return said.length > 0 ? said.join(" · ") : say("climate.heard", { live, all });
}

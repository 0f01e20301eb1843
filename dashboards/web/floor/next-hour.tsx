/** What needs a person within the hour: orders at risk, robots and stations that stand, climate outside its band. Empty when all is well. */

import type { ClimateDocument } from "@floorplane/contracts/documents";
import type { ReactNode } from "react";
import type { AtRisk, RobotMark, StationMark, Watch } from "../../gateway/protocol.ts";
import { notchOf } from "../../gateway/ship-by.ts";
import { bodiesOf, useLive, useNow, useView } from "../live/context.tsx";
import { isTrouble } from "../map/robot-looks.ts";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { countdown } from "./format.ts";
import { LevelSign, NotchSign } from "./shapes.tsx";
import { stationLevel, zoneClimates } from "./signs.ts";

const hourMs = 3_600_000;
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
  const groups = useGroups();
  const isCalm = groups.every(({ rows }) => rows.length === 0);
  return (
    <section className="panel next-hour" aria-label={say("nextHour.title")}>
      <h2>{say("nextHour.title")}</h2>
      {isCalm && <p className="dim">{say("nextHour.calm")}</p>}
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

function useGroups(): { readonly title: string; readonly rows: readonly Row[] }[] {
  const say = useWords();
  const now = useNow();
  const { plan } = useLive();
  const floor = useView("floor");
  const atRisk = useView("orders").get("at-risk") as AtRisk | undefined;
  const climate = bodiesOf<ClimateDocument>(useView("climate"), "");

  const orders = (atRisk?.orders ?? []).flatMap((order): Row[] => {
    const notch = notchOf(order, now);
    if (notch === "neutral" || (notch === "notice" && order.shipBy - now > hourMs)) return [];
    return [
      {
        key: order.order,
        sign: <NotchSign notch={notch} />,
        what: `${order.order} ${say(`order.state.${order.state}`)}`,
        note: countdown(order.shipBy, now, say),
        watch: { kind: "order", id: order.order },
      },
    ];
  });
  const robots = bodiesOf<RobotMark>(floor, "robot/")
    .filter(({ activity }) => isTrouble(activity))
    .map(
      ({ robot, activity, why }): Row => ({
        key: robot,
        sign: <LevelSign level={activity === "fault" ? "critical" : "warning"} />,
        what: `${robot} ${say(`activity.${activity}`)}`,
        note: why,
        isProse: true,
        watch: { kind: "robot", id: robot },
      }),
    );
  const stations = bodiesOf<StationMark>(floor, "station/")
    .filter((station) => stationLevel(station) !== "good")
    .map(
      (station): Row => ({
        key: station.station,
        sign: <LevelSign level={stationLevel(station)} />,
        what: station.station,
        note:
          station.link === "live"
            ? say(`station.state.${station.state}`)
            : say(`station.link.${station.link}`),
        watch: { kind: "station", id: station.station },
      }),
    );
  const zones = zoneClimates(plan.zones, plan.devices, climate, now)
    .filter(({ level }) => level === "warning" || level === "critical")
    .map(
      ({ zone, level, temperatureC, humidityPercent }): Row => ({
        key: zone.zone,
        sign: <LevelSign level={level} />,
        what: zone.zone,
        note: [
          temperatureC === null ? "" : `${temperatureC} °C`,
          humidityPercent === null ? "" : `${humidityPercent} %`,
        ]
          .filter(Boolean)
          .join(" · "),
        watch: null,
      }),
    );
  return [
    { title: say("nextHour.orders"), rows: orders },
    { title: say("nextHour.robots"), rows: robots },
    { title: say("nextHour.stations"), rows: stations },
    { title: say("nextHour.climate"), rows: zones },
  ];
}

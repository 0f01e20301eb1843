/** The fleet at a glance, which is also the key to the map's signs; and the stations with what waits at them. */
import type { RobotActivity } from "@floorplane/contracts/documents";
import type { RobotMark, StationMark } from "../../gateway/protocol.ts";
import { bodiesOf, useLive, useView } from "../live/context.tsx";
import { useWords } from "../words/words.ts";
import { LookAt } from "./facts.tsx";
import { unknown } from "./format.ts";
import { RobotSwatch } from "./robot-swatch.tsx";
import { LevelSign } from "./shapes.tsx";
import { stationSigns } from "./signs.ts";
import { stationText } from "./station-text.ts";

/** Below this a robot goes charging before long. */
const lowBatteryPercent = 20;
/** Trouble first, then work, then rest. */
const shownOrder: readonly RobotActivity[] = [
  "fault",
  "offline",
  "manual",
  "paused",
  "to-stop",
  "acting",
  "waiting",
  "charging",
  "parking",
  "idle",
  "off-floor",
];

export function FleetSummary() {
  const say = useWords();
  const robots = bodiesOf<RobotMark>(useView("floor"), "robot/");
  const low = robots.filter(({ battery }) => battery < lowBatteryPercent).length;
  return (
    <aside className="panel inspector" aria-label={say("fleet.title")}>
      <h2>{say("fleet.title")}</h2>
      <p className="dim">
        {say("fleet.robots", { n: robots.length })}
        {low > 0 && ` · ${say("fleet.lowBattery", { n: low, limit: lowBatteryPercent })}`}
      </p>
      <ul className="fleet">
        {shownOrder.map((activity) => (
          <FleetRow key={activity} activity={activity} robots={robots} />
        ))}
      </ul>
      <Stations />
      <p className="hint">{say("fleet.hint")}</p>
    </aside>
  );
}

function FleetRow({
  activity,
  robots,
}: {
  readonly activity: RobotActivity;
  readonly robots: readonly RobotMark[];
}) {
  const say = useWords();
  const own = robots.filter((robot) => robot.activity === activity);
  const carries = activity === "to-stop" || activity === "acting" || activity === "waiting";
  const loaded = carries ? own.filter(({ tote }) => tote !== null).length : 0;
  const share = robots.length > 0 ? (own.length / robots.length) * 100 : 0;
  return (
    <li className={own.length === 0 ? "fleet-row fleet-none" : "fleet-row"}>
      <RobotSwatch activity={activity} loaded={carries && loaded > 0} />
      <span className="fleet-name">{say(`activity.${activity}`)}</span>
      <span className="fleet-bar" aria-hidden="true">
        <span className={`fleet-fill fleet-${activity}`} style={{ width: `${share}%` }} />
      </span>
      <span className="fleet-count">{own.length}</span>
    </li>
  );
}

function Stations() {
  const say = useWords();
  const { plan } = useLive();
  const floor = useView("floor");
  const signs = stationSigns(plan.stations, bodiesOf<StationMark>(floor, "station/"));
  return (
    <>
      <h2>{say("stations.title")}</h2>
      <ul className="stations">
        {signs.map(({ station, mark, level }) => (
          <li key={station.station} className="station-row">
            {level === "good" ? <span className="sign-space" /> : <LevelSign level={level} />}
            <LookAt kind="station" id={station.station} />
            <span className={level === "good" ? "dim" : ""}>{stationText(station, mark, say)}</span>
            <span className="station-queue">
              {mark ? say("map.queue", { n: mark.queue }) : station.machine ? unknown : ""}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

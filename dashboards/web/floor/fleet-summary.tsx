/** The fleet at a glance, which is also the key to the map's signs; and the stations with what waits at them. */
import type { RobotActivity } from "@floorplane/contracts/documents";
import type { BenchMark, PlaceMark, RobotMark, StationMark } from "../../gateway/protocol.ts";
import { bodiesOf, useIsTold, useLive, useView } from "../live/context.tsx";
import { type Say, useWords } from "../words/words.ts";
import { LookAt } from "./facts.tsx";
import { unknown } from "./format.ts";
import { RobotSwatch } from "./robot-swatch.tsx";
import { shownAs } from "./robot-text.ts";
import { LevelSign } from "./shapes.tsx";
import { stationSigns } from "./signs.ts";
import { stationText } from "./station-text.ts";

type Shown = RobotActivity | "out-of-service";

/** Below this a robot goes charging before long. */
const lowBatteryPercent = 20;
/** Robots out of service that are named; the rest is counted. */
const outMax = 8;
/** Trouble first, then work, then rest. */
const shownOrder: readonly Shown[] = [
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
  "out-of-service",
  "off-floor",
];

export function FleetSummary() {
  const say = useWords();
  const robots = bodiesOf<RobotMark>(useView("floor"), "robot/");
  const isTold = useIsTold("floor");
  const low = robots.filter(({ battery }) => battery !== null && battery < lowBatteryPercent).length;
  const out = robots.filter(({ condition }) => condition.service !== "in");
  const untold = robots.filter(({ battery }) => battery === null).length;
  return (
    <aside className="panel inspector" aria-label={say("fleet.title")}>
      <h2>{say("fleet.title")}</h2>
      <p className="dim">
        {isTold ? say("fleet.robots", { n: robots.length }) : unknown}
        {untold > 0 && ` · ${say("fleet.unknownBattery", { n: untold })}`}
        {low > 0 && ` · ${say("fleet.lowBattery", { n: low, limit: lowBatteryPercent })}`}
      </p>
      <ul className="fleet">
        {shownOrder.map((activity) => (
          <FleetRow key={activity} activity={activity} robots={isTold ? robots : undefined} />
        ))}
      </ul>
      {out.length > 0 && (
        <p className="fleet-out">
          {say("fleet.outOfService", { n: out.length })}:{" "}
          {out.slice(0, outMax).map((mark) => (
            <span key={mark.robot}>
              <LookAt kind="robot" id={mark.robot} />
              {/* It is counted above as what it is in, and here as what it is in for. */}
              {shownAs(mark) !== "out-of-service" && ` (${say(`activity.${mark.activity}`)})`}{" "}
            </span>
          ))}
          {out.length > outMax && say("nextHour.more", { n: out.length - outMax })}
        </p>
      )}
      <Stations />
      <p className="hint">{say("fleet.hint")}</p>
    </aside>
  );
}

interface FleetRowProps {
  readonly activity: Shown;
  /** Undefined: not told yet. */
  readonly robots: readonly RobotMark[] | undefined;
}

function FleetRow({ activity, robots }: FleetRowProps) {
  const say = useWords();
  const own = robots?.filter((robot) => shownAs(robot) === activity) ?? [];
  const carries = activity === "to-stop" || activity === "acting" || activity === "waiting";
  const loaded = carries ? own.filter(({ tote }) => tote !== null).length : 0;
  const share = robots && robots.length > 0 ? (own.length / robots.length) * 100 : 0;
  return (
    <li className={own.length === 0 ? "fleet-row fleet-none" : "fleet-row"}>
      <RobotSwatch
        activity={activity === "out-of-service" ? "idle" : activity}
        loaded={carries && loaded > 0}
      />
      <span className="fleet-name">
        {say(activity === "out-of-service" ? "fleet.outAtRest" : `activity.${activity}`)}
      </span>
      <span className="fleet-bar" aria-hidden="true">
        <span className={`fleet-fill fleet-${activity}`} style={{ width: `${share}%` }} />
      </span>
      <span className="fleet-count">{robots ? own.length : unknown}</span>
    </li>
  );
}

function Stations() {
  const say = useWords();
  const { plan } = useLive();
  const floor = useView("floor");
  const places = bodiesOf<PlaceMark>(floor, "place/");
  const waiting = new Map(
    bodiesOf<BenchMark>(floor, "bench/").map((bench) => [bench.station, bench.waiting]),
  );
  const marks = useIsTold("floor") ? bodiesOf<StationMark>(floor, "station/") : undefined;
  const signs = stationSigns(plan.stations, marks, places);
  return (
    <>
      <h2>{say("stations.title")}</h2>
      <ul className="stations">
        {signs.map(({ station, mark, isTold, isClosed, level }) => (
          <li key={station.station} className="station-row">
            {level === "good" ? <span className="sign-space" /> : <LevelSign level={level} />}
            <LookAt kind="station" id={station.station} />
            <span className={level === "good" ? "dim" : ""}>
              {isTold ? stationText(station, mark, say, isClosed) : unknown}
            </span>
            <span className="station-queue">
              {queueText(mark?.queue ?? waiting.get(station.station), station.machine, say)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const queueText = (queue: number | undefined, isHeard: boolean, say: Say): string =>
  queue === undefined ? (isHeard ? unknown : "") : say("map.queue", { n: queue });

/** One robot: what it does and why, its battery, tote and transport, what people did to it, and what they can do now. */
import { workOf } from "@floorplane/contracts/acts";
import { isAtEdge, positionsFromM, positionsToM } from "@floorplane/contracts/positions";
import { isSameReason } from "@floorplane/contracts/reasons/reason";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import {
  activityCodes,
  type RobotDetail,
  type StopBrief,
  type TransportBrief,
} from "../../gateway/protocol.ts";
import { useLive, useNow } from "../live/context.tsx";
import type { Tracks } from "../live/tracks.ts";
import { useSelection } from "../selection.ts";
import { language, type Say, useWords } from "../words/words.ts";
import { RobotActs } from "./acts/acts.tsx";
import { Fact, Facts, LookAt } from "./facts.tsx";
import { countdown, dayTime, decimal, span, unknown } from "./format.ts";
import { RobotSwatch } from "./robot-swatch.tsx";
import { shownAs } from "./robot-text.ts";
import { stopsAsDriven } from "./stops-as-driven.ts";
import { whyText } from "./why-text.ts";

/** How often the figures beside the map follow it: as often as positions come. */
const lookEveryMs = 200;

export function RobotDrawer({ detail }: { readonly detail: RobotDetail }) {
  const say = useWords();
  const now = useNow();
  const { robot, transport, order } = detail;
  const { plan } = useLive();
  const { follow, setFollow } = useSelection();
  const seen = useTrack(robot.robot);
  const activity = seen && !seen.stale ? (activityCodes[seen.activity] ?? robot.activity) : robot.activity;
  const battery = seen ? seen.battery : robot.battery;
  return (
    <>
      <p className="state-line">
        <RobotSwatch activity={activity} loaded={seen?.loaded ?? workOf(robot) === "loaded"} />
        <strong>{say(`activity.${shownAs({ ...robot, activity })}`)}</strong>
        {robot.condition.service !== "in" && shownAs({ ...robot, activity }) === activity && (
          <strong>{say("activity.out-of-service")}</strong>
        )}
        <Button
          size="compact-sm"
          variant={follow ? "filled" : "default"}
          aria-pressed={follow}
          onClick={() => setFollow(!follow)}
        >
          {say(follow ? "inspector.following" : "inspector.follow")}
        </Button>
      </p>
      {robot.why && <p className="why">{whyText(robot.why)}</p>}
      <Facts>
        <Fact name={say("inspector.battery")}>
          <Battery percent={battery} />
        </Fact>
        <Fact name={say("inspector.load")}>
          {robot.tote ?? (robot.load ? loadText(robot.load, say) : say("inspector.noLoad"))}
        </Fact>
        <Fact name={say("inspector.position")}>
          {seen ? (
            <>
              {[seen.x, seen.y].some(isAtEdge)
                ? say("inspector.beyondMap", { from: positionsFromM, to: Math.floor(positionsToM) })
                : `${decimal(seen.x, 1, language())}, ${decimal(seen.y, 1, language())} m`}{" "}
              <span className="dim">{say("time.age", { span: span(now - seen.at, say) })}</span>
            </>
          ) : (
            unknown
          )}
        </Fact>
        {order && (
          <Fact name={say("inspector.order")}>
            <LookAt kind="order" id={order.order} />{" "}
            <span className="dim">
              {say("inspector.shipBy")} {countdown(order.shipBy, now, say)}
            </span>
          </Fact>
        )}
        <Fact name={say("inspector.maker")}>{robot.manufacturer}</Fact>
      </Facts>
      <h3>{say("inspector.transport")}</h3>
      {transport ? (
        <>
          <p className="dim">
            {transport.transport} · {say(`transport.state.${transport.state}`)} · {say("inspector.due")}{" "}
            {dayTime(transport.dueAt, plan.timezone, language())}
          </p>
          {transport.why && !isSameReason(transport.why, robot.why) && (
            <p className="why">{whyText(transport.why)}</p>
          )}
          <Stops transport={transport} />
        </>
      ) : (
        <p className="dim">{say("inspector.noTransport")}</p>
      )}
      <RobotActs robot={robot} />
    </>
  );
}

function Battery({ percent }: { readonly percent: number | null }) {
  const say = useWords();
  if (percent === null) return <span className="dim">{say("battery.unknown")}</span>;
  const tone = percent < 10 ? "critical" : percent < 20 ? "warning" : "good";
  return (
    <span className={`battery battery-${tone}`}>
      <span className="battery-body" aria-hidden="true">
        <span className="battery-fill" style={{ width: `${Math.max(0, Math.min(100, percent))}%` }} />
      </span>
      {Math.round(percent)} %
    </span>
  );
}

/** What is done first, then what the robot drives to, then the rest in the order in which it will. */
function Stops({ transport: { stops, left, doneInOrder } }: { readonly transport: TransportBrief }) {
  const say = useWords();
  return (
    <ol className="stops">
      {stopsAsDriven(stops, left, doneInOrder).map((index) => {
        const stop = stops[index]!;
        const { progress } = stop;
        return (
          <li
            // A stop is its place in the transport.
            key={index}
            className={`stop stop-${progress}`}
            aria-current={progress === "now" ? "step" : undefined}
          >
            <span className="stop-what">{stopText(stop, say)}</span>
            <span className="stop-where">{whereText(stop, say)}</span>
            <span className={progress === "undone" ? "dim" : "visually-hidden"}>
              {progress === "later" ? "" : say(`inspector.stop.${progress}`)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** A tote is fetched or handed over at whichever of several stations is free. */
function whereText({ stations }: StopBrief, say: Say): string {
  const [first, ...others] = stations;
  if (first === undefined) return unknown;
  return others.length === 0 ? first : say("inspector.stop.oneOf", { first, n: others.length });
}

const loadText = ({ load, loadType }: NonNullable<StopBrief["load"]>, say: Say): string =>
  load === null ? say("inspector.someLoad", { kind: loadType }) : `${load} (${loadType})`;

function stopText({ action, sku, quantity, load }: StopBrief, say: Say): string {
  if (action === "pickLoad" || action === "dropLoad")
    return say(`stop.${action}`, { load: load ? loadText(load, say) : "" });
  return action === "pickItems" || action === "putItems"
    ? say(`stop.${action}`, { quantity: quantity ?? 0, sku: sku ?? "" })
    : say(`stop.${action}`);
}

interface Seen {
  readonly x: number;
  readonly y: number;
  readonly at: number;
  readonly battery: number | null;
  readonly activity: number;
  readonly loaded: boolean;
  readonly stale: boolean;
}

/** What the map knows of one robot; the map's own rate never reaches React. */
function useTrack(robot: string): Seen | undefined {
  const { plan, tracks } = useLive();
  const index = plan.robots.indexOf(robot);
  const [seen, setSeen] = useState(() => lookUp(tracks, index));
  useEffect(() => {
    const timer = setInterval(() => setSeen(lookUp(tracks, index)), lookEveryMs);
    return () => clearInterval(timer);
  }, [tracks, index]);
  return seen;
}

function lookUp(tracks: Tracks, index: number): Seen | undefined {
  if (index < 0 || !tracks.seen[index] || tracks.at === undefined) return undefined;
  return {
    x: tracks.x[index]!,
    y: tracks.y[index]!,
    at: tracks.at - 1_000 * tracks.ageSeconds[index]!,
    battery: tracks.batteryOf(index),
    activity: tracks.activity[index]!,
    loaded: tracks.loaded[index] === 1,
    stale: tracks.stale[index] === 1,
  };
}

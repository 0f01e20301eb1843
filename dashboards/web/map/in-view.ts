/** What the map shows now, in words: every robot and station is counted, and as many robots are listed as anyone reads. Pure. */
import { activityCodes } from "../../gateway/protocol.ts";
import { toScreen } from "./camera.ts";
import type { Seen } from "./under-pointer.ts";

/** More robots than this in one list help nobody who listens to it. */
const robotRowsMax = 200;

export interface InView {
  readonly robots: number;
  readonly stations: number;
  /** All stations, and of very many robots the first. */
  readonly rows: readonly InViewRow[];
}

export interface InViewRow {
  readonly kind: "robot" | "station";
  readonly id: string;
  /** Of a robot what it does, of a station its kind. */
  readonly activity: string;
}

export function inViewOf({ camera, view, plan, tracks }: Seen): InView {
  const isVisible = (x: number, y: number): boolean => {
    const [px, py] = toScreen(camera, view, x, y);
    return px >= 0 && py >= 0 && px <= view.width && py <= view.height;
  };
  const robots: InViewRow[] = [];
  let robotCount = 0;
  for (let index = 0; index < tracks.count; index++) {
    if (!tracks.seen[index] || !isVisible(tracks.x[index]!, tracks.y[index]!)) continue;
    if (++robotCount > robotRowsMax) continue;
    // A robot that is not heard is drawn as offline, whatever it did last.
    const activity = tracks.stale[index] ? "offline" : activityCodes[tracks.activity[index]!];
    robots.push({ kind: "robot", id: plan.robots[index]!, activity: activity ?? "offline" });
  }
  const stations = plan.stations.flatMap(({ station, kind, x, y }): InViewRow[] =>
    kind === "parking" || kind === "charging" || !isVisible(x, y)
      ? []
      : [{ kind: "station", id: station, activity: kind }],
  );
  return { robots: robotCount, stations: stations.length, rows: [...robots, ...stations] };
}

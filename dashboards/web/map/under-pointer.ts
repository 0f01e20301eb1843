/** What lies under a pointer: the nearest robot within a finger's reach, else the station whose place it is. Pure. */
import type { FloorPlan, PlanStation } from "../../gateway/protocol.ts";
import type { Tracks } from "../live/tracks.ts";
import { type Camera, toFloor, toScreen, type Viewport } from "./camera.ts";
import { benchBox } from "./ground-shapes.ts";
import { robotScale } from "./robot-looks.ts";

/** A finger covers this much. */
const reachPx = 16;

export interface Seen {
  readonly camera: Camera;
  readonly view: Viewport;
  readonly plan: FloorPlan;
  readonly tracks: Tracks;
}

/** Index of the robot, if one is there. */
export function robotAt({ camera, view, plan, tracks }: Seen, px: number, py: number): number | undefined {
  let nearest: number | undefined;
  let least = Math.max(reachPx, 0.5 * robotScale(camera.scale, plan.vehicle.lengthM));
  for (let index = 0; index < tracks.count; index++) {
    if (!tracks.seen[index]) continue;
    const [x, y] = toScreen(camera, view, tracks.x[index]!, tracks.y[index]!);
    const distance = Math.hypot(x - px, y - py);
    if (distance <= least) [nearest, least] = [index, distance];
  }
  return nearest;
}

/** Parking places are floor: they are not chosen. */
export function stationAt({ camera, view, plan }: Seen, px: number, py: number): PlanStation | undefined {
  const [x, y] = toFloor(camera, view, px, py);
  const reach = reachPx / camera.scale / 2;
  return plan.stations.find((station) => {
    if (station.kind === "parking") return false;
    const box = placeOf(station);
    const across = x >= box.x - reach && x <= box.x + box.width + reach;
    return across && y >= box.y - reach && y <= box.y + box.height + reach;
  });
}

const placeOf = (station: PlanStation) =>
  station.kind === "charging"
    ? { x: station.x - 0.5, y: station.y - 0.5, width: 1, height: 1 }
    : benchBox(station);

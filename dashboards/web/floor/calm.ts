/** Whether the page may say that nothing needs anyone. It may when what it shows is the present, no alarm is listed and nothing stands: in no other case. Pure. */
import type { ClimateDocument, TaskDocument } from "@floorplane/contracts/documents";
import type {
  AlarmSummary,
  AtRisk,
  FloorPlan,
  Notch,
  OrderBrief,
  PlaceMark,
  RobotMark,
  StationMark,
} from "../../gateway/protocol.ts";
import { notchOf } from "../../gateway/ship-by.ts";
import { isTrouble } from "../map/robot-looks.ts";
import type { Belief, Doubt } from "./belief.ts";
import { takesWork } from "./robot-text.ts";
import { type StationSign, stationSigns, type ZoneClimate, zoneClimates } from "./signs.ts";

const hourMs = 3_600_000;

/** What a screen has been told of the floor. */
export interface Told {
  readonly now: number;
  readonly plan: Pick<FloorPlan, "zones" | "devices" | "stations">;
  readonly robots: readonly RobotMark[];
  /** Undefined: not told, and so is the climate. */
  readonly stations: readonly StationMark[] | undefined;
  readonly places: readonly PlaceMark[];
  readonly climate: readonly ClimateDocument[] | undefined;
  /** That somebody waits for: counts in turn are none of them. */
  readonly tasks: readonly TaskDocument[];
  /** Undefined: not told. */
  readonly atRisk: AtRisk | undefined;
  readonly alarms: AlarmSummary | undefined;
}

/** What needs a person within the hour. */
export interface Needs {
  readonly orders: readonly { readonly order: OrderBrief; readonly notch: Notch }[];
  readonly robots: readonly RobotMark[];
  /** The oldest first. */
  readonly tasks: readonly TaskDocument[];
  readonly stations: readonly StationSign[];
  /** Outside their band, or not watched by every sensor they have. */
  readonly zones: readonly ZoneClimate[];
  /** Open orders while there is no robot that takes any; 0 where one does. */
  readonly unserved: number;
}

export function needsOf({ now, plan, robots, stations, places, climate, tasks, atRisk }: Told): Needs {
  return {
    orders: (atRisk?.orders ?? []).flatMap((order) => {
      const notch = notchOf(order, now);
      const isFar = notch === "neutral" || (notch === "notice" && order.shipBy - now > hourMs);
      return isFar ? [] : [{ order, notch }];
    }),
    robots: robots.filter(
      ({ activity, condition }) => isTrouble(activity) || condition.service === "failing",
    ),
    tasks: tasks.toSorted((a, b) => a.openedAt - b.openedAt),
    stations: stationSigns(plan.stations, stations, places).filter(({ level }) => level !== "good"),
    zones: zoneClimates(plan.zones, plan.devices, climate, now).filter(({ level }) => level !== "good"),
    unserved: stations === undefined || robots.some(takesWork) ? 0 : (atRisk?.open ?? 0),
  };
}

export type Calm =
  /** Of all that is watched: `unwatched` names zones without a sensor, of which nobody knows anything. */
  | { readonly kind: "calm"; readonly unwatched: readonly string[] }
  /** Nothing is shown that needs anyone, and nobody knows whether that is so. */
  | { readonly kind: "unknown"; readonly doubt: Doubt }
  | { readonly kind: "alarms"; readonly alarms: number }
  | { readonly kind: "needs" };

const notTold: Doubt = { part: "views", state: { kind: "none" } };

export function calmOf(belief: Belief, told: Told, needs: Needs = needsOf(told)): Calm {
  const { unserved, ...rows } = needs;
  if (unserved > 0 || Object.values(rows).some(({ length }) => length > 0)) return { kind: "needs" };
  if (told.alarms && told.alarms.active > 0) return { kind: "alarms", alarms: told.alarms.active };
  const doubt =
    belief.doubt ??
    ([told.alarms, told.atRisk, told.stations, told.climate].includes(undefined) ? notTold : undefined);
  if (doubt) return { kind: "unknown", doubt };
  const { zones, devices } = told.plan;
  const watched = new Set(devices.flatMap(({ kind, zone }) => (kind === "climate" ? [zone] : [])));
  return { kind: "calm", unwatched: zones.flatMap(({ zone }) => (watched.has(zone) ? [] : [zone])) };
}

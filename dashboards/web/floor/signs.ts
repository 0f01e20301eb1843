/** What is abnormal on the floor, said the same way on the map, in the next-hour list and in tiles. Pure. */
import type { ClimateDocument } from "@floorplane/contracts/documents";
import type { PlanDevice, PlanZone, StationMark } from "../../gateway/protocol.ts";
import type { Level } from "../map/overlay.ts";

/** Sensors writes a value down at least each minute; three periods of its device later it is old. */
const writtenEveryMs = 60_000;
const missedPeriods = 3;

export const isOld = (
  measuredAt: number | null,
  device: Pick<PlanDevice, "periodS"> | undefined,
  now: number,
) =>
  measuredAt === null || now - measuredAt > writtenEveryMs + missedPeriods * (device?.periodS ?? 10) * 1_000;

const standing = new Set(["stopped", "stopping", "aborting", "aborted", "holding", "held"]);

export function stationLevel({ state, link }: StationMark): Level {
  if (link === "broken" || state === "aborted" || state === "aborting") return "critical";
  if (standing.has(state)) return "warning";
  return link === "silent" ? "notice" : "good";
}

export interface ZoneClimate {
  readonly zone: PlanZone;
  /** The reading furthest from the middle of the band among those that can be believed. */
  readonly temperatureC: number | null;
  readonly humidityPercent: number | null;
  readonly measuredAt: number | null;
  readonly live: number;
  readonly all: number;
  readonly level: Level;
}

export function zoneClimates(
  zones: readonly PlanZone[],
  devices: readonly PlanDevice[],
  readings: readonly ClimateDocument[],
  now: number,
): ZoneClimate[] {
  const deviceOf = new Map(devices.map((device) => [device.device, device]));
  return zones.map((zone): ZoneClimate => {
    const own = readings.filter((reading) => reading.zone === zone.zone);
    const believed = own.filter(
      (reading) =>
        reading.link === "live" &&
        reading.quality !== "bad" &&
        !isOld(reading.measuredAt, deviceOf.get(reading.device), now),
    );
    // With nothing fresh, the last word is shown with its age.
    const shown = believed.length > 0 ? believed : own;
    const temperatureC = furthest(
      shown.map((reading) => reading.temperatureC),
      zone.temperatureC,
    );
    const humidityPercent = furthest(
      shown.map((reading) => reading.humidityPercent),
      zone.humidityPercent,
    );
    const outside =
      isOutside(temperatureC, zone.temperatureC) || isOutside(humidityPercent, zone.humidityPercent);
    const times = shown.flatMap(({ measuredAt }) => (measuredAt === null ? [] : [measuredAt]));
    return {
      zone,
      temperatureC,
      humidityPercent,
      measuredAt: times.length > 0 ? Math.max(...times) : null,
      live: believed.length,
      all: devices.filter((device) => device.kind === "climate" && device.zone === zone.zone).length,
      level: outside && believed.length > 0 ? "warning" : believed.length === 0 ? "notice" : "good",
    };
  });
}

export interface Band {
  readonly min: number;
  readonly max: number;
}

export const isOutside = (value: number | null, { min, max }: Band): boolean =>
  value !== null && (value < min || value > max);

function furthest(values: readonly (number | null)[], { min, max }: Band): number | null {
  const middle = (min + max) / 2;
  let found: number | null = null;
  for (const value of values)
    if (value !== null && (found === null || Math.abs(value - middle) > Math.abs(found - middle)))
      found = value;
  return found;
}

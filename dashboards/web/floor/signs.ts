/** What is abnormal on the floor, said the same way on the map, in the next-hour list and in tiles. Pure. */
import type { ClimateChannel, ClimateDocument } from "@floorplane/contracts/documents";
import type { PlaceMark, PlanDevice, PlanStation, PlanZone, StationMark } from "../../gateway/protocol.ts";
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

/** A clock that is a minute ahead is a clock; further ahead, or a year behind, it has told no time. */
const aheadMsMax = 60_000;
const behindMsMax = 365 * 86_400_000;

/** When a word was said, as far as that can be known; null: its age is not known. */
export const saidAt = (measuredAt: number | null, now: number): number | null =>
  measuredAt === null || measuredAt - now > aheadMsMax || now - measuredAt > behindMsMax ? null : measuredAt;

const standing = new Set(["stopped", "stopping", "aborting", "aborted", "holding", "held"]);

export function stationLevel({ state, link }: StationMark): Level {
  if (link === "broken" || state === "aborted" || state === "aborting") return "critical";
  if (standing.has(state)) return "warning";
  return link === "live" && state !== "unknown" ? "good" : "notice";
}

export interface StationSign {
  readonly station: PlanStation;
  /** Undefined: its machine has said nothing, or it has none. */
  readonly mark: StationMark | undefined;
  /** False: the house has told nothing of stations yet, and nothing is said of this one. */
  readonly isTold: boolean;
  /** By a person or after repeated failures: no robot comes. */
  readonly isClosed: boolean;
  readonly level: Level;
}

/** Stations where people or machines work; one whose machine was never heard is not known to be well. `marks` undefined: not told yet. */
export function stationSigns(
  stations: readonly PlanStation[],
  marks: readonly StationMark[] | undefined,
  places: readonly Pick<PlaceMark, "place" | "state">[],
): readonly StationSign[] {
  const closed = new Set<string>(places.flatMap(({ place, state }) => (state === "closed" ? [place] : [])));
  const markOf = new Map<string, StationMark>(marks?.map((mark) => [mark.station, mark]));
  const isTold = marks !== undefined;
  return stations.flatMap((station) => {
    if (station.kind === "parking" || station.kind === "charging") return [];
    const mark = markOf.get(station.station);
    const isClosed = closed.has(station.station);
    const own = mark ? stationLevel(mark) : station.machine && isTold ? "notice" : "good";
    return [{ station, mark, isTold, isClosed, level: isClosed ? worse(own, "notice") : own }];
  });
}

/** One quantity of a zone: what matters most of what its sensors say. */
export interface Gauged {
  readonly value: number | null;
  /** Null beside a value: its age is not known. */
  readonly measuredAt: number | null;
  /** False: it is a last word, shown with its age. */
  readonly isFresh: boolean;
  readonly level: Level;
}

export interface ZoneClimate {
  readonly zone: PlanZone;
  /** False: the house has told nothing of the climate yet, and nothing is said of this zone. */
  readonly isTold: boolean;
  readonly temperature: Gauged;
  readonly humidity: Gauged;
  /** Of the older of the words that are shown; null where there is none, or one of an unknown age. */
  readonly measuredAt: number | null;
  /** Sensors of which every quantity can be believed, and all that the zone has. */
  readonly live: number;
  readonly all: number;
  readonly level: Level;
}

/** `readings` undefined: not told yet. */
export function zoneClimates(
  zones: readonly PlanZone[],
  devices: readonly PlanDevice[],
  readings: readonly ClimateDocument[] | undefined,
  now: number,
): ZoneClimate[] {
  const readingOf = new Map<string, ClimateDocument>(readings?.map((reading) => [reading.device, reading]));
  const isTold = readings !== undefined;
  return zones.map((zone): ZoneClimate => {
    const own = devices.filter((device) => device.kind === "climate" && device.zone === zone.zone);
    const heard = own.map((device) => wordsOf(device, readingOf.get(device.device), now));
    const temperature = gaugedOf(
      heard.map((words) => words.temperature),
      zone.temperatureC,
    );
    const humidity = gaugedOf(
      heard.map((words) => words.humidity),
      zone.humidityPercent,
    );
    const live = heard.filter(
      (words) => isBelievedOrNone(words.temperature) && isBelievedOrNone(words.humidity),
    ).length;
    const times = [temperature, humidity].flatMap(({ value, measuredAt }) =>
      value === null ? [] : [measuredAt],
    );
    const dated = times.filter((at) => at !== null);
    // A zone that was given no sensor has nothing to say, good or bad: calm says so (`calm.ts`).
    const isWatched = own.length > 0;
    const worst = worse(temperature.level, humidity.level);
    return {
      zone,
      isTold,
      temperature,
      humidity,
      measuredAt: times.length > 0 && dated.length === times.length ? Math.min(...dated) : null,
      live,
      all: own.length,
      level: !isWatched || !isTold ? "good" : live < own.length ? worse(worst, "notice") : worst,
    };
  });
}

/** What one sensor says of one quantity; undefined: it never measured that. */
type Word =
  | { readonly value: number | null; readonly at: number | null; readonly isFresh: boolean }
  | undefined;

function wordsOf(
  device: PlanDevice,
  reading: ClimateDocument | undefined,
  now: number,
): { readonly temperature: Word; readonly humidity: Word } {
  const never: Word = { value: null, at: null, isFresh: false };
  if (!reading) return { temperature: never, humidity: never };
  const word = ({ value, quality, measuredAt }: ClimateChannel): Word => {
    const at = saidAt(measuredAt, now);
    const isHeard = value !== null && reading.link === "live" && quality !== "bad";
    return { value, at, isFresh: isHeard && !isOld(at, device, now) };
  };
  const { temperature, humidity } = channelsOf(reading);
  const isNeither = isNever(temperature) && isNever(humidity);
  return {
    temperature: isNever(temperature) && !isNeither ? undefined : word(temperature),
    humidity: isNever(humidity) && !isNeither ? undefined : word(humidity),
  };
}

const isNever = ({ value, measuredAt }: ClimateChannel): boolean => value === null && measuredAt === null;
const isBelievedOrNone = (word: Word): boolean => word === undefined || word.isFresh;

/** A document from before channels had an age of their own has one for both. */
function channelsOf(reading: ClimateDocument): ClimateDocument["channels"] {
  const { channels, quality, measuredAt, temperatureC, humidityPercent } = reading;
  const common = { quality, measuredAt, reason: "" };
  return (
    (channels as ClimateDocument["channels"] | undefined) ?? {
      temperature: { value: temperatureC, ...common },
      humidity: { value: humidityPercent, ...common },
    }
  );
}

/**
 * A fresh value outside the band comes first; then a last word that was outside, since its sensor may have fallen silent for just that reason; then
 * the fresh one furthest from the middle. Good only when every sensor of the quantity is fresh.
 */
function gaugedOf(words: readonly Word[], band: Band): Gauged {
  const said = words.filter((word) => word !== undefined);
  const fresh = said.filter(({ isFresh }) => isFresh);
  const quiet = said.filter(({ isFresh }) => !isFresh);
  const outside = (among: typeof said): typeof said => among.filter(({ value }) => isOutside(value, band));
  const abnormal = furthest(outside(fresh), band) ?? furthest(outside(quiet), band);
  const shown = abnormal ?? furthest(fresh, band) ?? furthest(quiet, band);
  return {
    value: shown?.value ?? null,
    measuredAt: shown?.at ?? null,
    isFresh: shown?.isFresh ?? false,
    level: abnormal ? "warning" : quiet.length > 0 ? "notice" : "good",
  };
}

export interface Band {
  readonly min: number;
  readonly max: number;
}

export const isOutside = (value: number | null, { min, max }: Band): boolean =>
  value !== null && (value < min || value > max);

function furthest<Said extends { readonly value: number | null }>(
  words: readonly Said[],
  { min, max }: Band,
): Said | undefined {
  const middle = (min + max) / 2;
  const away = ({ value }: Said): number => (value === null ? -1 : Math.abs(value - middle));
  let found: Said | undefined;
  for (const word of words)
    if (word.value !== null && (found === undefined || away(word) > away(found))) found = word;
  return found;
}

const levels: readonly Level[] = ["good", "notice", "warning", "critical"];
const worse = (a: Level, b: Level): Level => (levels.indexOf(a) >= levels.indexOf(b) ? a : b);

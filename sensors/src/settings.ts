/** What may be tuned in `sensors`, with the reasons for the values it starts with. Times are house milliseconds. */
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";

export interface SensorsSettings {
  /** The same tag at the same fixed reader within this time is one sighting: a parcel takes about 5 s through a portal. */
  readonly sightingWindowMs: number;
  /** A device that was not heard since the house began, or since its port opened. */
  readonly connectWithinMs: number;
  /** A short loss of a link heals by itself and pages nobody. */
  readonly brokenAlarmAfterMs: number;
  /** Silence is two missed periods and this: a gateway that restarts takes about a minute. */
  readonly silenceGraceMs: number;
  /** For devices whose site row names no period: what cheap battery sensors do. */
  readonly climatePeriodMs: number;
  /** A station that does not take a job at once is asked again, first after this, then after twice as long, up to the last. */
  readonly jobRetryMsFirst: number;
  readonly jobRetryMsLast: number;
  /** A tote that waits this long for its job needs a person. */
  readonly jobTakenWithinMs: number;
  /** A station that stands held, stopped or aborted this long needs a person. */
  readonly stationStoppedAlarmMs: number;
  /** How long a zone must stay outside its band before the alarm (a door stands open for about a minute), and inside before it clears. */
  readonly bandRaiseAfterMs: number;
  readonly bandClearAfterMs: number;
  /** How far back inside the band a value must be to count as inside. */
  readonly bandHysteresis: { readonly temperature: number; readonly humidity: number };
  /** A value that did not move this long, over at least this many readings, is no longer believed. */
  readonly frozenAfterMs: number;
  readonly frozenReadingsMin: number;
  /** Device clocks that are off by more do not say when something was measured. */
  readonly deviceClockOffMsMax: number;
  /** The document of a climate device is written when its shown value moved by this, or when it is this old. */
  readonly shownStep: { readonly temperature: number; readonly humidity: number };
  readonly shownEveryMs: number;
}

export const defaultSettings: SensorsSettings = {
  sightingWindowMs: 10 * secondMs,
  connectWithinMs: 90 * secondMs,
  brokenAlarmAfterMs: 30 * secondMs,
  silenceGraceMs: 60 * secondMs,
  climatePeriodMs: 60 * secondMs,
  jobRetryMsFirst: 2 * secondMs,
  jobRetryMsLast: 30 * secondMs,
  jobTakenWithinMs: 10 * minuteMs,
  stationStoppedAlarmMs: 60 * secondMs,
  bandRaiseAfterMs: 2 * minuteMs,
  bandClearAfterMs: minuteMs,
  bandHysteresis: { temperature: 0.5, humidity: 2 },
  frozenAfterMs: 2 * hourMs,
  frozenReadingsMin: 30,
  deviceClockOffMsMax: 5 * minuteMs,
  shownStep: { temperature: 0.5, humidity: 2 },
  shownEveryMs: minuteMs,
};

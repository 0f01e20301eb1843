/** The fleet's timings, thresholds and costs with their reasons (REFERENCE 14). A site may set each; times are house milliseconds. */
import { minuteMs, secondMs } from "@floorplane/contracts/units";

export interface FleetSettings {
  /** Between two states of a robot whose factsheet does not say; the standard allows at most 30 s. */
  readonly stateIntervalMs: number;
  /** A robot is silent after so many of its intervals, and lost after so many. */
  readonly silentIntervals: number;
  readonly silentMsMax: number;
  readonly lostAfterSilentMs: number;
  /** After a start, how long to wait for the first fresh state of every robot before anything moves. */
  readonly observeMs: number;
  readonly orderResendMs: number;
  readonly orderResendFactor: number;
  readonly orderResendsMax: number;
  /** An unanswered robot that still speaks is asked again this often. */
  readonly unansweredRetryMs: number;
  readonly instantResendMs: number;
  readonly instantResendsMax: number;
  readonly cancelWithinMs: number;
  /** A robot that has not said so long after a person's act that it did it is named unanswered. */
  readonly actWithinMs: number;
  /** After the first refusal, before the next order; the second waits twice as long. */
  readonly refusalPauseMs: number;
  /** So many refused orders in a row and a robot gets no more until a person has looked. */
  readonly refusalsMax: number;
  readonly planPeriodMs: number;
  /** Goals that change together are planned together: the least time between two plans. */
  readonly planGapMs: number;
  /** Rounds of dispatch, watch over silence, standstill and reasons. */
  readonly watchPeriodMs: number;
  /** Fresh states and no progress for so long: a person is told. */
  readonly stuckMs: number;
  /** The same at a stop, whose action may take long. */
  readonly stuckAtWorkMs: number;
  /** Standing shorter than this is traffic, not worth a word. */
  readonly waitingAfterMs: number;
  /** Frames of all poses a second, for screens; 0: none. */
  readonly positionsHz: number;
  readonly costs: DispatchCosts;
  readonly battery: BatteryPolicy;
}

/** REQUIREMENTS A1 22 and 23: metres x unit cost + seconds x delay cost + alpha (t - t0)^2 where late. */
export interface DispatchCosts {
  readonly perMetre: number;
  readonly perSecond: number;
  /** For each squared minute behind the due time. */
  readonly perLateMinuteSquared: number;
  /** For each minute that a transport has waited already: nobody is passed over for ever. */
  readonly perWaitedMinute: number;
}

/** Percent of charge. Each pair lies apart, so that no robot swings between two answers. */
export interface BatteryPolicy {
  /** At or below, a robot takes no new transport and goes to charge. */
  readonly low: number;
  /** From here on it takes transports again. */
  readonly enough: number;
  /** An idle robot below this charges while a charger is free. */
  readonly opportunity: number;
  /** A robot that charges for want of work gives up the charger from here on, if another needs it. */
  readonly full: number;
}

export const fleetDefaults: FleetSettings = {
  stateIntervalMs: 30 * secondMs,
  silentIntervals: 2.5,
  silentMsMax: 75 * secondMs,
  lostAfterSilentMs: minuteMs,
  observeMs: 10 * secondMs,
  orderResendMs: 3 * secondMs,
  orderResendFactor: 1.5,
  orderResendsMax: 5,
  unansweredRetryMs: minuteMs,
  instantResendMs: 2 * secondMs,
  instantResendsMax: 5,
  cancelWithinMs: 30 * secondMs,
  actWithinMs: 12 * secondMs,
  refusalPauseMs: 10 * secondMs,
  refusalsMax: 3,
  planPeriodMs: secondMs,
  planGapMs: 250,
  watchPeriodMs: secondMs,
  stuckMs: 2 * minuteMs,
  stuckAtWorkMs: 10 * minuteMs,
  waitingAfterMs: 5 * secondMs,
  positionsHz: 5,
  costs: { perMetre: 0.02, perSecond: 0.05, perLateMinuteSquared: 0.05, perWaitedMinute: 1 },
  battery: { low: 25, enough: 60, opportunity: 80, full: 95 },
};

/** When something was measured: the device's word where it can be believed, else our own clock (the receiving clock orders; FAULTS D9). */
import { instantMinMs, instantMs, isInstant } from "@floorplane/contracts/instant";

export interface MeasuredAt {
  /** For history: in the order of arrival where the device's own time is not used. */
  readonly at: number;
  /** For people: since when the value is known to be so. Null: how old it is cannot be told. */
  readonly since: number | null;
  /** Why the device's own time is not used. */
  readonly doubt: "clock-no-zone" | "clock-not-set" | "clock-ahead" | "clock-behind" | undefined;
}

const withZone = /(?:Z|[+-]\d\d:?\d\d)$/i;

export function measuredAt(deviceTime: string | number, now: number, offMsMax: number): MeasuredAt {
  const unknown = (doubt: MeasuredAt["doubt"]): MeasuredAt => ({ at: now, since: null, doubt });
  if (typeof deviceTime === "string" && !withZone.test(deviceTime)) return unknown("clock-no-zone");
  const at = typeof deviceTime === "string" ? instantMs(deviceTime) : deviceTime;
  if (at === undefined || !isInstant(at))
    return unknown(isBeyond(deviceTime) ? "clock-ahead" : "clock-not-set");
  if (at > now + offMsMax) return unknown("clock-ahead");
  // What was measured long ago is as old as it says, or its clock is slow: either way it is not news.
  if (at < now - offMsMax) return { at: now, since: at, doubt: "clock-behind" };
  return { at, since: at, doubt: undefined };
}

/** Of what is no time of this house: whether it lies beyond its end. */
function isBeyond(deviceTime: string | number): boolean {
  const at = typeof deviceTime === "string" ? Date.parse(deviceTime) : deviceTime;
  return at > instantMinMs;
}

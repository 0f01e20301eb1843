/** When something was measured: the device's word where it can be believed, else our own clock (the receiving clock orders; FAULTS D9). */

export interface MeasuredAt {
  readonly at: number;
  /** Why the device's own time is not used. */
  readonly doubt: "clock-no-zone" | "clock-not-set" | "clock-ahead" | "clock-behind" | undefined;
}

/** Device clocks that were never set begin at 1970, or at 2000 for real-time clock chips with two digits. */
const setAfterMs = Date.UTC(2001, 0, 1);
const withZone = /(?:Z|[+-]\d\d:?\d\d)$/i;

export function measuredAt(deviceTime: string | number, now: number, offMsMax: number): MeasuredAt {
  if (typeof deviceTime === "string" && !withZone.test(deviceTime))
    return { at: now, doubt: "clock-no-zone" };
  const at = typeof deviceTime === "string" ? Date.parse(deviceTime) : deviceTime;
  if (!Number.isFinite(at) || at < setAfterMs) return { at: now, doubt: "clock-not-set" };
  if (at > now + offMsMax) return { at: now, doubt: "clock-ahead" };
  if (at < now - offMsMax) return { at: now, doubt: "clock-behind" };
  return { at, doubt: undefined };
}

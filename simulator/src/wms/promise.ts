/** By when an order must have left, as the WMS was promised: computed here by itself, since the judge asks nobody who is judged. */
import { hourMs, minuteMs } from "@floorplane/contracts/units";

const longestMs = 72 * hourMs;
/** Received before 15:00 local time leaves at 19:00 the same day, later at 12:00 the next. */
const sameDayBefore = 15;
const sameDayAt = 19;
const nextDayAt = 12;

export class Promises {
  readonly #offsetOf: (at: number) => number;

  /** @param timezone IANA name */
  constructor(timezone: string) {
    this.#offsetOf = timezone === "UTC" ? () => 0 : zoneOffsets(timezone);
  }

  /** Ship-by of an order received at this time, ms since the epoch. */
  shipBy(receivedAt: number): number {
    const local = new Date(receivedAt + this.#offsetOf(receivedAt));
    const isSameDay = local.getUTCHours() < sameDayBefore;
    const cutOff = Date.UTC(
      local.getUTCFullYear(),
      local.getUTCMonth(),
      local.getUTCDate() + (isSameDay ? 0 : 1),
      isSameDay ? sameDayAt : nextDayAt,
    );
    return Math.min(receivedAt + longestMs, cutOff - this.#offsetOf(cutOff - this.#offsetOf(receivedAt)));
  }
}

/** Local time less UTC, ms. Zones change their offset at full quarters of an hour. */
function zoneOffsets(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / (15 * minuteMs));
    let offset = known.get(quarter);
    if (offset === undefined) {
      const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
      const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? ["", "+", "0", "0"];
      offset = (sign === "-" ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * minuteMs);
      known.set(quarter, offset);
    }
    return offset;
  };
}

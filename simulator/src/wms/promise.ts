/** By when an order must have left, as the WMS was promised: computed here by itself, since the judge asks nobody who is judged. */
import { type Departure, weekdays } from "@floorplane/contracts/site-carriers";
import { dayMs, hourMs, minuteMs } from "@floorplane/contracts/units";

const longestMs = 72 * hourMs;

/** Trucks to one country, and the days on which none comes. */
export interface Trucks {
  readonly departures: readonly Departure[];
  readonly closed: readonly string[];
}

/** Received before 15:00 local time leaves at 19:00 the same day, later at 12:00 the next. */
const usual: Trucks = {
  departures: [
    { leaves: "19:00", orderBy: "15:00" },
    { leaves: "12:00", orderBy: "00:00" },
  ],
  closed: [],
};

export class Promises {
  readonly #offsetOf: (at: number) => number;

  /** @param timezone IANA name */
  constructor(timezone: string) {
    this.#offsetOf = timezone === "UTC" ? () => 0 : zoneOffsets(timezone);
  }

  /** Ship-by of an order received at this time, ms since the epoch. */
  shipBy(receivedAt: number, { departures, closed }: Trucks = usual): number {
    const latest = receivedAt + longestMs;
    let earliest = latest;
    const today = receivedAt + this.#offsetOf(receivedAt);
    for (let day = 0; day <= longestMs / dayMs + 1; day++) {
      const date = new Date(today + day * dayMs).toISOString().slice(0, 10);
      if (closed.includes(date)) continue;
      const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7]!;
      for (const { days, leaves, orderBy } of departures) {
        if (days && !days.includes(weekday)) continue;
        const until = this.#instant(date, orderBy, orderBy > leaves ? -1 : 0);
        if (receivedAt < until) earliest = Math.min(earliest, this.#instant(date, leaves, 0));
      }
    }
    return earliest;
  }

  /** When local clocks show this time, so many days later. */
  #instant(date: string, time: string, days: number): number {
    const local = Date.parse(`${date}T${time}:00Z`) + days * dayMs;
    return local - this.#offsetOf(local - this.#offsetOf(local));
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

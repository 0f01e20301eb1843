/** The clock on the wall of a site: offsets of one time zone. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { minuteMs } from "@floorplane/contracts/units";

/** Offsets of one time zone. They change only at quarters of an hour, so one answer serves a whole quarter. */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(timezone: string) {
    try {
      this.#format = new Intl.DateTimeFormat("en-US", {
        timeZone: timezone,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      });
    } catch {
      throw new FloorplaneError({
        code: "bad-option",
        message: `timezone ${JSON.stringify(timezone)} is not known here; write an IANA name such as Europe/Berlin, or UTC`,
        field: "timezone",
      });
    }
  }

  /** Local time less UTC at an instant, ms. */
  offsetMs(at: number): number {
    const quarter = Math.floor(at / (15 * minuteMs));
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      if (this.#offsets.size >= quartersMax) this.#offsets.clear();
      offset = this.#ask(quarter * 15 * minuteMs);
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }

  /** The instant at which local clocks show `local` (written as if it were UTC). In the hour that a change of clocks skips, the later reading. */
  atLocal(local: number): number {
    const first = local - this.offsetMs(local);
    return local - this.offsetMs(first);
  }

  #ask(at: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(at)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  }
}

/** A year of quarters. */
const quartersMax = 40_000;

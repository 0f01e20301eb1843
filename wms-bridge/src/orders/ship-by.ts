/** When an order must leave: the earlier of 72 h after receipt and its carrier's cut-off, both in the site's own time zone (REQUIREMENTS A1, 1). */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { hourMs, minuteMs } from "@floorplane/contracts/units";

/** The promise that holds whatever the carrier does. */
const promiseMs = 72 * hourMs;
/** Received before this hour leaves with the evening's truck, later with the next noon's. */
const sameDayUntilHour = 15;
const eveningHour = 19;
const noonHour = 12;

export interface ShipBy {
  readonly cutOffAt: number;
  readonly shipBy: number;
}

export interface WithCutOffs {
  readonly cutOffs: CutOffs;
}

export class CutOffs {
  readonly #zone: ZoneClock;

  constructor(timezone: string) {
    this.#zone = new ZoneClock(timezone);
  }

  of(receivedAt: number): ShipBy {
    const local = new Date(receivedAt + this.#zone.offsetMs(receivedAt));
    const evening = local.getUTCHours() < sameDayUntilHour;
    const day = local.getUTCDate() + (evening ? 0 : 1);
    const hour = evening ? eveningHour : noonHour;
    const cutOffAt = this.#zone.atLocal(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), day, hour));
    return { cutOffAt, shipBy: Math.min(receivedAt + promiseMs, cutOffAt) };
  }
}

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

/** When one carrier's trucks leave, on the clock of the site's wall. */
import { type Departure, weekdays } from "@floorplane/contracts/site-carriers";
import { dayMs, hourMs, minuteMs } from "@floorplane/contracts/units";
import type { ZoneClock } from "./zone-clock.ts";

/** No house is closed for longer. */
const daysAhead = 31;

interface Truck {
  /** Indices of `weekdays`. */
  readonly days: ReadonlySet<number>;
  /** After local midnight, ms; the second may be of the day before, and is negative then. */
  readonly leavesMs: number;
  readonly orderByMs: number;
}

export class Timetable {
  readonly #trucks: readonly Truck[];
  readonly #closed: ReadonlySet<string>;
  readonly #zone: ZoneClock;

  /** @param closed days as `2026-12-25` */
  constructor(departures: readonly Departure[], closed: ReadonlySet<string>, zone: ZoneClock) {
    this.#trucks = departures.map(truckOf);
    this.#closed = closed;
    this.#zone = zone;
  }

  /** When the first truck leaves that takes an order received then, ms since the epoch; undefined where none does within a month. */
  firstLeaving(receivedAt: number): number | undefined {
    const local = receivedAt + this.#zone.offsetMs(receivedAt);
    const today = Math.floor(local / dayMs) * dayMs;
    for (let day = 0; day <= daysAhead; day++) {
      const leaving = this.#trucks.flatMap((truck) =>
        this.#leavingOn(today + day * dayMs, truck, receivedAt),
      );
      if (leaving.length > 0) return Math.min(...leaving);
    }
    return undefined;
  }

  #leavingOn(midnight: number, { days, leavesMs, orderByMs }: Truck, receivedAt: number): number[] {
    const date = new Date(midnight);
    const isOff = !days.has((date.getUTCDay() + 6) % 7) || this.#closed.has(date.toISOString().slice(0, 10));
    if (isOff || receivedAt >= this.#zone.atLocal(midnight + orderByMs)) return [];
    return [this.#zone.atLocal(midnight + leavesMs)];
  }
}

function truckOf({ days = [...weekdays], leaves, orderBy }: Departure): Truck {
  const leavesMs = timeMs(leaves);
  const orderByMs = timeMs(orderBy);
  return {
    days: new Set(days.map((day) => weekdays.indexOf(day))),
    leavesMs,
    orderByMs: orderByMs > leavesMs ? orderByMs - dayMs : orderByMs,
  };
}

const timeMs = (text: string): number => Number(text.slice(0, 2)) * hourMs + Number(text.slice(3)) * minuteMs;

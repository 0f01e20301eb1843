/** When an order must leave: the earlier of 72 h after receipt and its carrier's cut-off, both in the site's own time zone (REQUIREMENTS A1, 1). */
import type { CarrierRow } from "@floorplane/contracts/site-carriers";
import { hourMs } from "@floorplane/contracts/units";
import type { Carriers } from "./carriers.ts";
import { Timetable } from "./timetable.ts";
import { ZoneClock } from "./zone-clock.ts";

/** The promise that holds whatever the carrier does. */
const promiseMs = 72 * hourMs;

export interface ShipBy {
  readonly cutOffAt: number;
  readonly shipBy: number;
}

export interface WithCutOffs {
  readonly cutOffs: CutOffs;
}

export interface CutOffsOptions {
  /** IANA name. */
  readonly timezone: string;
  readonly carriers: Carriers;
  /** Days on which no carrier comes. */
  readonly closed: readonly string[];
}

export class CutOffs {
  readonly #zone: ZoneClock;
  readonly #carriers: Carriers;
  readonly #closed: readonly string[];
  readonly #timetables = new Map<string, Timetable>();

  constructor({ timezone, carriers, closed }: CutOffsOptions) {
    this.#zone = new ZoneClock(timezone);
    this.#carriers = carriers;
    this.#closed = closed;
  }

  of(receivedAt: number, carrier: string): ShipBy {
    const promisedBy = receivedAt + promiseMs;
    const cutOffAt = this.#timetableOf(this.#carriers.row(carrier)).firstLeaving(receivedAt) ?? promisedBy;
    return { cutOffAt, shipBy: Math.min(promisedBy, cutOffAt) };
  }

  #timetableOf(row: CarrierRow): Timetable {
    const known = this.#timetables.get(row.carrier);
    if (known) return known;
    const closed = new Set([...this.#closed, ...(row.closed ?? [])]);
    const made = new Timetable(row.departures, closed, this.#zone);
    this.#timetables.set(row.carrier, made);
    return made;
  }
}

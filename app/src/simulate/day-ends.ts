/** What stood at the end of each day of a run of several: whether the book was right then, and not only when all was over. */
import { dayMs, isoTime } from "@floorplane/contracts/units";
import { binAccuracy } from "@floorplane/simulator/world-results";
import type { VirtualFloor } from "./virtual-floor.ts";

export interface DayEnd {
  /** UTC, `2010-12-01`. */
  readonly day: string;
  /** Share of the bins in which book and shelf agree. */
  readonly bins: number;
  readonly conserved: boolean;
  readonly ordersShipped: number;
  readonly ordersOpen: number;
  /** Since the first order, s. */
  readonly sinceS: number;
  /** What the day cost, s of processor; the first also what was done before it. */
  readonly processorS: number;
}

export class DayEnds {
  readonly #floor: VirtualFloor;
  readonly #firstAt: number;
  readonly all: DayEnd[] = [];
  #processorMs = 0;
  #day: number;

  constructor(floor: VirtualFloor, firstAt: number) {
    this.#floor = floor;
    this.#firstAt = firstAt;
    this.#day = Math.floor(firstAt / dayMs);
  }

  /** Asked often; looks when a day is over. */
  look(): void {
    if (Math.floor(this.#floor.clock.now() / dayMs) > this.#day) this.end();
  }

  /** The day that goes on now, or went on until a moment ago, is over. */
  end(): void {
    const { clock, composed, world } = this.#floor;
    const { units, orders } = composed.wmsBridge.figures();
    const { user, system } = process.cpuUsage();
    const before = this.#processorMs;
    this.#processorMs = (user + system) / 1_000;
    this.all.push({
      day: isoTime(this.#day * dayMs).slice(0, 10),
      bins: binAccuracy(world, composed.wmsBridge.book.places()),
      conserved: units.conserved,
      ordersShipped: orders.shipped,
      ordersOpen: orders.open,
      sinceS: (clock.now() - this.#firstAt) / 1_000,
      processorS: Math.round((this.#processorMs - before) / 100) / 10,
    });
    this.#day++;
  }
}

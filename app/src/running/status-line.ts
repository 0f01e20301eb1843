/** One calm line on a terminal that tells how the floor goes; on anything else a line a minute, so that logs stay short. */
import type { Writable } from "node:stream";

export interface FloorFigures {
  readonly received: number;
  readonly shipped: number;
  readonly open: number;
  readonly robots: number;
  /** Of those that are heard. */
  readonly robotsBusy: number;
  /** Not heard, or not since they fell silent. */
  readonly robotsSilent: number;
  readonly ordersPerHour: number;
  readonly alarms: number;
  readonly houseMs: number;
}

const plainEveryMs = 60_000;

export class StatusLine {
  readonly #out: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  #saidAt = Number.NEGATIVE_INFINITY;
  #shown = false;

  constructor(out: Writable & { readonly isTTY?: boolean; readonly columns?: number } = process.stdout) {
    this.#out = out;
  }

  show(text: string): void {
    if (this.#out.isTTY) {
      this.#out.write(`\r\u001b[2K${text.slice(0, (this.#out.columns ?? 120) - 1)}`);
      this.#shown = true;
      return;
    }
    const now = performance.now();
    if (now - this.#saidAt < plainEveryMs) return;
    this.#saidAt = now;
    this.#out.write(`${text}\n`);
  }

  /** A line that stays. */
  say(text: string): void {
    this.#out.write(`${this.#shown ? "\r\u001b[2K" : ""}${text}\n`);
    this.#shown = false;
  }
}

export function statusOf(figures: FloorFigures): string {
  const time = new Date(figures.houseMs).toISOString().slice(11, 16);
  const alarms =
    figures.alarms === 0 ? "no alarms" : `${figures.alarms} alarm${figures.alarms === 1 ? "" : "s"}`;
  const silent = figures.robotsSilent > 0 ? `, ${figures.robotsSilent} silent` : "";
  return `${time}  orders ${figures.shipped} shipped, ${figures.open} open  |  robots ${figures.robotsBusy}/${figures.robots} at work${silent}  |  ${Math.round(figures.ordersPerHour)} orders/h  |  ${alarms}`;
}

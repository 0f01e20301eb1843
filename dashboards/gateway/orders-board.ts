/** Orders as staff count them: a funnel, those at risk, and a search. Fed with order documents; closed ones leave memory after a while. */
import { shownName } from "@floorplane/contracts/client-names";
import type { OrderDocument } from "@floorplane/contracts/documents";
import { byCodeUnits } from "@floorplane/contracts/ids";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import {
  type AtRisk,
  type Funnel,
  notches,
  type OrderBrief,
  type Stage,
  type StageCount,
  stages,
} from "./protocol.ts";
import { notchOf } from "./ship-by.ts";
import { siteDays } from "./site-day.ts";
import { stageOf } from "./stage-of.ts";
import { StagePasses } from "./stage-passes.ts";

/** Closed orders that can still be looked up: about an hour of a 15,000-order day. */
const closedMax = 2_000;
/** Rows of the at-risk list: what a person can act on. */
const atRiskMax = 30;
const minutesKept = hourMs / minuteMs;

export class OrdersBoard {
  readonly #open = new Map<string, OrderDocument>();
  /** Oldest first. */
  readonly #closed = new Map<string, OrderDocument>();
  readonly #dayOf: (at: number) => string;
  #today = { day: "", shipped: 0, late: 0 };
  /** Orders shipped, by minute since the epoch. */
  readonly #shippedByMinute = new Map<number, number>();
  #latestMinute = 0;
  readonly #passes = new StagePasses();

  constructor(timezone: string) {
    this.#dayOf = siteDays(timezone);
  }

  get(id: string): OrderDocument | undefined {
    return this.#open.get(id) ?? this.#closed.get(id);
  }

  put(order: OrderDocument): void {
    const before = this.get(order.order);
    const wasShipped = before?.state === "shipped";
    this.#passes.follow(order.course, before?.course);
    if (stageOf[order.state] !== "closed") {
      this.#closed.delete(order.order);
      this.#open.set(order.order, order);
      return;
    }
    this.#open.delete(order.order);
    this.#closed.delete(order.order);
    this.#closed.set(order.order, order);
    if (this.#closed.size > closedMax) this.#closed.delete(this.#closed.keys().next().value!);
    if (order.state === "shipped" && !wasShipped && order.shippedAt !== null)
      this.#countShipped(order.shippedAt, order.shippedAt > order.shipBy);
  }

  remove(id: string): void {
    this.#open.delete(id);
    this.#closed.delete(id);
  }

  funnel(now: number): Funnel {
    const counts = new Map<Stage, { count: number; notches: number[]; nextShipBy: number | null }>(
      stages.map((stage) => [stage, { count: 0, notches: notches.map(() => 0), nextShipBy: null }]),
    );
    for (const order of this.#open.values()) {
      const count = counts.get(stageOf[order.state] as Stage)!;
      count.count++;
      count.notches[notches.indexOf(notchOf(order, now))]!++;
      if (count.nextShipBy === null || order.shipBy < count.nextShipBy) count.nextShipBy = order.shipBy;
    }
    const today = this.#today.day === this.#dayOf(now) ? this.#today : { shipped: 0, late: 0 };
    return {
      stages: [...counts].map(
        ([stage, count]): StageCount => ({ stage, ...count, medianMs: this.#passes.median(stage, now) }),
      ),
      shippedToday: today.shipped,
      lateToday: today.late,
      shippedLastHour: this.#shippedSince(now - hourMs),
    };
  }

  atRisk(now: number): AtRisk {
    const risky: OrderDocument[] = [];
    for (const order of this.#open.values()) if (notchOf(order, now) !== "neutral") risky.push(order);
    risky.sort((a, b) => a.shipBy - b.shipBy || byCodeUnits(a.order, b.order));
    return { open: this.#open.size, total: risky.length, orders: risky.slice(0, atRiskMax).map(briefOf) };
  }

  closed(): IterableIterator<OrderDocument> {
    return this.#closed.values();
  }

  open(): IterableIterator<OrderDocument> {
    return this.#open.values();
  }

  /** Orders of one stage, least time left first. */
  inStage(stage: Stage, limit: number): { readonly count: number; readonly orders: readonly OrderBrief[] } {
    const own = [...this.#open.values()].filter(({ state }) => stageOf[state] === stage);
    own.sort((a, b) => a.shipBy - b.shipBy || byCodeUnits(a.order, b.order));
    return { count: own.length, orders: own.slice(0, limit).map(briefOf) };
  }

  /** Orders whose number begins with the text, the open ones first. */
  find(text: string): OrderBrief[] {
    const found: OrderBrief[] = [];
    for (const orders of [this.#open, this.#closed])
      for (const order of orders.values()) if (begins(order.order, text)) found.push(briefOf(order));
    return found;
  }

  /** How many orders are held. */
  get size(): number {
    return this.#open.size + this.#closed.size;
  }

  #countShipped(at: number, late: boolean): void {
    const day = this.#dayOf(at);
    // Orders come in the order of their shipping, but a restart reads them by id: only the latest day counts.
    if (day > this.#today.day) this.#today = { day, shipped: 0, late: 0 };
    if (day === this.#today.day) {
      this.#today.shipped++;
      if (late) this.#today.late++;
    }
    const minute = Math.floor(at / minuteMs);
    this.#latestMinute = Math.max(this.#latestMinute, minute);
    this.#shippedByMinute.set(minute, (this.#shippedByMinute.get(minute) ?? 0) + 1);
    for (const kept of this.#shippedByMinute.keys())
      if (kept < this.#latestMinute - minutesKept) this.#shippedByMinute.delete(kept);
  }

  #shippedSince(from: number): number {
    let shipped = 0;
    for (const [minute, count] of this.#shippedByMinute) if (minute * minuteMs > from) shipped += count;
    return shipped;
  }
}

export function briefOf(order: OrderDocument): OrderBrief {
  let unitsAsked = 0;
  let unitsPicked = 0;
  for (const line of order.lines) {
    unitsAsked += line.asked;
    unitsPicked += line.picked;
  }
  const { order: id, state, receivedAt, shipBy, carrier, why } = order;
  return { order: id, state, receivedAt, shipBy, carrier, unitsAsked, unitsPicked, why: why ?? null };
}

/** A number with steps in it begins anew after each: `WH/OUT/00001` is found by its last digits too. */
const begins = (order: string, text: string): boolean =>
  `/${shownName(order).toUpperCase()}`.includes(`/${text}`);

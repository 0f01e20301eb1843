/**
 * Goods that must not leave: orders that stood on them look for others or wait with that reason, and totes that have them are called back, as long as no packing station
 * has them.
 */
import type { Desk } from "@floorplane/runtime/room";
import type { Hold } from "../stock/hold.kind.ts";
import type { Goods } from "../stock/holds.ts";
import { lookAtAll } from "../stock/on-hold.ts";
import { type HoldDue, unwatch, watchHold } from "../tasks/hold-tickets.ts";
import { isUnderway, ssccOf, type Tote, type ToteLine } from "../totes/tote.ts";
import { orderFor } from "./hearing.ts";
import { dropHoldsOf } from "./holding.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed } from "./order.ts";
import { withdrawTote } from "./withdrawing.ts";

/** Asked of goods at a place or in a tote. */
type IsAbout = (goods: Goods) => boolean;

/** What became of units of goods that must not leave. */
export interface Stopped {
  /** In totes that come back. */
  readonly calledBack: number;
  /** At packing stations, or packed. */
  readonly beyondRecall: number;
}

export function setHold(means: OrderMeans, desk: Desk, hold: Hold): Stopped {
  const { holds } = means;
  holds.add(hold);
  watchHold(means, desk, hold);
  const isAbout: IsAbout = (goods) => holds.isAbout(hold, goods);
  dropHoldsOf(means, isAbout);
  lookAtAll(means, hold);
  const stopped = unitsInTotes(means, isAbout);
  stopTotesOf(means, desk, hold);
  return stopped;
}

/** Those who wait for its goods get them at the end of the step. */
export function endHold(means: OrderMeans, desk: Desk, hold: Hold): void {
  if (hold.releasedAt !== null) return;
  unwatch(means, desk, hold);
  means.holds.release(hold, desk.now);
  lookAtAll(means, hold);
}

/** A bounded number of totes in one step, since a row holds only so much mail. */
export function stopTotesOf(means: OrderMeans, desk: Desk, hold: Hold): void {
  if (hold.releasedAt !== null) return;
  if (stopTotes(means, desk, (goods) => means.holds.isAbout(hold, goods))) return;
  const { client, hold: number } = hold;
  const due: HoldDue = { type: "hold.totes", client, hold: number };
  desk.due(`hold-totes/${client}/${number}`, desk.now + 1_000, due);
}

/** Answers whether that was all. */
export function stopTotes(means: OrderMeans, desk: Desk, isAbout: IsAbout): boolean {
  const { totes, orders, settings } = means;
  let left = settings.withdrawalsPerStep;
  for (const tote of totes.all()) {
    if (!mayBeStopped(tote) || !isTouched(means, tote, isAbout)) continue;
    if (left-- === 0) return false;
    withdrawTote(means, desk, tote, "goods-held");
    const order = orderFor(means, tote);
    if (!order || isClosed(order.state) || order.state === "cancelling") continue;
    // It comes back whole: what was sure to be in it is not picked any more.
    for (const { state, sku, taken } of tote.lines)
      if (taken > 0 && state !== "taken") orders.deal(order, sku, "picked", -taken);
    orders.unsettle(order);
  }
  return true;
}

/** It has such goods, or shares a box with them and has others of their SKU: whoever takes them out there cannot tell which are whose. */
function isTouched({ totes }: OrderMeans, tote: Tote, isAbout: IsAbout): boolean {
  return totes
    .inBox(tote)
    .some((one) =>
      one.lines.some(
        (line) =>
          isIn(one, line, isAbout) && (one === tote || tote.lines.some(({ sku }) => sku === line.sku)),
      ),
    );
}

/** Refills only bring goods to another place of the same book. */
const mayBeStopped = (tote: Tote): boolean =>
  tote.kind === "tour" && !tote.withdrawn && (isUnderway(tote) || tote.at.state === "standing");

const isIn = ({ client }: Tote, { sku, lot, state, taken }: ToteLine, isAbout: IsAbout): boolean =>
  (state === "open" || taken > 0) && isAbout({ sku, lot, sheet: { client } });

/** Of what a bench packs, parcels may have left already. */
function unitsInTotes({ totes, stock }: OrderMeans, isAbout: IsAbout): Stopped {
  let calledBack = 0;
  let beyondRecall = 0;
  for (const tote of totes.all()) {
    if (mayBeStopped(tote)) {
      for (const line of tote.lines) if (isIn(tote, line, isAbout)) calledBack += line.taken;
    } else if (ssccOf(tote) !== null)
      for (const inTote of stock.contents(tote.tote)) if (isAbout(inTote)) beyondRecall += inTote.units;
  }
  return { calledBack, beyondRecall };
}

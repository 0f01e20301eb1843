/**
 * Units that no open place has: waited for with a promise, and not for ever; or, where the order does not wait, cancelled. The WMS hears of what is waited for when it grows or is
 * expected at another time.
 */
import type { Sku } from "@floorplane/contracts/ids";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { type BeingPutAwayMeans, unitsBeingPutAway } from "../receiving/being-put-away.ts";
import { recallRefills } from "../refills/recall.ts";
import { isShut } from "../stock/closed-places.ts";
import type { WithGiving } from "../stock/giving.ts";
import { cancelOrder } from "./cancel.ts";
import { type Missing, missingOf } from "./holding.ts";
import { type KeptMeans, keptUnits } from "./kept-from.ts";
import type { OrderMeans } from "./means.ts";
import { isClosed, type LackedUnits, type Lacking, missingByLine, type Order, wantedOf } from "./order.ts";
import { advance, restId } from "./progress.ts";
import { givenUpAt, otherPromises, promised } from "./promises.ts";
import { putBackId, waitNoMore } from "./wait-no-more.ts";
import { failed, lacks, sayNoMore, sayWhy } from "./why.ts";

/** After it held what it can: what is still missing is waited for, or given up. */
export function lackUnits(means: OrderMeans, desk: Desk, order: Order, missing: readonly Missing[]): void {
  const waited =
    order.allocation === "partial-then-cancel" ? comingTo(means, missing, order.shipBy) : missing;
  if (waited.length > 0) waitForUnits(means, desk, order, waited);
  else waitNoMore(means, desk, order);
  if (waited !== missing) giveUp(means, desk, order, lessThan(missing, waited));
}

function waitForUnits(means: OrderMeans, desk: Desk, order: Order, missing: readonly Missing[]): void {
  const lacked = missing.map(({ need, units }) => ({ sku: need.sku, units }));
  means.orders.waiting.waitFor(order, lacked);
  sayNoMore(means, order, failed);
  sayWhy(means, order, whyLacking(means, lacked, order.shipBy), lacks);
  const recall = { whole: order.allocation === "whole", shipBy: order.shipBy };
  recallRefills(means, desk, lacked, recall);
  if (order.allocation === "whole" && order.released && order.lackingSince === null) {
    const due = { type: "order.put-back", order: order.order };
    desk.due(putBackId(order), desk.now + means.settings.wholeStandsMs, due);
  }
  promise(means, desk, order, promised(means, desk.now, order, lacked));
}

/** Writes down what it waits for and how long, and tells the WMS what it does not know yet. */
function promise(means: OrderMeans, desk: Desk, order: Order, lacking: readonly Lacking[]): void {
  const { orders } = means;
  const told = new Map(order.lacking.map((one) => [one.sku, one]));
  const isTold = lacking.every(({ sku, units, expectedAt }) => {
    const before = told.get(sku);
    return before !== undefined && before.units >= units && before.expectedAt === expectedAt;
  });
  if (
    isTold &&
    lacking.length === told.size &&
    lacking.every((one) => told.get(one.sku)!.units === one.units)
  )
    return;
  const lackingSince = order.lackingSince ?? desk.now;
  const until = givenUpAt(means, lackingSince, lacking);
  if (until !== order.givenUpAt) desk.due(restId(order), until, { type: "order.rest", order: order.order });
  orders.become(order, { lackingSince, lacking, givenUpAt: until });
  if (!isTold) tellLacking(means, desk, order, until);
}

/** A confirmation stays below 20 kB (Standard Webhooks). */
const linesToldMax = 150;

function tellLacking({ confirmations }: OrderMeans, desk: Desk, order: Order, until: number): void {
  const needs = new Map(order.needs.map((need) => [need.sku, need]));
  const lines = order.lacking.flatMap(({ sku, units, expectedAt }) =>
    missingByLine(needs.get(sku)!, units).map((line) => ({
      ...line,
      expectedAt: expectedAt === null ? null : isoTime(expectedAt),
    })),
  );
  const parts = Math.ceil(lines.length / linesToldMax);
  for (let part = 1; part <= parts; part++) {
    const told = lines.slice((part - 1) * linesToldMax, part * linesToldMax);
    const data = {
      order: order.order,
      lines: told,
      givenUpAt: isoTime(until),
      ...(parts > 1 ? { part, parts } : {}),
    };
    confirmations.tell(desk, order.order, "order.backordered", data, order.client);
  }
}

/** Once in each step: what was announced, and who waits, may have changed promises of others. */
export function renewPromises(means: OrderMeans, desk: Desk, more: readonly Sku[] = []): void {
  for (const { order, lacking } of otherPromises(means, desk, more)) promise(means, desk, order, lacking);
}

const skusNamed = 3;

const placesNamed = 3;

/** Where a hold keeps some of them, that is why; else what others of them that are here wait for. */
export function whyLacking(means: KeptMeans, lacking: readonly LackedUnits[], shipBy: number): OrderReason {
  const { stock, holds } = means;
  const said = (what: readonly LackedUnits[]) => ({
    units: what.slice(0, skusNamed).map(({ sku, units }) => ({ sku, units })),
    more: Math.max(0, what.length - skusNamed),
  });
  const holdOf = ({ sku }: LackedUnits) => {
    const row = stock.rowsOf(sku).find((one) => one.held > 0);
    return row && holds.on(row);
  };
  const kept = holds.active === 0 ? [] : lacking.filter((one) => holdOf(one) !== undefined);
  const [first] = kept.flatMap((one) => holdOf(one) ?? []);
  if (first) return { code: "units.held", ...said(kept), hold: first.hold, because: first.reason };
  const places = lacking.flatMap(({ sku }) => keptUnits(means, sku, shipBy));
  if (places.length === 0) return { code: "units.lacking", ...said(lacking) };
  const here = new Set(places.map(({ sku }) => sku));
  return {
    code: "units.kept",
    ...said(lacking.filter(({ sku }) => here.has(sku))),
    places: places.slice(0, placesNamed),
    others: Math.max(0, places.length - placesNamed),
  };
}

/** Of what is missing, what the house has and may have free soon: it is being put away or moved to a face, waits for a count, lies at a closed place, or is on hold. */
function comingTo(means: OrderMeans, missing: readonly Missing[], shipBy: number): Missing[] {
  return missing.flatMap(({ need, units }) => {
    const coming = Math.min(units, unitsComing(means, need.sku, shipBy));
    return coming > 0 ? { need, units: coming } : [];
  });
}

function unitsComing(means: WithGiving & BeingPutAwayMeans, sku: Sku, shipBy: number): number {
  let units = unitsBeingPutAway(means, sku, shipBy);
  for (const row of means.stock.rowsOf(sku))
    if (means.lots.lasts(row, shipBy)) units += row.held + (isShut(means, row.location) ? row.available : 0);
  for (const { lines, putOpen } of means.totes.refills.values())
    for (const line of lines)
      if (putOpen && line.sku === sku && means.lots.lasts(line, shipBy)) units += line.planned;
  return units;
}

function lessThan(missing: readonly Missing[], part: readonly Missing[]): Missing[] {
  const waited = new Map(part.map(({ need, units }) => [need, units]));
  return missing.flatMap(({ need, units }) => {
    const left = units - (waited.get(need) ?? 0);
    return left > 0 ? { need, units: left } : [];
  });
}

/** These units do not come: the order goes on with what there is, and ends where nothing is left of it. */
function giveUp(means: OrderMeans, desk: Desk, order: Order, missing: readonly Missing[]): void {
  if (missing.length === 0) return;
  for (const { need, units } of missing) means.orders.cancelUnits(order, need, units);
  means.orders.become(order, { ending: "no-stock" });
  if (order.needs.every((need) => wantedOf(need) === 0)) cancelOrder(means, desk, order, "no-stock");
}

/** Nothing came for what is missing for as long as an order waits. */
export function endWithoutRest(means: OrderMeans, desk: Desk, order: Order): void {
  if (isClosed(order.state) || order.givenUpAt === null) return;
  if (desk.now < order.givenUpAt) {
    desk.due(restId(order), order.givenUpAt, { type: "order.rest", order: order.order });
    return;
  }
  if (order.allocation === "whole") {
    cancelOrder(means, desk, order, "no-stock");
    return;
  }
  const lacked = new Map(order.lacking.map(({ sku, units }) => [sku, units]));
  const missing = missingOf(means, order).flatMap(({ need, units }) => {
    const waited = Math.min(units, lacked.get(need.sku) ?? 0);
    return waited > 0 ? { need, units: waited } : [];
  });
  waitNoMore(means, desk, order);
  giveUp(means, desk, order, missing);
  advance(means, desk, order);
}

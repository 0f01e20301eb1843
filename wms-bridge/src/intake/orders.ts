/** Orders at the door: a shipping order is accepted whole or not at all; asked for, cancelled. */

import type { OrderState } from "@floorplane/contracts/documents";
import type { HttpResponse } from "@floorplane/contracts/http";
import { LineId, type OrderId, OrderId as orderIdOf } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import { acceptOrder } from "../orders/accept.ts";
import { cancelOrder, cancelRefusal } from "../orders/cancel.ts";
import { carriageTo } from "../orders/carriers.ts";
import { countryOf } from "../orders/countries.ts";
import { orderChart } from "../orders/order.machine.ts";
import { isClosed, needsOf, type Order, type OrderLine } from "../orders/order.ts";
import { moveOrder } from "../orders/progress.ts";
import { parcelLeft } from "../packing/packing.ts";
import type { Remembered } from "../remembered-numbers.ts";
import { keptFrom } from "../stock/closed-places.ts";
import type { Warehouse } from "../warehouse.ts";
import { hashOf } from "./hash.ts";
import { namedUnitsOrService } from "./named-goods.ts";
import { doorCodes, jsonAnswer, problemAnswer, Refusal } from "./refusal.ts";

/** Sent again with the same content it is the same order, and the answer is where it is now; with other content it is a conflict. */
export function postOrder(w: Warehouse, desk: Desk, request: OrderRequest): HttpResponse {
  const id = orderIdOf(request.order);
  const requestHash = hashOf(
    JSON.stringify([request.order, request.country, request.lines.map((l) => [l.line, l.sku, l.quantity])]),
  );
  const known = w.orders.get(id);
  if (known) {
    if (known.requestHash !== requestHash) throw otherContent(id, known.state);
    return answerTo(known, hasMoved(known) ? known.state : "accepted");
  }
  const remembered = w.numbers.find(`order/${id}`);
  if (remembered) {
    if (!remembered.isSame(requestHash)) throw otherContent(id, remembered.ending);
    return remembered.ending === "rejected" ? noGoods(id) : endedAnswer(id, remembered);
  }
  if (w.openOrders >= w.settings.openOrdersMax)
    throw new Refusal("too-busy", `${w.openOrders} orders are open; send this one again later`, {
      headers: { "retry-after": "30" },
    });
  if (!/[\p{L}\p{N}]/u.test(request.country))
    throw new Refusal("malformed-message", "the country is blank; say where the order goes", {
      field: "country",
    });
  const lines = goodsOf(w, request);
  const order = newOrder(w, desk, id, request.country, lines, requestHash);
  if (lines.length > 0) acceptOrder(w, desk, order);
  else rejectOrder(w, desk, order);
  return answerTo(order, "accepted");
}

/** Something happened to it that its sender has not been answered yet. */
const hasMoved = ({ state }: Order): boolean => state !== "accepted" && state !== "allocated";

const otherContent = (id: OrderId, state: string): Refusal =>
  new Refusal(
    "conflict",
    `order ${id} is known with another content and is ${state}; send other goods as an order with a new number`,
    { field: "order" },
  );

const endedAnswer = (order: string, { ending }: Remembered): HttpResponse =>
  jsonAnswer(200, { order, state: ending });

/** Every line is checked before anything is written. Service lines are known and never picked. */
function goodsOf(w: Warehouse, { lines }: OrderRequest): OrderLine[] {
  if (lines.length === 0)
    throw new Refusal("malformed-message", "order: lines must not be empty", { field: "lines" });
  const seen = new Set<string>();
  return lines.flatMap(({ line, sku, quantity }, index) => {
    const named = namedUnitsOrService(w, sku, quantity, `lines[${index}].sku`);
    if (seen.has(line))
      throw new Refusal("malformed-message", `line ${line} stands twice in the order`, {
        field: `lines[${index}].line`,
      });
    seen.add(line);
    if (named === "service") return [];
    return { line: LineId(line), sku: named.sku, asked: named.units, picked: 0, shipped: 0 };
  });
}

function newOrder(
  w: Warehouse,
  desk: Desk,
  order: OrderId,
  country: string,
  lines: readonly OrderLine[],
  requestHash: string,
): Order {
  return {
    order,
    client: w.client,
    country,
    ...carriageTo(country),
    receivedAt: desk.now,
    ...w.cutOffs.of(desk.now),
    requestHash,
    lines,
    needs: needsOf(lines),
    state: orderChart.initial,
    wave: null,
    released: false,
    totes: [],
    parcels: [],
    holds: [],
    shippedAt: null,
    closedAt: null,
    shortLines: 0,
    shortUnits: 0,
    failures: 0,
    risk: "over",
    lackingSince: null,
    ending: null,
    why: "",
  };
}

/** An order without goods is written down as rejected, so that the day's sum comes out. */
function rejectOrder(w: Warehouse, desk: Desk, order: Order): void {
  w.orders.add(order);
  w.openOrders++;
  order.why = "no goods line";
  moveOrder(w, desk, order, "no.goods");
}

const noGoods = (order: OrderId): HttpResponse =>
  problemAnswer(
    new Refusal(doorCodes.noGoods, `order ${order} has no line of goods; it was recorded as rejected`, {
      field: "lines",
    }),
  )!;

/** 201: accepted. 200: known, and where it is. */
function answerTo(order: Order, state: OrderState): HttpResponse {
  if (order.state === "rejected") return noGoods(order.order);
  const { order: id, carrier, region, receivedAt, cutOffAt, shipBy } = order;
  return jsonAnswer(state === "accepted" ? 201 : 200, {
    order: id,
    state,
    ...destination(order),
    carrier,
    region,
    receivedAt: isoTime(receivedAt),
    cutOffAt: isoTime(cutOffAt),
    shipBy: isoTime(shipBy),
  });
}

/** What was written, and which country was read out of it; null: none is known, and no carrier follows from it. */
const destination = ({ country }: Pick<Order, "country">) => ({
  country,
  countryCode: countryOf(country) ?? null,
});

function find(w: Warehouse, id: string): Order {
  const order = w.orders.get(id as OrderId);
  if (!order) throw new Refusal("unknown-order", `order ${id} is not known here`, { field: "order" });
  return order;
}

export function getOrder(w: Warehouse, id: string): HttpResponse {
  const ended = endedLongAgo(w, id);
  if (ended) return endedAnswer(id, ended);
  const found = find(w, id);
  const { order, state, carrier, region, receivedAt, shipBy, shippedAt, lines, ending, why } = found;
  const kept = keptFrom(w, found);
  return jsonAnswer(200, {
    order,
    state,
    ...destination(found),
    carrier,
    region,
    receivedAt: isoTime(receivedAt),
    shipBy: isoTime(shipBy),
    shippedAt: shippedAt === null ? null : isoTime(shippedAt),
    ...(ending ? { ending } : {}),
    ...(why ? { why } : {}),
    ...(kept.length > 0 ? { kept } : {}),
    lines: lines.map(({ line, sku, asked, picked, shipped }) => ({ line, sku, asked, picked, shipped })),
    parcels: parcelsOf(w, found),
  });
}

const endedLongAgo = (w: Warehouse, id: string): Remembered | undefined =>
  w.orders.get(id as OrderId) ? undefined : w.numbers.find(`order/${id}`);

/** A day after an order ended, its parcels are known by their numbers alone. */
function parcelsOf(w: Warehouse, { parcels, totes }: Order): object[] {
  const known = new Map(
    totes.flatMap((id) => {
      const tote = w.totes.get(id);
      return tote?.sscc ? [[tote.sscc, tote] as const] : [];
    }),
  );
  return parcels.map((sscc) => {
    const tote = known.get(sscc);
    if (!tote) return { sscc };
    const units = tote.lines.reduce((sum, { taken }) => sum + taken, 0);
    return { sscc, shippedAt: tote.leftAt === null ? null : isoTime(tote.leftAt), units };
  });
}

/** Somebody saw the parcel leave where the portal did not: its order may end. */
export function postDeparture(w: Warehouse, desk: Desk, sscc: string): HttpResponse {
  if (!parcelLeft(w, desk, sscc))
    throw new Refusal("not-found", `no parcel ${sscc} waits here to leave`, { field: "sscc" });
  return jsonAnswer(200, { sscc, shippedAt: isoTime(desk.now) });
}

/** 200: over, as `state` says. 202: parts of it are on their way; `order.cancelled` or `order.shipped` follows. */
export function postCancellation(w: Warehouse, desk: Desk, id: string): HttpResponse {
  const ended = endedLongAgo(w, id);
  if (ended?.ending === "cancelled") return endedAnswer(id, ended);
  if (ended) throw new Refusal("conflict", `order ${id} is ${ended.ending}`, { field: "order" });
  const order = find(w, id);
  const why = cancelRefusal(w, order);
  if (why) throw new Refusal("conflict", why, { field: "order" });
  cancelOrder(w, desk, order, "cancelled");
  return jsonAnswer(isClosed(order.state) ? 200 : 202, { order: order.order, state: order.state });
}

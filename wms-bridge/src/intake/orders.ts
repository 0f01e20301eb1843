/** Orders at the door: a shipping order is accepted whole or not at all; asked for, cancelled. */

import { clientOf, codeOf, nameFor } from "@floorplane/contracts/client-names";
import { consignmentOf } from "@floorplane/contracts/consignment.schema";
import type { OrderState } from "@floorplane/contracts/documents";
import type { HttpResponse } from "@floorplane/contracts/http";
import {
  type ClientId,
  LineId,
  type OrderId,
  OrderId as orderIdOf,
  type Sku,
} from "@floorplane/contracts/ids";
import { orderReasonInEnglish } from "@floorplane/contracts/reasons/english/of-orders";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { isoTime } from "@floorplane/contracts/units";
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../goods/items.ts";
import type { Remembered, WithNumbers } from "../keeping/remembered-numbers.ts";
import type { WithSite } from "../keeping/traits.ts";
import { acceptOrder } from "../orders/accept.ts";
import { cancelOrder, cancelRefusal } from "../orders/cancel.ts";
import type { Carriage, WithCarriers } from "../orders/carriers.ts";
import type { WithConsignments } from "../orders/consignments.ts";
import { countryOf } from "../orders/countries.ts";
import { type HearingMeans, hear } from "../orders/hearing.ts";
import { keptFrom } from "../orders/kept-from.ts";
import type { OrderMeans } from "../orders/means.ts";
import { orderChart } from "../orders/order.machine.ts";
import { isClosed, needsOf, type Order, type OrderLine } from "../orders/order.ts";
import type { WithOrders } from "../orders/orders.ts";
import { moveOrder } from "../orders/progress.ts";
import type { ShipBy, WithCutOffs } from "../orders/ship-by.ts";
import { parcelLeft } from "../packing/packing.ts";
import { ssccOf } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import { carriageOf } from "./carriage.ts";
import { hashOf, hashOfContent } from "./hash.ts";
import { namedUnitsOrService } from "./named-goods.ts";
import { readAll } from "./read-all.ts";
import { doorCodes, jsonAnswer, problemAnswer, Refusal } from "./refusal.ts";

/** What it takes to take an order in. */
export type IntakeMeans = OrderMeans & WithSite & WithCarriers & WithConsignments & WithCutOffs & WithNumbers;

/**
 * Sent again with the same content it is the same order, and the answer is where it is now; with other content it is a conflict. `past`: the order under this number that the ledger has, if it is
 * no longer at hand.
 */
export function postOrder(
  means: IntakeMeans,
  desk: Desk,
  client: ClientId,
  request: OrderRequest,
  past: Order | undefined,
): HttpResponse {
  const { orders, numbers, settings } = means;
  const id = nameFor(client, means.client, orderIdOf(request.order));
  const requestHash = hashOfOrder(request);
  const known = orders.get(id) ?? past;
  if (known) {
    if (known.requestHash !== requestHash) throw otherContent(id, known.state);
    return answerTo(means, known, hasMoved(known) ? known.state : "accepted");
  }
  const remembered = numbers.find(`order/${id}`);
  if (remembered) {
    if (!remembered.isSame(requestHash)) throw otherContent(id, remembered.ending);
    return remembered.ending === "rejected" ? noGoods(id) : endedAnswer(means, id, remembered);
  }
  if (orders.open >= settings.openOrdersMax)
    throw new Refusal("too-busy", `${orders.open} orders are open; send this one again later`, {
      headers: { "retry-after": "30" },
    });
  if (!/[\p{L}\p{N}]/u.test(request.country))
    throw new Refusal("malformed-message", "the country is blank; say where the order goes", {
      field: "country",
    });
  const { country, carrier, service, shipBy } = request;
  const lines = goodsOf(means, client, request);
  const carriage = carriageOf(means, desk.now, { country, carrier, service, shipBy });
  const order = newOrder(desk, { client, order: id, country, ...carriage }, lines, requestHash);
  means.consignments.say(order, consignmentOf(request));
  if (lines.length > 0) acceptOrder(means, desk, order);
  else rejectOrder(means, desk, order);
  return answerTo(means, order, "accepted");
}

/** Of its goods and its country; of all else where there is any. */
function hashOfOrder({ order, country, lines, ...more }: OrderRequest): string {
  const goods = [order, country, lines.map((line) => [line.line, line.sku, line.quantity])];
  return Object.keys(more).length === 0 ? hashOf(JSON.stringify(goods)) : hashOfContent([goods, more]);
}

/** Something happened to it that its sender has not been answered yet. */
const hasMoved = ({ state }: Order): boolean => state !== "accepted" && state !== "allocated";

const otherContent = (id: OrderId, state: string): Refusal =>
  new Refusal(
    "conflict",
    `order ${codeOf(id)} is known with another content and is ${state}; send other goods as an order with a new number`,
    { field: "order" },
  );

const endedAnswer = (means: WithSite, order: OrderId, { ending }: Remembered): HttpResponse =>
  jsonAnswer(200, { ...called(means, order), state: ending });

/** By its client's number; whose it is is said where it is not the site's own client's. */
function called({ client: own }: WithSite, order: OrderId): object {
  const client = clientOf(order, own);
  return { ...(client === own ? {} : { client }), order: codeOf(order) };
}

/** Every line is checked before anything is written. Service lines are known and never picked. */
function goodsOf(means: WithItems & WithSite, client: ClientId, { lines }: OrderRequest): OrderLine[] {
  if (lines.length === 0)
    throw new Refusal("malformed-message", "order: lines must not be empty", { field: "lines" });
  const seen = new Set<string>();
  return readAll(lines, ({ line, sku, quantity }, index): OrderLine[] => {
    const named = namedUnitsOrService(means, { client, text: sku, quantity }, `lines[${index}].sku`);
    if (seen.has(line))
      throw new Refusal("malformed-message", `line ${line} stands twice in the order`, {
        field: `lines[${index}].line`,
      });
    seen.add(line);
    if (named === "service") return [];
    return [{ line: LineId(line), sku: named.sku, asked: named.units, picked: 0, shipped: 0 }];
  }).flat();
}

function newOrder(
  desk: Desk,
  destined: Pick<Order, "client" | "order" | "country"> & Carriage & ShipBy,
  lines: readonly OrderLine[],
  requestHash: string,
): Order {
  return {
    ...destined,
    receivedAt: desk.now,
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
    why: null,
  };
}

/** An order without goods is written down as rejected, so that the day's sum comes out. */
function rejectOrder(means: OrderMeans, desk: Desk, order: Order): void {
  means.orders.add(order);
  means.orders.become(order, { why: { code: "order.no-goods" } });
  moveOrder(means, desk, order, "no.goods");
}

const noGoods = (order: OrderId): HttpResponse =>
  problemAnswer(
    new Refusal(
      doorCodes.noGoods,
      `order ${codeOf(order)} has no line of goods; it was recorded as rejected`,
      {
        field: "lines",
      },
    ),
  )!;

/** 201: accepted. 200: known, and where it is. */
function answerTo(means: WithSite, order: Order, state: OrderState): HttpResponse {
  if (order.state === "rejected") return noGoods(order.order);
  const { carrier, region, receivedAt, cutOffAt, shipBy } = order;
  return jsonAnswer(state === "accepted" ? 201 : 200, {
    ...called(means, order.order),
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

export function find(
  { orders, client: own }: WithOrders & WithSite,
  id: OrderId,
  past: Order | undefined,
): Order {
  const order = orders.get(id) ?? past;
  if (order) return order;
  const client = clientOf(id, own);
  const whose = client === own ? "" : ` of client ${client}`;
  throw new Refusal("unknown-order", `order ${codeOf(id)}${whose} is not known here`, { field: "order" });
}

export function getOrder(
  means: OrderMeans & WithConsignments & WithNumbers & WithSite,
  id: OrderId,
  past: Order | undefined,
): HttpResponse {
  const ended = past ? undefined : endedLongAgo(means, id);
  if (ended) return endedAnswer(means, id, ended);
  const found = find(means, id, past);
  const { order, state, carrier, region, receivedAt, shipBy, shippedAt, lines, ending, why } = found;
  const reason = why && inClientsWords(why);
  const kept = keptFrom(means, found);
  return jsonAnswer(200, {
    ...called(means, order),
    state,
    ...destination(found),
    carrier,
    region,
    receivedAt: isoTime(receivedAt),
    shipBy: isoTime(shipBy),
    shippedAt: shippedAt === null ? null : isoTime(shippedAt),
    ...(ending ? { ending } : {}),
    ...(reason ? { why: orderReasonInEnglish(reason), reason } : {}),
    ...(kept.length > 0 ? { kept } : {}),
    lines: lines.map(({ line, sku, asked, picked, shipped }) => ({
      line,
      sku: codeOf(sku),
      asked,
      picked,
      shipped,
    })),
    parcels: parcelsOf(means, found),
    ...means.consignments.of(found),
  });
}

/** In the codes of its client. */
const inClientsWords = (why: OrderReason): OrderReason =>
  why.code === "units.lacking"
    ? { ...why, units: why.units.map((one) => ({ ...one, sku: codeOf(one.sku as Sku) })) }
    : why;

const endedLongAgo = ({ orders, numbers }: WithOrders & WithNumbers, id: OrderId): Remembered | undefined =>
  orders.get(id) ? undefined : numbers.find(`order/${id}`);

/** A day after an order ended, its parcels are known by their numbers alone. */
function parcelsOf({ totes }: WithTotes, order: Order): object[] {
  const known = new Map(
    order.totes.flatMap((id) => {
      const tote = totes.get(id);
      const sscc = tote && ssccOf(tote);
      return sscc ? [[sscc, tote] as const] : [];
    }),
  );
  return order.parcels.map((sscc) => {
    const tote = known.get(sscc);
    if (!tote) return { sscc };
    const units = tote.lines.reduce((sum, { taken }) => sum + taken, 0);
    const leftAt = tote.at.state === "shipped" ? tote.at.leftAt : null;
    return { sscc, shippedAt: leftAt === null ? null : isoTime(leftAt), units };
  });
}

/** Somebody saw the parcel leave where the portal did not: its order may end. */
export function postDeparture(means: HearingMeans, desk: Desk, client: ClientId, sscc: string): HttpResponse {
  const isOfClient = means.totes.ofParcel(sscc)?.client === client;
  means.handling.by({ hand: "wms" });
  const left = isOfClient ? parcelLeft(means, desk, sscc) : undefined;
  const whose = client === means.client ? "" : ` of client ${client}`;
  if (!left)
    throw new Refusal("not-found", `no parcel ${sscc}${whose} waits here to leave`, { field: "sscc" });
  hear(means, desk, left);
  return jsonAnswer(200, { sscc, shippedAt: isoTime(desk.now) });
}

/** 200: over, as `state` says. 202: parts of it are on their way; `order.cancelled` or `order.shipped` follows. */
export function postCancellation(
  means: OrderMeans & WithNumbers & WithSite,
  desk: Desk,
  id: OrderId,
  past: Order | undefined,
): HttpResponse {
  const ended = past ? undefined : endedLongAgo(means, id);
  if (ended?.ending === "cancelled") return endedAnswer(means, id, ended);
  if (ended) throw new Refusal("conflict", `order ${codeOf(id)} is ${ended.ending}`, { field: "order" });
  const order = find(means, id, past);
  const why = cancelRefusal(means, order);
  if (why) throw new Refusal("conflict", why, { field: "order" });
  cancelOrder(means, desk, order, "cancelled");
  return jsonAnswer(isClosed(order.state) ? 200 : 202, { ...called(means, id), state: order.state });
}

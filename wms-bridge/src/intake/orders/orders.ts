/** Orders at the door: a shipping order is accepted whole or not at all; asked for, cancelled. */

import { codeOf, nameFor } from "@floorplane/contracts/client-names";
import { consignmentOf } from "@floorplane/contracts/consignment.schema";
import type { OrderState } from "@floorplane/contracts/documents";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpResponse } from "@floorplane/contracts/http";
import {
  type ClientId,
  LineId,
  type OrderId,
  oneSpelling,
  OrderId as orderIdOf,
} from "@floorplane/contracts/ids";
import { isSameName } from "@floorplane/contracts/people-names";
import { isoTime } from "@floorplane/contracts/units";
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../../goods/items.ts";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { acceptOrder } from "../../orders/accept.ts";
import { cancelOrder, cancelRefusal } from "../../orders/cancel.ts";
import type { Carriage, WithCarriers } from "../../orders/carriers.ts";
import type { WithConsignments } from "../../orders/consignments.ts";
import { type HearingMeans, hear } from "../../orders/hearing.ts";
import type { OrderMeans } from "../../orders/means.ts";
import { orderChart } from "../../orders/order.machine.ts";
import { isClosed, needsOf, type Order, type OrderLine } from "../../orders/order.ts";
import { moveOrder } from "../../orders/progress.ts";
import type { ShipBy, WithCutOffs } from "../../orders/ship-by.ts";
import { unpackedAt } from "../../packing/packer-late.ts";
import { parcelLeft } from "../../packing/packing.ts";
import type { WithParcels } from "../../packing/parcels.ts";
import type { Program } from "../../programs/programs.ts";
import type { WithTransfers } from "../../transfers/transfers.ts";
import { doorCodes, jsonAnswer, problemAnswer, Refusal, replayed } from "../answering/refusal.ts";
import { noteProgram } from "../programs/note-program.ts";
import { hashOf, hashOfContent } from "../reading/hash.ts";
import { namedUnitsOrService } from "../reading/named-goods.ts";
import { readAll } from "../reading/read-all.ts";
import { carriageOf, shipByIn } from "./carriage.ts";
import { judgeConsolidation } from "./consolidation.ts";
import { called, destination, endedAnswer, endedLongAgo, find, lateness } from "./known-orders.ts";
import { differenceOf } from "./order-difference.ts";
import { predecessorsOf } from "./predecessors.ts";

/** What it takes to take an order in. */
export type IntakeMeans = OrderMeans &
  WithSite &
  WithCarriers &
  WithConsignments &
  WithCutOffs &
  WithNumbers &
  WithTransfers &
  WithParcels;

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
  // One without goods is judged anew each time, as whatever is refused: its catalogue may know better by now.
  const refused = known?.state === "rejected" ? orders.get(id) : undefined;
  if (known && !refused) {
    if (known.requestHash !== requestHash)
      throw otherContent(id, known.state, differenceIn(means, client, request, known));
    return sentBefore(answerTo(means, desk.now, known, hasMoved(known) ? known.state : "accepted"));
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
  const after = predecessorsOf(means, client, request);
  const { allocation = means.allocationOf(client), priority = "normal" } = request;
  const by = shipBy === undefined ? undefined : shipByIn(shipBy, desk.now);
  const carriage = carriageOf(means, desk.now, { country, carrier, service, shipBy: by });
  const says = consignmentOf(request);
  const to = request.transferTo && warehouseOf(means, request.transferTo);
  judgeConsolidation(means, { client, order: id, country, carrier: carriage.carrier, says });
  const sent = { client, order: id, country, ...carriage, allocation, priority, after, lines, requestHash };
  if (refused && lines.length === 0) return noGoods(id);
  const fresh = newOrder(desk, sent);
  const order = refused ? orders.renew(refused, fresh) : orders.add(fresh);
  means.consignments.say(order, says);
  if (to !== undefined && lines.length > 0)
    means.transfers.add({ ...newTransfer, client, order: id, to, openedAt: desk.now });
  if (lines.length > 0) acceptOrder(means, desk, order);
  else rejectOrder(means, desk, order);
  return answerTo(means, desk.now, order, "accepted");
}

/** The other warehouse in its one spelling. */
function warehouseOf({ siteId }: WithSite, transferTo: string): string {
  if (!isSameName(transferTo, siteId)) return oneSpelling(transferTo);
  throw new Refusal(
    "malformed-message",
    `transferTo is ${siteId}, which is this site: its goods are here already. Name the warehouse that they go to, or leave transferTo out where a customer gets them`,
    { field: "transferTo" },
  );
}

const newTransfer = {
  leftAt: null,
  arrivedAt: null,
  decidedAt: null,
  decidedBy: null,
  parcels: [],
  lines: [],
  over: [],
  early: [],
  heard: [],
  withdrawn: [],
  ticket: null,
  againAt: null,
  isOverdue: false,
} as const;

/** Of its goods and its country; of all else where there is any. */
function hashOfOrder({ order, country, lines, ...more }: OrderRequest): string {
  const goods = [order, country, lines.map((line) => [line.line, line.sku, line.quantity])];
  return Object.keys(more).length === 0 ? hashOf(JSON.stringify(goods)) : hashOfContent([goods, more]);
}

/** Something happened to it that its sender has not been answered yet. */
const hasMoved = ({ state }: Order): boolean => state !== "accepted" && state !== "allocated";

/** Undefined where its goods are none: that it is another content is what is answered then too. */
function differenceIn(
  means: WithItems & WithSite,
  client: ClientId,
  request: OrderRequest,
  known: Order,
): string | undefined {
  try {
    return differenceOf(goodsOf(means, client, request), request, known);
  } catch (error) {
    if (error instanceof Refusal || error instanceof FloorplaneError) return undefined;
    throw error;
  }
}

function otherContent(id: OrderId, state: string, difference?: string): Refusal {
  const number = codeOf(id);
  const is = difference ? `: ${difference}` : "";
  return new Refusal(
    "conflict",
    `order ${number} is known with another content and is ${state}${is}. Its lines are changed by POST ${wmsPaths.change(number)} while it is open; other goods are an order with a new number`,
    { field: "order" },
  );
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
    const none = { picked: 0, shipped: 0, cancelled: 0 };
    return [{ line: LineId(line), sku: named.sku, asked: named.units, ...none }];
  }).flat();
}

type Sent = Pick<
  Order,
  | "client"
  | "order"
  | "country"
  | "allocation"
  | "priority"
  | "after"
  | "lines"
  | "requestHash"
  | keyof Carriage
  | keyof ShipBy
>;

function newOrder(desk: Desk, sent: Sent): Order {
  return {
    ...sent,
    receivedAt: desk.now,
    needs: needsOf(sent.lines),
    state: orderChart.initial,
    held: null,
    course: [],
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
    lacking: [],
    givenUpAt: null,
    ending: null,
    why: null,
  };
}

/** An order without goods is written down as rejected, so that the day's sum comes out; that is all that comes of it. */
function rejectOrder(means: OrderMeans, desk: Desk, order: Order): void {
  means.orders.become(order, { why: { code: "order.no-goods" } });
  moveOrder(means, desk, order, "no.goods");
}

const noGoods = (order: OrderId): HttpResponse =>
  problemAnswer(
    new Refusal(
      doorCodes.noGoods,
      `order ${codeOf(order)} has no line of goods; it is counted as rejected, and judged anew when it is sent again`,
      {
        field: "lines",
      },
    ),
  )!;

/** The first answer again says the same, and its header that it is one. */
const sentBefore = (answer: HttpResponse): HttpResponse =>
  answer.status < 300 ? { ...answer, headers: { ...answer.headers, [replayed]: "true" } } : answer;

/** 201: accepted. 200: known, and where it is. */
function answerTo(means: WithSite, now: number, order: Order, state: OrderState): HttpResponse {
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
    ...lateness(order, now),
  });
}

/** Somebody saw the parcel leave where the portal did not: its order may end. Left before, it has left. */
export function postDeparture(means: HearingMeans, desk: Desk, client: ClientId, sscc: string): HttpResponse {
  const parcel = means.parcels.get(sscc);
  if (parcel?.client !== client)
    throw new Refusal("not-found", `there is no parcel ${sscc} here`, { field: "sscc" });
  if (parcel.leftAt !== null) return jsonAnswer(200, { sscc, shippedAt: isoTime(parcel.leftAt) });
  const bench = unpackedAt(means, sscc);
  if (bench)
    throw new Refusal(
      "conflict",
      `parcel ${sscc} is packing: tote ${bench.box} stands at ${bench.station} and a person has not packed it yet; pack it there first`,
      { field: "sscc" },
    );
  const pallet = means.pallets.under(sscc);
  if (pallet)
    throw new Refusal(
      "conflict",
      `parcel ${sscc} stands on pallet ${pallet.sscc}: say that the pallet left, or take the parcel off it`,
      { field: "sscc" },
    );
  means.handling.by({ hand: "wms" });
  const left = parcelLeft(means, desk, sscc);
  if (!left) throw new Refusal("conflict", `parcel ${sscc} is of a tote that is gone`, { field: "sscc" });
  hear(means, desk, left);
  return jsonAnswer(200, { sscc, shippedAt: isoTime(desk.now) });
}

/** 200: over, as `state` says. 202: parts of it are on their way; `order.cancelled` or `order.shipped` follows. */
export function postCancellation(
  means: OrderMeans & WithNumbers & WithSite,
  desk: Desk,
  { program }: Pick<Program, "program">,
  id: OrderId,
  past: Order | undefined,
): HttpResponse {
  const ended = past ? undefined : endedLongAgo(means, id);
  if (ended?.ending === "cancelled") return endedAnswer(means, id, ended);
  if (ended) throw new Refusal("conflict", `order ${codeOf(id)} is ${ended.ending}`, { field: "order" });
  const order = find(means, id, past);
  const why = cancelRefusal(means, order);
  if (why) throw new Refusal("conflict", why, { field: "order" });
  if (!isClosed(order.state) && order.state !== "cancelling") {
    noteProgram(means, desk, order, { act: "order.cancel", by: program });
    cancelOrder(means, desk, order, "cancelled");
  }
  return jsonAnswer(isClosed(order.state) ? 200 : 202, { ...called(means, id), state: order.state });
}

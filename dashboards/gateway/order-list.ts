/** `GET /api/orders`: open orders with the least time left first, or those that ended of late; filtered and cut here, so that no screen is sent a hundred thousand rows. */
import { codeOf, shownName } from "@floorplane/contracts/client-names";
import type { OrderDocument } from "@floorplane/contracts/documents";
import { orderReasonCodes } from "@floorplane/contracts/reasons/english/of-orders";
import { priorities } from "@floorplane/contracts/states";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, truthIn, wordsIn } from "./list-query.ts";
import { briefOf, type OrdersBoard } from "./orders-board.ts";
import { barOf } from "./orders-summary.ts";
import { hoursLeft, type ListPage, notches, type OrderRow, stages } from "./protocol.ts";
import { notchOf } from "./ship-by.ts";
import { stageOf } from "./stage-of.ts";

export const orderFilters = [
  "after",
  "perPage",
  "ended",
  "stage",
  "notch",
  "bar",
  "why",
  "sku",
  "client",
  "carrier",
  "priority",
  "held",
  "text",
] as const;

const bars = Array.from({ length: hoursLeft.length + 1 }, (_, bar) => String(bar));
/** What has no reason that somebody said. */
const whyWords = [...orderReasonCodes, "none"];

export function ordersPage(board: OrdersBoard, query: Query, now: number): ListPage<OrderRow> {
  onlyThese(query, orderFilters);
  const isWanted = filterOf(query, now);
  const ended = truthIn(query, "ended") ?? false;
  const wanted = function* (): Iterable<OrderDocument> {
    for (const order of ended ? board.closed() : board.open()) if (isWanted(order)) yield order;
  };
  return pageOf(wanted(), {
    // What ended last comes first.
    mark: (order) => ({ rank: ended ? -endedAt(order) : order.shipBy, name: order.order }),
    after: markIn(query),
    perPage: perPageIn(query),
    row: rowOf,
    at: now,
  });
}

function filterOf(query: Query, now: number): (order: OrderDocument) => boolean {
  const stage = wordsIn(query, "stage", stages);
  const notch = wordsIn(query, "notch", notches);
  const bar = wordsIn(query, "bar", bars);
  const why = wordsIn(query, "why", whyWords);
  const sku = textIn(query, "sku");
  const client = wordsIn(query, "client");
  const carrier = wordsIn(query, "carrier");
  const priority = wordsIn(query, "priority", priorities);
  const held = truthIn(query, "held");
  const text = textIn(query, "text")?.trim().toUpperCase();
  return (order) =>
    (!stage || stage.has(stageOf[order.state])) &&
    (!notch || notch.has(notchOf(order, now))) &&
    (!bar || bar.has(String(barOf(order.shipBy, now)))) &&
    (!why || why.has(order.why?.code ?? "none")) &&
    (!sku || order.lines.some((line) => line.sku === sku || codeOf(line.sku) === sku)) &&
    (!client || client.has(order.client)) &&
    (!carrier || carrier.has(order.carrier)) &&
    (!priority || priority.has(order.priority)) &&
    (held === undefined || held === (order.held !== null)) &&
    (!text || shownName(order.order).toUpperCase().includes(text));
}

const endedAt = ({ shippedAt, course, receivedAt }: OrderDocument): number =>
  course.at(-1)?.at ?? shippedAt ?? receivedAt;

function rowOf(order: OrderDocument): OrderRow {
  const { client, priority, held, lines, lacking, course, shippedAt } = order;
  return {
    ...briefOf(order),
    client,
    priority,
    isHeld: held !== null,
    lines: lines.length,
    lackingUnits: lacking.reduce((sum, { units }) => sum + units, 0),
    since: course.at(-1)?.at ?? null,
    shippedAt,
  };
}

/** Returns at the door: announced, called off, come as they were announced or otherwise, or come by themselves. Each is checked whole before anything is written. */
import { codeOf, nameFor } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import {
  type ClientId,
  isNumber,
  type LotId,
  OrderId,
  oneSpelling,
  ReturnId,
  type Sku,
} from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import type { ReturnArrival, ReturnRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../../handling/handling.ts";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { type DecidingMeans, watchReturn } from "../../returns/deciding.ts";
import type { Return, ReturnLine } from "../../returns/returns.ts";
import { lotOfUnit, type SerialSaid } from "../../serials/serial-said.ts";
import { atPlace, type WithSerials } from "../../serials/serials.ts";
import { isUnknownLot } from "../../stock/lots.ts";
import { bookReturn } from "../../stock/returns.ts";
import type { TaskMeans } from "../../tasks/asking.ts";
import type { WithTransfers } from "../../transfers/transfers.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { judgeReturning } from "../reading/named-serials.ts";
import { nearTime } from "../reading/near-time.ts";
import { isKnown, nameOf, remember, type WithReferences } from "../reading/references.ts";
import { judgeShipped, judgeUnits, type NamedLines, readLines } from "./named-lines.ts";

export type ReturnMeans = TaskMeans &
  DecidingMeans &
  WithHandling &
  WithReferences &
  WithNumbers &
  WithSerials &
  WithSite &
  WithTransfers;

export function postReturn(
  means: ReturnMeans,
  desk: Desk,
  client: ClientId,
  request: ReturnRequest,
): HttpResponse {
  const id = ReturnId(request.return);
  const isAnnounced = request.expectedAt !== undefined;
  const answer = jsonAnswer(201, { return: id, state: isAnnounced ? "announced" : "received" });
  const asked = { client, what: "return", number: id } as const;
  if (isKnown(means, asked, request)) return answer;
  const named = readLines(means, { client, now: desk.now, isHere: !isAnnounced }, request);
  if (named.lines.length === 0)
    throw new Refusal(doorCodes.noGoods, `return ${id} has no line of goods`, { field: "lines" });
  const expectedAt = isAnnounced
    ? nearTime(request.expectedAt!, { field: "expectedAt", now: desk.now, pastMsMax: dayMs })
    : null;
  const shippedBefore = request.shippedBefore === true;
  judgeUnits(means, named.lines);
  const others = (sku: Sku, lot?: LotId): number => means.returns.unitsAnnounced(sku, lot);
  if (!shippedBefore) judgeShipped(means, named.lines, isAnnounced ? others : undefined);
  const order = request.order === undefined ? null : oneSpelling(request.order);
  judgeReturning(means, serialsIn(named), { order, shippedBefore });
  if (order !== null) judgeSold(means, client, order);
  const opened = {
    client,
    return: id,
    order,
    state: "announced",
    location: null,
    shippedBefore,
    openedAt: desk.now,
    expectedAt,
    receivedAt: null,
    decidedAt: null,
    isOverdue: false,
    lines: named.lines.map((line) => lineOf(line, isAnnounced ? line.quantity : 0)),
  } as const;
  remember(means, desk, asked, request, isAnnounced ? 0 : unitsIn(named));
  const one = means.returns.add({ ...opened });
  if (!isAnnounced) receive(means, desk, one, named);
  return answer;
}

/** Goods of a transfer were sold to nobody: from the other warehouse they come back as a delivery. */
function judgeSold({ transfers, client: own }: ReturnMeans, client: ClientId, order: string): void {
  if (!isNumber(order) || !transfers.get(nameFor(client, own, OrderId(order)))) return;
  throw new Refusal(
    doorCodes.neverShipped,
    `order ${order} is a transfer to another warehouse, which nobody bought; goods that come from there are a delivery (POST /v1/expected-receipts), and what never left it is an arrival of fewer units`,
    { field: "order" },
  );
}

/** What is not said came as it was announced. */
export function postReturnArrival(
  means: ReturnMeans,
  desk: Desk,
  { client, number }: { readonly client: ClientId; readonly number: string },
  { lines }: Omit<ReturnArrival, "client">,
): HttpResponse {
  const one = returnNamed(means, client, number);
  if (one.state === "received" || one.state === "decided") {
    if (lines) judgeSaidAgain(means, desk, one, lines);
    return jsonAnswer(200, { return: one.return, state: one.state });
  }
  if (one.state === "cancelled")
    throw new Refusal(
      "conflict",
      `return ${one.return} was called off; send what came under another number`,
      {
        field: "return",
      },
    );
  const said = lines ?? one.lines.map(saidAgain);
  const named = readLines(means, { client, now: desk.now, isHere: true }, { lines: said });
  if (named.lines.length === 0)
    throw new Refusal(doorCodes.noGoods, `return ${one.return} has no line of goods`, { field: "lines" });
  judgeUnits(means, named.lines);
  if (!one.shippedBefore) judgeShipped(means, named.lines);
  judgeReturning(means, serialsIn(named), one);
  const asked = { client, what: "return", number: one.return } as const;
  means.references.came(asked, unitsIn(named));
  receive(means, desk, one, named);
  return jsonAnswer(201, { return: one.return, state: "received" });
}

/** It has come, as these or as others. Units that who looked corrected since are what was said of it, together. */
function judgeSaidAgain(means: ReturnMeans, desk: Desk, one: Return, lines: ReturnRequest["lines"]): void {
  const named = readLines(means, { client: one.client, now: desk.now, isHere: true }, { lines });
  const units = means.references.get(
    nameOf({ client: one.client, what: "return", number: one.return }),
    one.client,
  )?.units;
  const came = unitsBySku(one.lines.map(({ sku, received }) => ({ sku, quantity: received })));
  const isCorrected =
    units !== undefined && units !== [...came.values()].reduce((sum, count) => sum + count, 0);
  const said = unitsBySku(named.lines);
  const isOther = ([sku, count]: [Sku, number]): boolean =>
    isCorrected ? (came.get(sku) ?? 0) === 0 : came.get(sku) !== count;
  const other = [...said].find(isOther) ?? [...came].find(([sku, count]) => count > 0 && !said.has(sku));
  if (!other && !(isCorrected && unitsIn(named) !== units)) return;
  throw new Refusal(
    "conflict",
    `return ${one.return} has come with other goods${other ? ` (${codeOf(other[0])})` : ""}, and nothing of this is booked; send what came beside them under another number, and say what was wrong of it by its inspection`,
    { field: "lines" },
  );
}

function unitsBySku(lines: readonly { readonly sku: Sku; readonly quantity: number }[]): Map<Sku, number> {
  const units = new Map<Sku, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
}

export function postReturnCancellation(
  means: ReturnMeans,
  desk: Desk,
  { client, number }: { readonly client: ClientId; readonly number: string },
): HttpResponse {
  const one = returnNamed(means, client, number);
  if (one.state === "received" || one.state === "decided")
    throw new Refusal("conflict", `return ${one.return} has come, and stands in the book`, {
      field: "return",
    });
  if (one.state === "announced") means.returns.withdraw(one, desk.now);
  return jsonAnswer(200, { return: one.return, state: one.state });
}

export function returnNamed(
  { returns }: Pick<ReturnMeans, "returns">,
  client: ClientId,
  number: string,
): Return {
  const one = returns.get(oneSpelling(number), client);
  if (one) return one;
  throw new Refusal("not-found", `return ${number} is not known here, or was decided more than a month ago`, {
    field: "return",
  });
}

function receive(means: ReturnMeans, desk: Desk, one: Return, { lines, lots }: NamedLines): void {
  const { returns, places } = means;
  lots.write(desk);
  const location = places.bench(places.receiving);
  for (const { sku, serial, lot = null } of serialsIn({ lines }))
    means.serials.seen(one.client, sku, serial, atPlace(location), desk.now, lotOfUnit(means, sku, lot));
  returns.came(one, { location, now: desk.now }, merged(one, lines));
  bookReturn(
    means,
    desk,
    one,
    lines.map(({ sku, quantity, lot, reason, serials }) => ({
      sku,
      quantity,
      lot,
      ...(serials.length > 0 ? { serials: serials.map(({ serial }) => serial) } : {}),
      ...(reason === null ? {} : { reason }),
    })),
    one.shippedBefore ? "supplier" : "shipped",
  );
  watchReturn(means, desk, one);
}

const lineOf = (
  { sku, lot, reason, quantity }: NamedLines["lines"][number],
  announced: number,
): ReturnLine => ({
  sku,
  lot,
  reason,
  announced,
  received: announced > 0 ? 0 : quantity,
  gone: 0,
  graded: [],
});

/** What was announced stands beside what came of it: by goods, in the order in which they were announced. */
function merged({ lines: announced }: Return, came: NamedLines["lines"]): ReturnLine[] {
  const left = announced.filter((line) => line.announced > 0).map((line) => ({ ...line }));
  const more: ReturnLine[] = [];
  for (const line of came) {
    const known = left.find((each) => each.sku === line.sku && each.received === 0);
    if (!known) more.push({ ...lineOf(line, 0) });
    else
      Object.assign(known, { received: line.quantity, lot: line.lot, reason: line.reason ?? known.reason });
  }
  return [...left, ...more];
}

/** By its code: its client's own words. */
const saidAgain = ({ sku, lot, announced, reason }: ReturnLine): ReturnRequest["lines"][number] => ({
  sku: codeOf(sku),
  quantity: announced,
  ...(isUnknownLot(lot) ? {} : { lot }),
  ...(reason === null ? {} : { reason }),
});

const serialsIn = ({ lines }: Pick<NamedLines, "lines">): SerialSaid[] =>
  lines.flatMap(({ serials, lot }) => serials.map((said) => ({ ...said, lot })));

const unitsIn = ({ lines }: NamedLines): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

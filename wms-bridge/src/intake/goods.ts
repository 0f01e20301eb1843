/** Goods at the door: returns and write-offs. Each is checked whole before anything is written. */

import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, ReturnId } from "@floorplane/contracts/ids";
import type { ReturnRequest, WriteOffRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithItems } from "../goods/items.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithNumbers } from "../keeping/remembered-numbers.ts";
import type { WithLots } from "../stock/lots.ts";
import { bookReturn, type ReturnedLine, shippedOf } from "../stock/returns.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithVisits } from "../stock/visits.ts";
import type { TaskMeans } from "../tasks/asking.ts";
import { openWriteOff } from "../tasks/write-offs.ts";
import { namedUnits, namedUnitsOrService, unitsOfIt } from "./named-goods.ts";
import { NamedLots } from "./named-lots.ts";
import { readAll } from "./read-all.ts";
import { isKnown, remember, type WithReferences } from "./references.ts";
import { doorCodes, jsonAnswer, Refusal } from "./refusal.ts";

type GoodsMeans = TaskMeans &
  WithLots &
  WithVisits &
  WithHandling &
  WithReferences &
  WithNumbers &
  WithConfirmations;

/** Services may come back on paper; nothing of them is booked. */
export function postReturn(
  means: GoodsMeans,
  desk: Desk,
  client: ClientId,
  request: ReturnRequest,
): HttpResponse {
  const id = ReturnId(request.return);
  const answer = jsonAnswer(201, { return: id, state: "received" });
  const asked = { client, what: "return", number: id } as const;
  const again = isKnown(means, asked, request);
  if (again) return answer;
  const lots = new NamedLots(means, client, desk.now);
  const lines = readAll(request.lines, ({ sku, quantity, lot: label, expires }, index) => {
    const named = namedUnitsOrService(means, { client, text: sku, quantity }, `lines[${index}].sku`);
    if (named === "service") return [];
    const lot = lots.read({ sku: named.sku, lot: label, expires }, `lines[${index}]`);
    const field = `lines[${index}].quantity`;
    return [{ sku: named.sku, quantity: named.units, field, ...(lot === undefined ? {} : { lot }) }];
  }).flat();
  if (lines.length === 0)
    throw new Refusal(doorCodes.noGoods, `return ${id} has no line of goods`, { field: "lines" });
  if (!request.shippedBefore) judgeShipped(means, lines);
  lots.write(desk);
  remember(
    means,
    desk,
    asked,
    request,
    lines.reduce((sum, { quantity }) => sum + quantity, 0),
  );
  bookReturn(
    means,
    desk,
    { client, id },
    lines.map(({ field: _field, ...line }) => line),
    request.shippedBefore ? "supplier" : "shipped",
  );
  return answer;
}

/** What never left cannot come back; lines of one SKU are held against it together. */
function judgeShipped(
  means: WithStock & WithItems,
  lines: readonly (ReturnedLine & { readonly field: string })[],
): void {
  const left = new Map<string, number>();
  for (const { sku, quantity, field, lot } of lines) {
    const isKeptByLot = means.items.need(sku).lotKept && lot !== undefined;
    const key = isKeptByLot ? `${sku}|${lot}` : sku;
    const shipped = left.get(key) ?? Math.max(0, shippedOf(means, isKeptByLot ? { sku, lot } : { sku }));
    if (quantity > shipped)
      throw new Refusal(
        doorCodes.neverShipped,
        `${unitsOfIt(quantity, sku)} ${quantity === 1 ? "comes" : "come"} back, and ${shipped} ${shipped === 1 ? "was shipped from here and is" : "were shipped from here and are"} not back yet; correct the quantity, or send shippedBefore for what was sold before this house kept the book`,
        { field },
      );
    left.set(key, shipped - quantity);
  }
}

/** 202: people are asked to take the units off; booked and confirmed (`stock.adjusted`) when they did. */
export function postWriteOff(
  means: GoodsMeans,
  desk: Desk,
  client: ClientId,
  request: WriteOffRequest,
): HttpResponse {
  const { writeOff, quantity } = request;
  const asked = { client, what: "write-off", number: writeOff } as const;
  const known = isKnown(means, asked, request);
  if (known) return jsonAnswer(202, { writeOff, units: known.units });
  const { sku, units: wanted } = namedUnits(means, { client, text: request.sku, quantity }, "sku");
  const units = openWriteOff(means, desk, { writeOff, sku, quantity: wanted });
  if (units === 0)
    throw new Refusal(doorCodes.noStock, `no available unit of ${codeOf(sku)} to write off`, {
      field: "quantity",
    });
  remember(means, desk, asked, request, units);
  return jsonAnswer(202, { writeOff, units });
}

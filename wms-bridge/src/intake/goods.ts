/** Goods at the door: returns and write-offs. Each is checked whole before anything is written. */

import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, ReturnId, type Sku } from "@floorplane/contracts/ids";
import type { ReturnRequest, WriteOffRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithNumbers } from "../keeping/remembered-numbers.ts";
import { bookReturn, type ReturnedLine, shippedOf } from "../stock/returns.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithVisits } from "../stock/visits.ts";
import type { TaskMeans } from "../tasks/asking.ts";
import { openWriteOff } from "../tasks/write-offs.ts";
import { namedUnits, namedUnitsOrService, unitsOfIt } from "./named-goods.ts";
import { readAll } from "./read-all.ts";
import { isKnown, remember, type WithReferences } from "./references.ts";
import { doorCodes, jsonAnswer, Refusal } from "./refusal.ts";

type GoodsMeans = TaskMeans & WithVisits & WithHandling & WithReferences & WithNumbers & WithConfirmations;

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
  const lines = readAll(request.lines, ({ sku, quantity }, index) => {
    const named = namedUnitsOrService(means, { client, text: sku, quantity }, `lines[${index}].sku`);
    return named === "service"
      ? []
      : [{ sku: named.sku, quantity: named.units, field: `lines[${index}].quantity` }];
  }).flat();
  if (lines.length === 0)
    throw new Refusal(doorCodes.noGoods, `return ${id} has no line of goods`, { field: "lines" });
  if (!request.shippedBefore) judgeShipped(means, lines);
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
    lines.map(({ sku, quantity }) => ({ sku, quantity })),
    request.shippedBefore ? "supplier" : "shipped",
  );
  return answer;
}

/** What never left cannot come back; lines of one SKU are held against it together. */
function judgeShipped(means: WithStock, lines: readonly (ReturnedLine & { readonly field: string })[]): void {
  const left = new Map<Sku, number>();
  for (const { sku, quantity, field } of lines) {
    const shipped = left.get(sku) ?? Math.max(0, shippedOf(means, sku));
    if (quantity > shipped)
      throw new Refusal(
        doorCodes.neverShipped,
        `${unitsOfIt(quantity, sku)} ${quantity === 1 ? "comes" : "come"} back, and ${shipped} ${shipped === 1 ? "was shipped from here and is" : "were shipped from here and are"} not back yet; correct the quantity, or send shippedBefore for what was sold before this house kept the book`,
        { field },
      );
    left.set(sku, shipped - quantity);
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

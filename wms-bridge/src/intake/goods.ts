/** Goods at the door: returns and write-offs. Each is checked whole before anything is written. */

import type { HttpResponse } from "@floorplane/contracts/http";
import { ReturnId, type Sku } from "@floorplane/contracts/ids";
import type { ReturnRequest, WriteOffRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import { bookReturn, type ReturnedLine, shippedOf } from "../stock/returns.ts";
import { openWriteOff } from "../stock/write-offs.ts";
import type { Warehouse } from "../warehouse.ts";
import { namedUnits, namedUnitsOrService } from "./named-goods.ts";
import { isKnown, remember } from "./references.ts";
import { doorCodes, jsonAnswer, Refusal } from "./refusal.ts";

/** Services may come back on paper; nothing of them is booked. */
export function postReturn(w: Warehouse, desk: Desk, request: ReturnRequest): HttpResponse {
  const id = ReturnId(request.return);
  const answer = jsonAnswer(201, { return: id, state: "received" });
  const again = isKnown(w, `return/${id}`, request);
  if (again) return answer;
  const lines = request.lines.flatMap(({ sku, quantity }, index) => {
    const named = namedUnitsOrService(w, sku, quantity, `lines[${index}].sku`);
    return named === "service"
      ? []
      : { sku: named.sku, quantity: named.units, field: `lines[${index}].quantity` };
  });
  if (lines.length === 0)
    throw new Refusal(doorCodes.noGoods, `return ${id} has no line of goods`, { field: "lines" });
  if (!request.shippedBefore) judgeShipped(w, lines);
  remember(
    w,
    desk,
    `return/${id}`,
    request,
    lines.reduce((sum, { quantity }) => sum + quantity, 0),
  );
  bookReturn(
    w,
    desk,
    id,
    lines.map(({ sku, quantity }) => ({ sku, quantity })),
    request.shippedBefore ? "supplier" : "shipped",
  );
  return answer;
}

/** What never left cannot come back; lines of one SKU are held against it together. */
function judgeShipped(w: Warehouse, lines: readonly (ReturnedLine & { readonly field: string })[]): void {
  const left = new Map<Sku, number>();
  for (const { sku, quantity, field } of lines) {
    const shipped = left.get(sku) ?? Math.max(0, shippedOf(w, sku));
    if (quantity > shipped)
      throw new Refusal(
        doorCodes.neverShipped,
        `${quantity} units of ${sku} come back, and ${shipped} were shipped from here and are not back yet; correct the quantity, or send shippedBefore for what was sold before this house kept the book`,
        { field },
      );
    left.set(sku, shipped - quantity);
  }
}

/** 202: people are asked to take the units off; booked and confirmed (`stock.adjusted`) when they did. */
export function postWriteOff(w: Warehouse, desk: Desk, request: WriteOffRequest): HttpResponse {
  const { writeOff, quantity } = request;
  const known = isKnown(w, `write-off/${writeOff}`, request);
  if (known) return jsonAnswer(202, { writeOff, units: known.units });
  const { sku, units: asked } = namedUnits(w, request.sku, quantity, "sku");
  const units = openWriteOff(w, desk, { writeOff, sku, quantity: asked });
  if (units === 0)
    throw new Refusal(doorCodes.noStock, `no available unit of ${sku} to write off`, { field: "quantity" });
  remember(w, desk, `write-off/${writeOff}`, request, units);
  return jsonAnswer(202, { writeOff, units });
}

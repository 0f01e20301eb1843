/** Where an order that is sent again differs from the one that is known under its number: for whoever wonders why it is no repetition. */
import { codeOf } from "@floorplane/contracts/client-names";
import { instantMs } from "@floorplane/contracts/instant";
import { isoTime } from "@floorplane/contracts/units";
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import type { Order, OrderLine } from "../../orders/order.ts";

/** The first, as a sentence goes on; `lines` as this request says them. */
export function differenceOf(lines: readonly OrderLine[], request: OrderRequest, known: Order): string {
  return (
    inLines(lines, request, known) ??
    inField("country", request.country, known.country) ??
    inField("carrier", request.carrier, known.carrier) ??
    inField("allocation", request.allocation, known.allocation) ??
    inField("priority", request.priority, known.priority) ??
    inField("shipBy", timeOf(request.shipBy), isoTime(known.shipBy)) ??
    "its goods and its country are the same, and something else that it says is not, or is written otherwise (another code of an item, a field that says what is usual)"
  );
}

function inLines(lines: readonly OrderLine[], request: OrderRequest, known: Order): string | undefined {
  const before = new Map(known.lines.map((one) => [one.line, one]));
  for (const one of lines) {
    const index = request.lines.findIndex(({ line }) => line === one.line);
    const there = before.get(one.line);
    before.delete(one.line);
    if (!there) return `lines[${index}].line is ${one.line}, which that has not`;
    if (there.sku !== one.sku) return inField(`lines[${index}].sku`, codeOf(one.sku), codeOf(there.sku));
    if (there.asked !== one.asked)
      return inField(`lines[${index}].quantity`, String(one.asked), String(there.asked));
  }
  const [gone] = before.values();
  return gone && `lines is without line ${gone.line}, which that has`;
}

const inField = (field: string, said: string | undefined, is: string): string | undefined =>
  said === undefined || said === is
    ? undefined
    : `${field} is ${JSON.stringify(said)} in this one and ${JSON.stringify(is)} in that`;

/** Said in another zone it is the same. */
function timeOf(text: string | undefined): string | undefined {
  const ms = text === undefined ? undefined : instantMs(text);
  return ms === undefined ? undefined : isoTime(ms);
}

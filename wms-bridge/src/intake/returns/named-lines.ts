/** Lines of a return as a request writes them, read: which goods, of which lot, how many, and why they come back. */
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import type { ReturnRequest } from "@floorplane/contracts/wms.schema";
import type { WithItems } from "../../goods/items.ts";
import type { WithSettings } from "../../keeping/settings.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { SerialSaid } from "../../serials/serial-said.ts";
import { returnedLot, type WithLots } from "../../stock/lots.ts";
import { type ReturnedLine, shippedOf } from "../../stock/returns.ts";
import type { WithStock } from "../../stock/stock-book.ts";
import { arrivedElsewhere, type WithTransfers } from "../../transfers/transfers.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";
import { namedUnitsOrService, unitsOfIt } from "../reading/named-goods.ts";
import { NamedLots } from "../reading/named-lots.ts";
import { serialsOf } from "../reading/named-serials.ts";
import { readAll } from "../reading/read-all.ts";

export interface NamedLines {
  readonly lines: readonly (Required<Pick<ReturnedLine, "sku" | "quantity" | "lot">> & {
    readonly reason: string | null;
    readonly field: string;
    readonly serials: readonly SerialSaid[];
  })[];
  readonly lots: NamedLots;
}

/** Services may come back on paper; nothing of them is booked. `isHere`: their lots are read off labels by now. */
export function readLines(
  means: WithItems & WithSite & WithLots,
  { client, now, isHere }: { readonly client: ClientId; readonly now: number; readonly isHere: boolean },
  { lines: said, reason: ofAll }: Pick<ReturnRequest, "lines" | "reason">,
): NamedLines {
  const lots = new NamedLots(means, client, now);
  const lines = readAll(said, ({ sku, quantity, lot: label, expires, reason, serials = [] }, index) => {
    const named = namedUnitsOrService(means, { client, text: sku, quantity }, `lines[${index}].sku`);
    if (named === "service") return [];
    if (!isHere && serials.length > 0)
      throw new Refusal(
        "malformed-message",
        "an announcement names no serial numbers; say them when it came",
        {
          field: `lines[${index}].serials`,
        },
      );
    const isRead = isHere || label !== undefined;
    const lot = isRead ? lots.read({ sku: named.sku, lot: label, expires }, `lines[${index}]`) : undefined;
    const field = `lines[${index}].quantity`;
    return [
      {
        sku: named.sku,
        quantity: named.units,
        lot: lot ?? returnedLot,
        reason: reason ?? ofAll ?? null,
        field,
        serials: serialsOf(means, { ...named, serials }, `lines[${index}]`),
      },
    ];
  }).flat();
  return { lines, lots };
}

/** Nobody's customers send back a warehouse: a figure that was typed wrong would be booked. */
export function judgeUnits({ settings }: WithSettings, lines: NamedLines["lines"]): void {
  let units = 0;
  for (const { quantity, field } of lines) {
    units += quantity;
    if (units > settings.returnUnitsMax)
      throw new Refusal(
        "malformed-message",
        `the lines of the return come to ${units} units by this one, and at most ${settings.returnUnitsMax} come back in one; correct the quantity, or send several returns`,
        { field },
      );
  }
}

/** What never left cannot come back; lines of one SKU are held against it together. `others`: units that other returns announce, where this one is announced too. */
export function judgeShipped(
  means: WithStock & WithItems & WithTransfers,
  lines: NamedLines["lines"],
  others: (sku: Sku, lot?: LotId) => number = () => 0,
): void {
  const left = new Map<string, number>();
  for (const { sku, quantity, field, lot } of lines) {
    const isKeptByLot = means.items.need(sku).lotKept === true;
    const key = isKeptByLot ? `${sku}|${lot}` : sku;
    const announced = others(sku, isKeptByLot ? lot : undefined);
    const goods = isKeptByLot ? { sku, lot } : { sku };
    // What another warehouse has was sold to nobody here; its word may still change, and then they are on the way again.
    const away = Math.max(0, shippedOf(means, goods) - arrivedElsewhere(means, goods));
    const shipped = left.get(key) ?? Math.max(0, away - announced);
    if (quantity > shipped && announced > 0)
      throw new Refusal(
        doorCodes.neverShipped,
        `${unitsOfIt(quantity, sku)} ${quantity === 1 ? "is" : "are"} announced, and of the ${away} that were shipped from here and are not back yet other returns announce ${announced}; correct the quantity, or call off what does not come`,
        { field },
      );
    if (quantity > shipped)
      throw new Refusal(
        doorCodes.neverShipped,
        `${unitsOfIt(quantity, sku)} ${quantity === 1 ? "comes" : "come"} back, and ${shipped} ${shipped === 1 ? "was shipped from here and is" : "were shipped from here and are"} not back yet; correct the quantity, or send shippedBefore for what was sold before this house kept the book`,
        { field },
      );
    left.set(key, shipped - quantity);
  }
}

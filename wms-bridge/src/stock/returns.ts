/**
 * Goods that come back stand frozen at the receiving station until someone looks at them (`inspections.ts`). They come out of the account `shipped`, in the lot
 * that their label says, or in one of their own; what was sold before this house kept the book comes from outside like a delivery, since nothing here was ever shipped for it.
 */
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import { returnedLot } from "./lots.ts";
import type { WithPlaces } from "./places.ts";
import type { WithStock } from "./stock-book.ts";

export interface ReturnedLine {
  readonly sku: Sku;
  readonly quantity: number;
  /** As its label says; of goods that are not kept by lot nobody reads one. */
  readonly lot?: LotId;
  /** Which units, of goods that are kept by serial number. */
  readonly serials?: readonly string[];
  /** Why the customer sent it back. */
  readonly reason?: string;
}

/** Units of a SKU, or of one lot of it, that left and did not come back. */
export const shippedOf = ({ stock }: WithStock, { sku, lot }: Pick<ReturnedLine, "sku" | "lot">): number =>
  stock
    .sheetsOf(sku)
    .reduce((sum, sheet) => sum + (lot === undefined || sheet.lot === lot ? sheet.shipped : 0), 0);

export function bookReturn(
  { stock, places, handling, confirmations }: WithStock & WithPlaces & WithHandling & WithConfirmations,
  desk: Desk,
  {
    client,
    return: id,
    order,
  }: { readonly client: ClientId; readonly return: string; readonly order: string | null },
  lines: readonly ReturnedLine[],
  from: "shipped" | "supplier",
): void {
  const bench = places.bench(places.receiving);
  handling.by({ hand: "wms", ref: `return/${id}` });
  for (const { sku, quantity, lot = returnedLot, serials = [] } of lines) {
    handling.pieces(sku, serials);
    const row = stock.row(bench, sku, lot);
    stock.move(stock.outside(row, from), { holder: row, name: "frozen" }, quantity);
  }
  confirmations.tell(
    desk,
    `return/${id}`,
    "return.received",
    { return: id, ...(order === null ? {} : { order }), lines: lines.map(toldLine) },
    client,
  );
}

/** A lot that nobody read is nothing to tell. */
const toldLine = ({ lot, serials, ...line }: ReturnedLine) => ({
  ...line,
  ...(lot === undefined || lot === returnedLot ? {} : { lot }),
  ...(serials ? { serials: [...serials] } : {}),
});

/**
 * Goods that come back stand frozen at the receiving station until someone looks at them (`inspections.ts`). They come out of the account `shipped`, in a lot
 * of their own; what was sold before this house kept the book comes from outside like a delivery, since nothing here was ever shipped for it.
 */
import { type ClientId, LotId, type ReturnId, type Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithPlaces } from "./places.ts";
import type { WithStock } from "./stock-book.ts";

/** Nobody reads lots off a returned parcel. */
const returnedLot = LotId("RETURNED");

export interface ReturnedLine {
  readonly sku: Sku;
  readonly quantity: number;
}

/** Units of a SKU that left and did not come back. */
export const shippedOf = ({ stock }: WithStock, sku: Sku): number =>
  stock.sheetsOf(sku).reduce((sum, { shipped }) => sum + shipped, 0);

export function bookReturn(
  { stock, places, handling, confirmations }: WithStock & WithPlaces & WithHandling & WithConfirmations,
  desk: Desk,
  { client, id }: { readonly client: ClientId; readonly id: ReturnId },
  lines: readonly ReturnedLine[],
  from: "shipped" | "supplier",
): void {
  const bench = places.bench(places.receiving);
  handling.by({ hand: "wms", ref: `return/${id}` });
  for (const { sku, quantity } of lines) {
    const row = stock.row(bench, sku, returnedLot);
    stock.move(stock.outside(row, from), { holder: row, name: "frozen" }, quantity);
  }
  confirmations.tell(desk, `return/${id}`, "return.received", { return: id, lines: [...lines] }, client);
}

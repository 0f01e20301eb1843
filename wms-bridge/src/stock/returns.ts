/** Goods that come back stand frozen at the receiving station until someone grades them. They come out of the account `shipped`, in a lot of their own. */
import { LotId, type ReturnId, type Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Warehouse } from "../warehouse.ts";

/** Nobody reads lots off a returned parcel. */
const returnedLot = LotId("RETURNED");

export interface ReturnedLine {
  readonly sku: Sku;
  readonly quantity: number;
}

export function bookReturn(w: Warehouse, desk: Desk, id: ReturnId, lines: readonly ReturnedLine[]): void {
  const bench = w.places.bench(w.places.receiving);
  for (const { sku, quantity } of lines) {
    const row = w.stock.row(bench, sku, returnedLot);
    w.stock.move(w.stock.outside(row, "shipped"), { holder: row, name: "frozen" }, quantity);
  }
  w.confirmations.tell(desk, `return/${id}`, "return.received", { return: id, lines: [...lines] });
}

/** Units of a lot whose last day is over are for sale to nobody: they are kept for destruction, and their client hears it. */
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { Lot } from "./lot.kind.ts";
import type { WithLots } from "./lots.ts";
import type { WithStock } from "./stock-book.ts";

type ExpiryMeans = WithStock & WithLots & WithHandling & WithConfirmations;

export interface LotDue {
  readonly type: "lot.expired" | "lot.totes";
  readonly sku: Sku;
  readonly lot: Lot["lot"];
}

/** After its day was said: it is over then, or is over already. */
export function watchLot({ lots }: WithLots, desk: Desk, lot: Lot): void {
  const { sku, lot: number, expires, expiredAt } = lot;
  const id = `lot-expired/${sku}|${number}`;
  if (expiredAt !== null) desk.cancelDue(id);
  else desk.due(id, lots.endOf(expires), { type: "lot.expired", sku, lot: number } satisfies LotDue);
}

/** What of these goods is for sale, or would be by the end of a hold, and is over its day. */
export function condemnExpired(means: ExpiryMeans, desk: Desk, sku: Sku): void {
  const { stock, lots, handling } = means;
  if (lots.size === 0) return;
  const gone = new Map<Lot, number>();
  for (const row of stock.rowsOf(sku)) {
    const units = row.available + row.held;
    const lot = units > 0 ? lots.of(row) : undefined;
    if (!lot || lot.expiredAt === null) continue;
    handling.by({ hand: "house" });
    for (const name of ["available", "held"] as const)
      stock.move({ holder: row, name }, { holder: row, name: "condemned" }, row[name]);
    gone.set(lot, (gone.get(lot) ?? 0) + units);
  }
  for (const [{ client, lot }, quantity] of gone) {
    const lines = [{ sku, quantity, lot, state: "condemned" }];
    const cause = { kind: "expired", lot } as const;
    means.confirmations.tell(desk, `lot/${lot}`, "stock.graded", { lines, cause }, client);
  }
}

/** Its day was said wrong: what was kept for destruction is looked at by a person, who knows what else it was kept for. */
export function reconsider({ stock, handling }: WithStock & WithHandling, { sku, lot }: Lot): void {
  handling.by({ hand: "wms", ref: `lot/${lot}` });
  for (const row of stock.rowsOf(sku))
    if (row.lot === lot)
      stock.move({ holder: row, name: "condemned" }, { holder: row, name: "frozen" }, row.condemned);
}

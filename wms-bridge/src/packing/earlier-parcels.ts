/** Totes at benches and docks in a ledger of before parcels were kept: each was one parcel, and becomes it. */
import type { WithStock } from "../stock/stock-book.ts";
import { orderOf } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithParcels } from "./parcels.ts";

export function takeUpParcels({ totes, stock, parcels }: WithTotes & WithStock & WithParcels): void {
  for (const tote of totes.all()) {
    const { at, client } = tote;
    if ((at.state !== "packing" && at.state !== "packed") || parcels.get(at.sscc)) continue;
    const { sscc, job, station, seen } = at;
    parcels.add({
      client,
      sscc,
      order: orderOf(tote),
      tote: tote.tote,
      job,
      station,
      carton: null,
      because: "no-list",
      lines: stock.contents(tote.tote).map(({ sku, lot, units }) => ({ sku, lot, units })),
      grams: null,
      state: at.state === "packed" ? "packed" : seen ? "seenEarly" : "packing",
      packedAt: null,
      leftAt: null,
      manifest: null,
      serials: [],
    });
  }
}

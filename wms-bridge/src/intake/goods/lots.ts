/** The WMS says until when a lot may be used: of one whose day nobody knew, or that was said wrong. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, LotId, type Sku } from "@floorplane/contracts/ids";
import type { LotSaid } from "@floorplane/contracts/lots.schema";
import type { Desk } from "@floorplane/runtime/room";
import { lotExpired } from "../../orders/expiring.ts";
import type { OrderMeans } from "../../orders/means.ts";
import { reconsider, watchLot } from "../../stock/expiry.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namedUnits } from "../reading/named-goods.ts";
import { needDay } from "../reading/named-lots.ts";

/** A lot that nobody had here is one typed wrong: its day would be said of nothing. */
function judgeLot({ lots, stock }: OrderMeans, sku: Sku, lot: LotId): void {
  if (lots.of({ sku, lot }) || stock.sheetsOf(sku).some((sheet) => sheet.lot === lot)) return;
  throw new Refusal(
    "not-found",
    `no units of lot ${lot} of ${codeOf(sku)} were ever here: correct the lot, or say its day with the row that brings it`,
    { field: "lot" },
  );
}

export function postLot(
  means: OrderMeans,
  desk: Desk,
  client: ClientId,
  { sku: text, lot: number, expires }: Omit<LotSaid, "client">,
): HttpResponse {
  const { lots, stock } = means;
  const { sku } = namedUnits(means, { client, text, quantity: 1 }, "sku");
  const { shelfLifeDays } = means.items.need(sku);
  if (shelfLifeDays === undefined)
    throw new Refusal(
      "conflict",
      `${codeOf(sku)} has no shelf life; send the item with shelfLifeDays first`,
      {
        field: "sku",
      },
    );
  judgeLot(means, sku, LotId(number));
  needDay(means, expires, { now: desk.now, shelfLifeDays }, "expires");
  const before = lots.of({ sku, lot: LotId(number) });
  const wasOver = before !== undefined && before.expiredAt !== null;
  if (before?.expires !== expires) {
    const lot = lots.expiresOn({ client, sku, lot: LotId(number), expires, expiredAt: null });
    if (lots.endOf(expires) <= desk.now) lotExpired(means, desk, lot);
    else if (wasOver) reconsider(means, lot);
    watchLot(means, desk, lot);
    // Orders may have what lasts longer now, and no longer what lasts shorter.
    stock.free(sku);
    for (const order of means.orders.holders())
      if (order.holds.some(({ row }) => row.sku === sku)) means.orders.unsettle(order);
  }
  return jsonAnswer(200, { sku: codeOf(sku), lot: number, expires });
}

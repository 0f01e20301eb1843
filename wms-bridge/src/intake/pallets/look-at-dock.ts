/** What a label at the dock is of, for those who work there, whosever goods it is. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { DockShown } from "@floorplane/contracts/dock";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { WithConsignments } from "../../orders/consignments.ts";
import type { WithOrders } from "../../orders/orders.ts";
import type { WithPallets } from "../../packing/pallets.ts";
import { unitsIn, type WithParcels } from "../../packing/parcels.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { ssccNamed } from "./list-pallets.ts";

export function lookAtDock(
  { pallets, parcels, orders, consignments }: WithPallets & WithParcels & WithOrders & WithConsignments,
  code: string,
): HttpResponse {
  const sscc = ssccNamed(code, "code");
  const pallet = pallets.get(sscc);
  const parcel = parcels.get(sscc);
  const order = parcel?.order ? orders.get(parcel.order) : undefined;
  if (pallet) {
    const { client, state, carrier, manifest, consolidation, parcels: onIt, apart } = pallet;
    const shown: DockShown = {
      kind: "pallet",
      client,
      ...{ sscc, state, carrier, manifest, consolidation, parcels: onIt, apart },
    };
    return jsonAnswer(200, shown);
  }
  if (!parcel) throw new Refusal("not-found", `${sscc} is no parcel and no pallet here`, { field: "code" });
  const { client, manifest } = parcel;
  const { consolidation = null, shipOn = null } = order ? consignments.of(order) : {};
  const shown: DockShown = {
    kind: "parcel",
    client,
    sscc,
    state: parcel.state === "seenEarly" ? "packing" : parcel.state,
    order: parcel.order && codeOf(parcel.order),
    carrier: order?.carrier ?? null,
    units: unitsIn(parcel),
    pallet: pallets.under(sscc)?.sscc ?? null,
    ...{ manifest, consolidation, shipOn },
  };
  return jsonAnswer(200, shown);
}

/** The label of a parcel that is here: what its order says of it, and to whom it goes. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Consignment } from "@floorplane/contracts/consignment.schema";
import type { LabelLanguage } from "@floorplane/contracts/label.schema";
import { parcelLabel } from "../labels/labels.ts";
import type { Sheet } from "../labels/sheet.ts";
import type { WithConsignments } from "../orders/consignments.ts";
import type { WithOrders } from "../orders/orders.ts";
import { type Parcel, unitsIn } from "../packing/parcels.ts";

/** @param copy which label of this parcel it is, from 1. */
export function sheetOf(
  { orders, consignments }: WithOrders & WithConsignments,
  parcel: Parcel,
  language: LabelLanguage,
  copy: number,
): Sheet {
  const order = parcel.order === null ? undefined : orders.get(parcel.order);
  const { sscc, carton, grams } = parcel;
  return parcelLabel(
    {
      sscc,
      order: parcel.order && codeOf(parcel.order),
      address: order ? addressOf(consignments.of(order)) : [],
      country: order?.country ?? null,
      carrier: order?.carrier ?? null,
      carton,
      grams,
      units: unitsIn(parcel),
      copy,
    },
    language,
  );
}

function addressOf({ consignee, address }: Consignment): string[] {
  const city = [address?.postcode, address?.city].filter((part) => part !== undefined).join(" ");
  const lines = [consignee?.name, consignee?.company, ...(address?.lines ?? []), city, address?.state];
  return lines.filter((line): line is string => line !== undefined && line !== "");
}

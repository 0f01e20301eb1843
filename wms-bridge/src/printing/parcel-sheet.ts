/** The labels of a parcel and of a pallet that are here: what their orders say of them, and to whom they go. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Consignment } from "@floorplane/contracts/consignment.schema";
import type { LabelLanguage } from "@floorplane/contracts/label.schema";
import { palletLabel, parcelLabel } from "../labels/labels.ts";
import type { Sheet } from "../labels/sheet.ts";
import type { WithConsignments } from "../orders/consignments.ts";
import type { WithOrders } from "../orders/orders.ts";
import type { Pallet } from "../packing/pallets.ts";
import { type Parcel, unitsIn, type WithParcels } from "../packing/parcels.ts";

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

/** To whom it goes stands on it where all of it goes there. */
export function palletSheet(
  { orders, consignments, parcels }: WithOrders & WithConsignments & WithParcels,
  { sscc, carrier, manifest, consolidation, parcels: onIt }: Pallet,
  language: LabelLanguage,
  copy: number,
): Sheet {
  const kept = onIt.flatMap((one) => parcels.get(one) ?? []);
  const theirs = kept.flatMap(({ order }) => (order && orders.get(order)) || []);
  const addresses = new Set(
    theirs.map((order) => JSON.stringify([addressOf(consignments.of(order)), order.country])),
  );
  const [only = "[[],null]"] = addresses.size === 1 ? addresses : [];
  const [address, country] = JSON.parse(only) as [string[], string | null];
  const isWeighed = kept.length === onIt.length && kept.every(({ grams }) => grams !== null);
  const grams = isWeighed ? kept.reduce((sum, parcel) => sum + (parcel.grams ?? 0), 0) : null;
  return palletLabel(
    { sscc, carrier, manifest, consolidation, address, country, grams, parcels: onIt.length, copy },
    language,
  );
}

function addressOf({ consignee, address }: Consignment): string[] {
  const city = [address?.postcode, address?.city].filter((part) => part !== undefined).join(" ");
  const lines = [consignee?.name, consignee?.company, ...(address?.lines ?? []), city, address?.state];
  return lines.filter((line): line is string => line !== undefined && line !== "");
}

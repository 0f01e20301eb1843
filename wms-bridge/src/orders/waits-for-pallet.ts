/** A packed parcel that is to go on a pallet, or stands on one, is not late at the dock: its truck's closing asks where it is. */
import type { Desk } from "@floorplane/runtime/room";
import { parcelLate, watchParcel } from "../packing/packing.ts";
import type { Parcel } from "../packing/parcels.ts";
import type { Tote } from "../totes/tote.ts";
import type { WithConsignments } from "./consignments.ts";
import { type HearingMeans, orderFor } from "./hearing.ts";
import { sayUnpacked } from "./unpacked.ts";

/** A tote's parcels were not all seen leaving in time. */
export function partsLate(means: HearingMeans & WithConsignments, desk: Desk, tote: Tote): void {
  const { at } = tote;
  const waits = (parcel: Parcel): boolean =>
    parcel.state === "left" ||
    (parcel.state === "packed" &&
      (means.pallets.under(parcel.sscc) !== undefined ||
        (parcel.order !== null && means.consignments.goOnPallets({ order: parcel.order }))));
  if (at.state === "packed" && means.parcels.ofJob(at.job).every(waits)) watchParcel(means, desk, tote);
  else {
    parcelLate(means, desk, tote);
    const order = orderFor(means, tote);
    if (order) sayUnpacked(means, order);
  }
}

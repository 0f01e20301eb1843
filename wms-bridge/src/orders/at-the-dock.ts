/** What portals read at the docks: a pallet, a parcel on one, a parcel by itself, or a number that nobody here knows. */
import type { FromSensors } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { WithUnknownNames } from "../keeping/unknown-names.ts";
import { parcelSeen } from "../packing/packing.ts";
import { isAtWrongDock } from "./docks.ts";
import { hear } from "./hearing.ts";
import { type PalletLeavingMeans, palletSeen, readWithoutPallet } from "./pallets-leaving.ts";

/** One that left before is known, as long as its number is. */
export function readAtDock(
  means: PalletLeavingMeans & WithUnknownNames,
  desk: Desk,
  { sscc, portal }: Extract<FromSensors, { type: "parcel.seen" }>,
): void {
  const { pallets, parcels, orders, handling, log, unknownNames } = means;
  if (isAtWrongDock(means, desk, sscc, portal)) return;
  handling.by({ hand: "portal", by: portal });
  const pallet = pallets.get(sscc);
  if (pallet) {
    palletSeen(means, desk, pallet, portal);
    return;
  }
  const under = pallets.under(sscc);
  if (under && parcels.get(sscc)?.state === "packed") {
    readWithoutPallet(means, desk, under, { sscc, portal });
    return;
  }
  const told = parcelSeen(means, desk, sscc);
  if (told) hear(means, desk, told);
  if (told || orders.hasParcel(sscc) || pallets.isKnown(sscc)) return;
  log.warn("parcel.unknown", { sscc, portal });
  unknownNames.seen(desk, "parcel", sscc, portal);
}

/**
 * A pallet leaves with all that is on it, by the portal's word or a person's. A parcel's own tag may be read with the pallet's, before it, or alone: it waits a moment for the pallet, so that it is told with what it left
 * on; then it left, and where the pallet is becomes a question. Nothing is shipped by guess, and nothing that was read is kept from being told.
 */
import type { DeviceId } from "@floorplane/contracts/ids";
import { secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import { parcelSeen } from "../packing/packing.ts";
import { palletTold } from "../packing/pallet-said.ts";
import type { Pallet } from "../packing/pallets.ts";
import { saidOf } from "../packing/parcel-said.ts";
import { clearWrongDock } from "./docks.ts";
import { type HearingMeans, hear } from "./hearing.ts";
import { answered, isAskedWhere, moveToNextTruck, ordersMoved } from "./outbound.ts";
import { type PalletMeans, palletSubject, takeOff } from "./palletising.ts";

export type PalletLeavingMeans = HearingMeans & PalletMeans;

/** A parcel on a pallet was read, and its pallet may be any moment. */
export interface ApartDue {
  readonly type: "parcel.apart";
  readonly sscc: string;
  readonly portal: DeviceId;
}

/** A pallet is through a portal in ten seconds, and what was read is to be told within the minute. */
const togetherMs = 30 * secondMs;

/** A portal read the pallet itself. Of one that is empty, left or broken up it says nothing. */
export function palletSeen(means: PalletLeavingMeans, desk: Desk, pallet: Pallet, portal: DeviceId): void {
  const { sscc, state, parcels } = pallet;
  if (state === "closed") leave(means, desk, pallet, "pallet.seen");
  if (state !== "open" || parcels.length === 0) return;
  means.pallets.follow(pallet, "pallet.seen", desk.now);
  ordersMoved(means, pallet);
  raiseAlarm(desk, "pallet.seen-open", sscc, { portal, parcels: parcels.length });
}

/** A person says that it left, with all that is on it. */
export const palletDeparts = (means: PalletLeavingMeans, desk: Desk, pallet: Pallet): void =>
  leave(means, desk, pallet, "pallet.departed");

function leave(
  means: PalletLeavingMeans,
  desk: Desk,
  pallet: Pallet,
  event: "pallet.seen" | "pallet.departed",
): void {
  const { pallets, confirmations } = means;
  pallets.follow(pallet, event, desk.now);
  for (const sscc of pallet.parcels) {
    desk.cancelDue(apartId(sscc));
    const told = parcelSeen(means, desk, sscc);
    if (told) hear(means, desk, told);
  }
  const data = { pallet: palletTold(pallet), parcels: pallet.parcels.map((sscc) => saidOf(means, sscc)) };
  confirmations.tell(desk, palletSubject(pallet), "pallet.shipped", data, pallet.client);
  settled(means, desk, pallet);
}

/** One of its parcels was read. Read again it waits no longer. */
export function readWithoutPallet(
  means: PalletLeavingMeans,
  desk: Desk,
  pallet: Pallet,
  { sscc, portal }: Omit<ApartDue, "type">,
): void {
  means.readers.parcelSeen(desk);
  if (pallet.apart.includes(sscc)) return;
  means.pallets.partedFrom(pallet, sscc);
  desk.due(apartId(sscc), desk.now + togetherMs, { type: "parcel.apart", sscc, portal } satisfies ApartDue);
}

/** Its pallet was not read: it left all the same. Off a pallet that is open somebody took it and did not say so; of any other nobody knows where it is. */
export function leftWithoutPallet(means: PalletLeavingMeans, desk: Desk, { sscc, portal }: ApartDue): void {
  const { parcels, pallets, handling } = means;
  const pallet = pallets.under(sscc);
  // Whoever put it on another one since had it in the hand.
  if (parcels.get(sscc)?.state !== "packed" || (pallet && !pallet.apart.includes(sscc))) return;
  handling.by({ hand: "portal", by: portal });
  if (pallet?.state === "open") takeOff(means, pallet, sscc);
  else if (pallet)
    raiseAlarm(desk, "pallet.apart", pallet.sscc, { parcel: sscc, parcels: pallet.parcels.length, portal });
  const told = parcelSeen(means, desk, sscc);
  if (told) hear(means, desk, told);
  if (pallet) ordersMoved(means, pallet);
}

/** A person found it here: those that were read without it left by themselves, and it goes with the next truck where its own is gone. Answers whether anybody had asked. */
export function palletStays(means: PalletLeavingMeans, desk: Desk, pallet: Pallet): boolean {
  const { pallets, parcels } = means;
  const gone = pallet.apart.filter((sscc) => parcels.get(sscc)?.state !== "packed");
  const isUnread = isAskedWhere(means, pallet);
  if (pallet.state !== "asked" && gone.length === 0 && !isUnread) return false;
  if (pallet.state === "asked") pallets.follow(pallet, "pallet.stays", desk.now);
  settled(means, desk, pallet);
  for (const sscc of gone) takeOff(means, pallet, sscc);
  if (isUnread) moveToNextTruck(means, desk, pallet);
  if (pallet.parcels.length === 0 && pallet.state === "closed")
    pallets.follow(pallet, "pallet.broken-up", desk.now);
  return true;
}

/** Nobody need look for it any more. */
function settled(means: PalletLeavingMeans, desk: Desk, pallet: Pallet): void {
  answered(means, desk, pallet, "pallet.unread");
  ordersMoved(means, pallet);
  clearAlarm(desk, "pallet.seen-open", pallet.sscc);
  clearAlarm(desk, "pallet.apart", pallet.sscc);
  clearWrongDock(desk, pallet.sscc);
}

const apartId = (sscc: string): string => `apart/${sscc}`;

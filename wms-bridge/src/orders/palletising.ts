/** Parcels are put on a pallet and taken off it, until it is closed: all of one client, for one truck of one carrier, and of one consolidation where their orders name any. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { ClientId } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm } from "../keeping/alarms.ts";
import type { WithCounters } from "../keeping/counters.ts";
import type { WithCartons } from "../packing/into-parcels.ts";
import { tellPieces } from "../packing/packing.ts";
import { palletTold } from "../packing/pallet-said.ts";
import type { Pallet, WithPallets } from "../packing/pallets.ts";
import { saidOf } from "../packing/parcel-said.ts";
import type { Parcel } from "../packing/parcels.ts";
import type { WithTotes } from "../totes/totes.ts";
import { unassigned } from "./carriers.ts";
import type { WithConsignments } from "./consignments.ts";
import { awaitedIn, waitsUntil } from "./consolidation.ts";
import { isAskedWhere, type OutboundMeans, orderMoved, ordersMoved } from "./outbound.ts";

export type PalletMeans = OutboundMeans &
  WithPallets &
  WithConsignments &
  WithConfirmations &
  WithHandling &
  WithCounters &
  WithCartons &
  WithTotes;

/** Under a number of the same range as parcels'. */
export function openPallet(means: PalletMeans, desk: Desk, client: ClientId): Pallet {
  const { pallets, counters, gs1 } = means;
  return pallets.open(client, ssccOf(counters.next("parcel"), gs1), desk.now);
}

/** With whom its goods leave. */
export interface Leaving {
  readonly carrier: string;
  readonly manifest: string;
  readonly consolidation: string | null;
}

/** Those that are on it already; undefined: an empty one is for any. */
export const leavingOf = ({ carrier, manifest, consolidation }: Pallet): Leaving | undefined =>
  carrier === null || manifest === null ? undefined : { carrier, manifest, consolidation };

/** Why a parcel goes with no pallet at all, or with whom it leaves. */
export function leavingWith(means: PalletMeans, parcel: Parcel): Leaving | string {
  const { orders, consignments, pallets } = means;
  const { sscc, state, order: id, manifest } = parcel;
  if (state === "left") return `parcel ${sscc} has left`;
  if (state !== "packed") return `parcel ${sscc} is packing: it is put on a pallet once it is packed`;
  const under = pallets.under(sscc);
  if (under) return `parcel ${sscc} stands on pallet ${under.sscc}: take it off there first`;
  const order = id === null ? undefined : orders.get(id);
  if (!order) return `parcel ${sscc} is for no order that is at hand`;
  if (order.carrier === unassigned.carrier || manifest === null)
    return `parcel ${sscc} has no truck: nobody knows who is to carry order ${codeOf(order.order)}`;
  if (isAskedWhere(means, parcel))
    return `the truck of parcel ${sscc} has left, and no portal read it: say first whether it left (departure) or is here (stay)`;
  const { consolidation = null } = consignments.of(order);
  return { carrier: order.carrier, manifest, consolidation };
}

/** Why a parcel that leaves so cannot stand with those; undefined: it can. */
export function apartFrom(parcel: string, its: Leaving, theirs: Leaving): string | undefined {
  if (its.carrier !== theirs.carrier)
    return `parcel ${parcel} goes with ${its.carrier}, and what is on the pallet with ${theirs.carrier}`;
  if (its.consolidation !== theirs.consolidation)
    return `parcel ${parcel} ${belongs(its)}, and what is on the pallet ${belongs(theirs)}`;
  if (its.manifest !== theirs.manifest)
    return `parcel ${parcel} is on manifest ${its.manifest}, and what is on the pallet on ${theirs.manifest}`;
  return undefined;
}

const belongs = ({ consolidation }: Leaving): string =>
  consolidation === null ? "belongs to no consolidation" : `belongs to consolidation ${consolidation}`;

/** Why nothing can be put on it or taken off it; undefined: it can. */
export function whyNotOpen(means: OutboundMeans, pallet: Pallet): string | undefined {
  const { sscc, state } = pallet;
  if (state !== "open")
    return state === "asked"
      ? `a portal read pallet ${sscc} while it was open: say first whether it left (departure) or is here (stay)`
      : `pallet ${sscc} is ${state}`;
  return isAskedWhere(means, pallet)
    ? `the truck of pallet ${sscc} has left, and no portal read it: say first whether it left (departure, once it is closed) or is here (stay)`
    : undefined;
}

/** The caller has judged that it may. */
export function putOn(
  means: PalletMeans,
  desk: Desk,
  pallet: Pallet,
  parcel: Parcel,
  leaving: Leaving,
): void {
  means.pallets.put(pallet, parcel.sscc, leaving);
  noteOn(means, pallet, parcel, "palletise");
  orderMoved(means, parcel.order);
  calmLate(means, desk, parcel);
}

/** It goes by itself from now on. */
export function takeOff(means: PalletMeans, pallet: Pallet, parcel: string): void {
  means.pallets.take(pallet, parcel);
  const kept = means.parcels.get(parcel);
  if (!kept) return;
  noteOn(means, pallet, kept, "depalletise");
  orderMoved(means, kept.order);
}

function noteOn(
  means: PalletMeans,
  { sscc: pallet }: Pallet,
  parcel: Parcel,
  step: "palletise" | "depalletise",
): void {
  const { handling } = means;
  tellPieces(means, parcel);
  const where = { tote: parcel.tote, parcel: parcel.sscc, pallet };
  for (const { sku, lot, units } of parcel.lines) handling.note({ step, sku, lot, units, ...where });
}

/** Nobody need look for a parcel that waits for its pallet's departure. */
function calmLate({ totes, parcels, pallets }: PalletMeans, desk: Desk, { tote: id, job }: Parcel): void {
  const tote = totes.get(id);
  if (tote?.at.state !== "packed" || !tote.at.late) return;
  if (!parcels.ofJob(job).every(({ sscc, state }) => state === "left" || pallets.under(sscc))) return;
  totes.late(tote, false);
  clearAlarm(desk, "parcel.late", tote.tote);
}

/** Why it is not closed yet; undefined: it may be. `isIncomplete`: somebody says that it goes without the rest. */
export function whyNotWhole(
  means: PalletMeans,
  now: number,
  { sscc, client, manifest, consolidation }: Pallet,
  isIncomplete: boolean,
): string | undefined {
  if (consolidation === null || isIncomplete) return undefined;
  const awaited = awaitedIn(means, { client, consolidation });
  const truck = manifest === null ? undefined : means.manifests.get(manifest, client);
  if (awaited.length === 0 || !truck || now >= waitsUntil(truck)) return undefined;
  const { names, more } = someOf(awaited.map(({ order, state }) => `${codeOf(order)} (${state})`));
  return `pallet ${sscc} waits for orders of consolidation ${consolidation} that are not packed: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}. It is closed without them from ${isoTime(waitsUntil(truck))} on, or before that with \`incomplete\``;
}

export function closePallet(means: PalletMeans, desk: Desk, pallet: Pallet): void {
  const { pallets, confirmations } = means;
  pallets.follow(pallet, "pallet.closed", desk.now);
  ordersMoved(means, pallet);
  const data = {
    pallet: palletTold(pallet),
    parcels: pallet.parcels.map((sscc) => saidOf(means, sscc)),
  };
  confirmations.tell(desk, palletSubject(pallet), "pallet.closed", data, pallet.client);
}

/** Its parcels go each for itself. */
export function breakUp(means: PalletMeans, desk: Desk, pallet: Pallet): void {
  for (const parcel of [...pallet.parcels]) takeOff(means, pallet, parcel);
  means.pallets.follow(pallet, "pallet.broken-up", desk.now);
}

export const palletSubject = ({ sscc }: Pallet): string => `pallet/${sscc}`;

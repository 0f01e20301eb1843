/** What is asked of pallets: opened, parcels put on and taken off, closed, left, found here, broken up. Every parcel is judged before anything is written. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import {
  type PalletClosing,
  type PalletParcels,
  type PalletRequest,
  type PalletWord,
  parcelsOnPalletMax,
} from "@floorplane/contracts/pallets.schema";
import type { Desk } from "@floorplane/runtime/room";
import { isAskedWhere } from "../../orders/outbound.ts";
import {
  apartFrom,
  breakUp,
  closePallet,
  type Leaving,
  leavingOf,
  leavingWith,
  openPallet,
  putOn,
  takeOff,
  whyNotOpen,
  whyNotWhole,
} from "../../orders/palletising.ts";
import { type PalletLeavingMeans, palletDeparts, palletStays } from "../../orders/pallets-leaving.ts";
import { palletShown } from "../../packing/pallet-said.ts";
import type { Pallet } from "../../packing/pallets.ts";
import type { Parcel } from "../../packing/parcels.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { readAll } from "../reading/read-all.ts";
import { type NamedPallet, palletNamed, ssccNamed } from "./list-pallets.ts";

/** Of one client and not closed: what stands about at the docks of a large site. */
const openMax = 1_000;

export function postPallet(
  means: PalletLeavingMeans,
  desk: Desk,
  client: ClientId,
  { parcels = [], by }: Omit<PalletRequest, "client">,
): HttpResponse {
  const open = [...means.pallets.all()].filter((one) => one.client === client && one.state === "open");
  if (open.length >= openMax)
    throw new Refusal("too-busy", `${open.length} pallets are open; close them, or break them up`, {
      headers: { "retry-after": "60" },
    });
  const toPut = parcelsFor(means, client, parcels, undefined);
  saidBy(means, by);
  const pallet = openPallet(means, desk, client);
  for (const { parcel, leaving } of toPut) putOn(means, desk, pallet, parcel, leaving);
  return jsonAnswer(201, palletShown(means, pallet));
}

export function postPalletParcels(
  means: PalletLeavingMeans,
  desk: Desk,
  named: NamedPallet,
  { parcels, by }: Omit<PalletParcels, "client">,
): HttpResponse {
  const pallet = openOne(means, named);
  const toPut = parcelsFor(means, named.client, parcels, pallet);
  saidBy(means, by);
  for (const { parcel, leaving } of toPut) putOn(means, desk, pallet, parcel, leaving);
  return jsonAnswer(200, palletShown(means, pallet));
}

export function postPalletRemoval(
  means: PalletLeavingMeans,
  _desk: Desk,
  named: NamedPallet,
  { parcels, by }: Omit<PalletParcels, "client">,
): HttpResponse {
  const pallet = openOne(means, named);
  const toTake = readAll(parcels, (text, index) => {
    const field = `parcels[${index}]`;
    const sscc = ssccNamed(text, field);
    if (pallet.parcels.includes(sscc)) return sscc;
    throw new Refusal("conflict", `parcel ${sscc} does not stand on pallet ${pallet.sscc}`, { field });
  });
  saidBy(means, by);
  for (const sscc of new Set(toTake)) takeOff(means, pallet, sscc);
  return jsonAnswer(200, palletShown(means, pallet));
}

/** Closed before, it is closed. */
export function postPalletClosing(
  means: PalletLeavingMeans,
  desk: Desk,
  named: NamedPallet,
  { incomplete = false, by }: Omit<PalletClosing, "client">,
): HttpResponse {
  const pallet = palletNamed(means, named);
  if (pallet.state === "closed") return jsonAnswer(200, palletShown(means, pallet));
  if (pallet.state !== "open") throw refused(whyNotOpen(means, pallet)!);
  if (pallet.parcels.length === 0)
    throw refused(`nothing stands on pallet ${pallet.sscc}: put parcels on it, or break it up`);
  const why = whyNotWhole(means, desk.now, pallet, incomplete);
  if (why !== undefined) throw refused(why);
  saidBy(means, by);
  closePallet(means, desk, pallet);
  return jsonAnswer(200, palletShown(means, pallet));
}

/** Broken up before, it is. */
export function postPalletBreakUp(
  means: PalletLeavingMeans,
  desk: Desk,
  named: NamedPallet,
  { by }: Omit<PalletWord, "client">,
): HttpResponse {
  const pallet = palletNamed(means, named);
  const { sscc, state, apart } = pallet;
  if (state === "broken-up") return jsonAnswer(200, palletShown(means, pallet));
  if (state === "left") throw refused(`pallet ${sscc} has left`);
  if (state === "asked" || isAskedWhere(means, pallet) || apart.length > 0)
    throw refused(
      `nobody has said yet whether pallet ${sscc} left or is here: say first that it is here (stay)`,
    );
  saidBy(means, by);
  breakUp(means, desk, pallet);
  return jsonAnswer(200, palletShown(means, pallet));
}

/** Somebody saw it leave where the portal did not. Left before, it has left. */
export function postPalletDeparture(
  means: PalletLeavingMeans,
  desk: Desk,
  named: NamedPallet,
  { by }: Omit<PalletWord, "client">,
): HttpResponse {
  const pallet = palletNamed(means, named);
  const { sscc, state } = pallet;
  if (state === "left") return jsonAnswer(200, palletShown(means, pallet));
  if (state === "open")
    throw refused(`pallet ${sscc} is open: close it first, so that it is known what left`);
  if (state === "broken-up") throw refused(`pallet ${sscc} was broken up: its parcels leave each for itself`);
  saidBy(means, by);
  palletDeparts(means, desk, pallet);
  return jsonAnswer(200, palletShown(means, pallet));
}

/** It is not on the truck: what was read without it left, and it goes with the next. */
export function postPalletStay(
  means: PalletLeavingMeans,
  desk: Desk,
  named: NamedPallet,
  { by }: Omit<PalletWord, "client">,
): HttpResponse {
  const pallet = palletNamed(means, named);
  const { sscc, state } = pallet;
  if (state === "left") throw refused(`pallet ${sscc} has left`);
  if (state === "broken-up") throw refused(`pallet ${sscc} was broken up: its parcels leave each for itself`);
  saidBy(means, by);
  palletStays(means, desk, pallet);
  return jsonAnswer(200, palletShown(means, pallet));
}

interface ToPut {
  readonly parcel: Parcel;
  readonly leaving: Leaving;
}

/** Each once; what stands on it already stands there. What leaves with whom is said by what is on it, else by the first. */
function parcelsFor(
  means: PalletLeavingMeans,
  client: ClientId,
  texts: readonly string[],
  pallet: Pallet | undefined,
): ToPut[] {
  let theirs = pallet && leavingOf(pallet);
  const named = new Map<string, ToPut>();
  readAll(texts, (text, index) => {
    const field = `parcels[${index}]`;
    const sscc = ssccNamed(text, field);
    if (named.has(sscc) || (pallet && means.pallets.under(sscc) === pallet)) return;
    const parcel = parcelNamed(means, client, sscc, field);
    const leaving = leavingWith(means, parcel);
    if (typeof leaving === "string") throw new Refusal("conflict", leaving, { field });
    theirs ??= leaving;
    const why = apartFrom(sscc, leaving, theirs);
    if (why) throw new Refusal("conflict", why, { field });
    named.set(sscc, { parcel, leaving });
  });
  const onIt = (pallet?.parcels.length ?? 0) + named.size;
  if (onIt > parcelsOnPalletMax)
    throw new Refusal(
      "conflict",
      `${onIt} parcels would stand on it; a pallet takes ${parcelsOnPalletMax}: put the rest on another`,
      { field: "parcels" },
    );
  return [...named.values()];
}

function parcelNamed(
  { parcels, pallets }: PalletLeavingMeans,
  client: ClientId,
  sscc: string,
  field: string,
): Parcel {
  const parcel = parcels.get(sscc);
  if (parcel?.client === client) return parcel;
  const isPallet = pallets.get(sscc)?.client === client;
  throw new Refusal(
    isPallet ? "conflict" : "not-found",
    isPallet ? `${sscc} is a pallet, and stands on no other` : `there is no parcel ${sscc} here`,
    { field },
  );
}

function openOne(means: PalletLeavingMeans, named: NamedPallet): Pallet {
  const pallet = palletNamed(means, named);
  const why = whyNotOpen(means, pallet);
  if (why !== undefined) throw refused(why);
  return pallet;
}

const refused = (why: string): Refusal => new Refusal("conflict", why, { field: "sscc" });

/** Who did it, where a person is named. */
function saidBy({ handling }: PalletLeavingMeans, by: string | undefined): void {
  handling.by(by === undefined ? { hand: "wms" } : { hand: "person", by });
}

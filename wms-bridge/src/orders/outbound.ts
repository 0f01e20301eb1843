/**
 * Parcels wait at the dock on the manifest of their carrier's truck. When it closes, each that no portal read is a question to a person, seen or not seen: nothing is shipped by guess, and nothing is forgotten
 * in a corner.
 */
import type { ClientId } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { Manifest, ManifestClosing } from "../packing/manifest.kind.ts";
import type { WithManifests } from "../packing/manifests.ts";
import type { Parcel, WithParcels } from "../packing/parcels.ts";
import { unassigned } from "./carriers.ts";
import type { Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import type { WithCutOffs } from "./ship-by.ts";

export type OutboundMeans = WithManifests & WithParcels & WithOrders & WithCutOffs;

/** The last parcels pass the portal while the truck is closed. */
const graceMs = 5 * minuteMs;
/** Trucks ahead that somebody may have closed by hand. */
const trucksAheadMax = 10;

/** The truck of its cut-off, or, where that has gone, the next one that is open. */
export function putOnManifest(means: OutboundMeans, desk: Desk, order: Order, parcel: Parcel): void {
  if (order.carrier === unassigned.carrier) return;
  const manifest = truckFor(means, desk.now, order);
  if (!manifest) return;
  means.parcels.goesOn(parcel, manifest.manifest);
  desk.due(dueId(manifest), manifest.leavesAt + graceMs, {
    type: "manifest.cut-off",
    client: manifest.client,
    manifest: manifest.manifest,
  });
}

function truckFor(
  { manifests, cutOffs }: OutboundMeans,
  now: number,
  { client, carrier, cutOffAt }: Order,
): Manifest | undefined {
  let leavesAt = cutOffAt + graceMs > now ? cutOffAt : cutOffs.of(now, carrier).cutOffAt;
  for (let truck = 0; truck < trucksAheadMax; truck++) {
    const manifest = manifests.forTruck(client, carrier, leavesAt, now);
    if (manifest.closedAt === null) return manifest;
    leavesAt = cutOffs.of(leavesAt, carrier).cutOffAt;
  }
  return undefined;
}

export const onManifest = ({ parcels }: WithParcels, { client, manifest }: Manifest): Parcel[] =>
  [...parcels.all()].filter((parcel) => parcel.client === client && parcel.manifest === manifest);

/** Its truck has left, or somebody says so. */
export function closeManifest(
  means: OutboundMeans,
  desk: Desk,
  manifest: Manifest,
  by: ManifestClosing,
): void {
  if (manifest.closedAt !== null) return;
  const unread = onManifest(means, manifest).filter(({ state }) => state !== "left");
  means.manifests.close(
    manifest,
    by,
    desk.now,
    unread.map(({ sscc }) => sscc),
  );
  desk.cancelDue(dueId(manifest));
  for (const { sscc } of unread)
    raiseAlarm(desk, "parcel.unread", sscc, { carrier: manifest.carrier, manifest: manifest.manifest });
}

/** The truck of a due row. */
export function cutOffReached(
  means: OutboundMeans,
  desk: Desk,
  due: { readonly client: ClientId; readonly manifest: string },
): void {
  const manifest = means.manifests.get(due.manifest, due.client);
  if (manifest) closeManifest(means, desk, manifest, "cut-off");
}

/** It left after all: nobody need look any more. */
export function answeredByLeaving(means: WithManifests & WithParcels, desk: Desk, sscc: string): void {
  const parcel = means.parcels.get(sscc);
  if (parcel) answered(means, desk, parcel);
}

/** A person found it at the dock: it goes with the next truck. Answers whether anybody had asked. */
export function stillHere(means: OutboundMeans, desk: Desk, parcel: Parcel): boolean {
  const order = parcel.order === null ? undefined : means.orders.get(parcel.order);
  if (!answered(means, desk, parcel)) return false;
  if (order) putOnManifest(means, desk, order, parcel);
  return true;
}

function answered({ manifests }: WithManifests, desk: Desk, parcel: Parcel): boolean {
  const manifest = parcel.manifest === null ? undefined : manifests.get(parcel.manifest, parcel.client);
  if (!manifest?.unread.includes(parcel.sscc)) return false;
  manifests.answered(manifest, parcel.sscc);
  clearAlarm(desk, "parcel.unread", parcel.sscc);
  return true;
}

const dueId = ({ client, manifest }: Manifest): string => `manifest/${client}/${manifest}`;

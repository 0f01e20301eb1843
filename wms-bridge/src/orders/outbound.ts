/**
 * Parcels wait at the dock on the manifest of their carrier's truck. When it closes, each that no portal read is a question to a person, seen or not seen: nothing is shipped by guess, and nothing is forgotten
 * in a corner.
 */
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { Manifest, ManifestClosing } from "../packing/manifest.kind.ts";
import type { WithManifests } from "../packing/manifests.ts";
import type { Pallet, WithPallets } from "../packing/pallets.ts";
import type { Parcel, WithParcels } from "../packing/parcels.ts";
import { unassigned } from "./carriers.ts";
import type { WithClosedOrders } from "./closed-orders.ts";
import type { WithConsignments } from "./consignments.ts";
import { membersOf } from "./consolidation.ts";
import type { KeptMeans } from "./kept-from.ts";
import type { Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import type { WithCutOffs } from "./ship-by.ts";

export type OutboundMeans = WithManifests &
  WithParcels &
  WithClosedOrders &
  WithPallets &
  WithOrders &
  WithConsignments &
  WithCutOffs &
  KeptMeans;

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
  means.orders.moved(order);
  closeInTime(desk, manifest);
}

/** A pallet goes with one truck, and so does all that is on it: that of the order which must leave first. */
export function moveToNextTruck(means: OutboundMeans, desk: Desk, pallet: Pallet): void {
  const { parcels, orders, pallets } = means;
  const onIt = pallet.parcels.flatMap((sscc) => parcels.get(sscc) ?? []);
  const theirs = onIt.flatMap(({ order }) => (order && orders.get(order)) || []);
  const [first] = theirs.sort((a, b) => a.cutOffAt - b.cutOffAt);
  const manifest = first && truckFor(means, desk.now, first);
  if (!manifest) return;
  for (const parcel of onIt) parcels.goesOn(parcel, manifest.manifest);
  pallets.goesOn(pallet, manifest.manifest);
  for (const order of theirs) orders.moved(order);
  closeInTime(desk, manifest);
}

const closeInTime = (desk: Desk, { client, manifest, leavesAt }: Manifest): void =>
  desk.due(dueId({ client, manifest }), leavesAt + graceMs, { type: "manifest.cut-off", client, manifest });

function truckFor(means: OutboundMeans, now: number, order: Order): Manifest | undefined {
  const { manifests, cutOffs } = means;
  const { client, carrier } = order;
  let leavesAt = Math.min(...cutOffsAhead(means, now, order));
  if (leavesAt === Number.POSITIVE_INFINITY) leavesAt = cutOffs.of(now, carrier).cutOffAt;
  for (let truck = 0; truck < trucksAheadMax; truck++) {
    const manifest = manifests.forTruck(client, carrier, leavesAt, now);
    if (manifest.closedAt === null) return manifest;
    leavesAt = cutOffs.of(leavesAt, carrier).cutOffAt;
  }
  return undefined;
}

/** Of the order, and of those that it leaves with; a truck that one of them has missed is nobody's any more. */
function cutOffsAhead(means: OutboundMeans, now: number, order: Order): number[] {
  const { client } = order;
  const { consolidation } = means.consignments.of(order);
  const others = consolidation === undefined ? [] : membersOf(means, { client, consolidation });
  return [order, ...others].map(({ cutOffAt }) => cutOffAt).filter((at) => at + graceMs > now);
}

/** Of orders that may be over. */
export const onManifest = (
  { parcels, closedOrders }: WithParcels & WithClosedOrders,
  { client, manifest }: Manifest,
): Parcel[] => [
  ...closedOrders.onManifest(client, manifest),
  ...[...parcels.atWork()].filter((parcel) => parcel.client === client && parcel.manifest === manifest),
];

export const palletsOn = ({ pallets }: WithPallets, { client, manifest }: Manifest): Pallet[] =>
  [...pallets.all()].filter(
    (pallet) => pallet.client === client && pallet.manifest === manifest && pallet.state !== "broken-up",
  );

/** Its truck has left, or somebody says so. */
export function closeManifest(
  means: OutboundMeans,
  desk: Desk,
  manifest: Manifest,
  by: ManifestClosing,
): void {
  if (manifest.closedAt !== null) return;
  const { carrier, manifest: number } = manifest;
  const waiting = onManifest(means, manifest).filter(({ state }) => state !== "left");
  // Where a parcel is that stands on a pallet is asked of the pallet.
  const alone = waiting.filter(({ sscc }) => !means.pallets.under(sscc));
  const pallets = palletsOn(means, manifest).filter(({ state }) => state !== "left");
  const unread = [...alone, ...pallets].map(({ sscc }) => sscc);
  means.manifests.close(manifest, by, desk.now, unread);
  desk.cancelDue(dueId(manifest));
  for (const { order } of waiting) orderMoved(means, order);
  for (const { sscc } of alone) raiseAlarm(desk, "parcel.unread", sscc, { carrier, manifest: number });
  for (const { sscc, parcels } of pallets)
    raiseAlarm(desk, "pallet.unread", sscc, { carrier, manifest: number, parcels: parcels.length });
}

/** It says anew what it waits for. */
export function orderMoved({ orders }: WithOrders, id: OrderId | null): void {
  const order = id === null ? undefined : orders.get(id);
  if (order) orders.moved(order);
}

/** All whose parcels stand on it. */
export function ordersMoved(means: WithOrders & WithParcels, { parcels }: Pallet): void {
  for (const sscc of parcels) orderMoved(means, means.parcels.get(sscc)?.order ?? null);
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
export function answeredByLeaving(
  means: WithManifests & WithParcels & WithOrders,
  desk: Desk,
  sscc: string,
): void {
  const parcel = means.parcels.get(sscc);
  if (parcel && answered(means, desk, parcel, "parcel.unread")) orderMoved(means, parcel.order);
}

/** A person found it at the dock: it goes with the next truck. Answers whether anybody had asked. */
export function stillHere(means: OutboundMeans, desk: Desk, parcel: Parcel): boolean {
  const order = parcel.order === null ? undefined : means.orders.get(parcel.order);
  if (!answered(means, desk, parcel, "parcel.unread")) return false;
  if (order) putOnManifest(means, desk, order, parcel);
  orderMoved(means, parcel.order);
  return true;
}

/** A parcel, or a pallet with all that is on it. */
type OnManifest = Pick<Parcel | Pallet, "sscc" | "client" | "manifest">;

/** Its truck has left, no portal read it, and nobody has said yet where it is. */
export const isAskedWhere = (means: WithManifests, one: OnManifest): boolean =>
  manifestOf(means, one)?.unread.includes(one.sscc) === true;

/** Somebody, or the portal after all, said where it is. Answers whether anybody had asked. */
export function answered(
  means: WithManifests,
  desk: Desk,
  one: OnManifest,
  alarm: "parcel.unread" | "pallet.unread",
): boolean {
  const manifest = manifestOf(means, one);
  if (!manifest?.unread.includes(one.sscc)) return false;
  means.manifests.answered(manifest, one.sscc);
  clearAlarm(desk, alarm, one.sscc);
  return true;
}

const manifestOf = ({ manifests }: WithManifests, { manifest, client }: OnManifest): Manifest | undefined =>
  manifest === null ? undefined : manifests.get(manifest, client);

const dueId = ({ client, manifest }: Pick<Manifest, "client" | "manifest">): string =>
  `manifest/${client}/${manifest}`;

/** What packed orders wait for at the dock: for others to leave with, for a pallet to stand on, for that to be closed, and, once their truck has gone without any portal having read them, for somebody who says where they are. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Pallet } from "../packing/pallets.ts";
import { whyLacking } from "./backorder.ts";
import { awaitedIn, membersOf, type Named, waitsUntil } from "./consolidation.ts";
import { isClosed, type Order } from "./order.ts";
import { isAskedWhere, type OutboundMeans } from "./outbound.ts";
import { atDock, lacks, sayNoMore, sayWhy } from "./why.ts";

/** A truck must be loaded: its consolidation waits no longer. */
export interface ConsolidationDue extends Named {
  readonly type: "consolidation.goes";
}

/** At the end of each step, of the orders that came further in it. */
export function sayWhoWaits(means: OutboundMeans, desk: Desk): void {
  const { orders, consignments } = means;
  const whole = new Map<string, Named>();
  for (const order of orders.takeMoved()) {
    const { client } = order;
    const { consolidation } = consignments.of(order);
    if (consolidation === undefined) sayAtDock(means, order, undefined);
    else whole.set(`${client}/${consolidation}`, { client, consolidation });
  }
  for (const named of whole.values()) sayOfAll(means, desk, named);
}

export function sayOfAll(means: OutboundMeans, desk: Desk, named: Named): void {
  const { client, consolidation } = named;
  const awaited = awaitedIn(means, named);
  for (const order of membersOf(means, named)) {
    const until = untilOf(means, order);
    const isWaiting = awaited.length > 0 && until !== undefined && until > desk.now;
    sayAtDock(means, order, isWaiting ? whoIsAwaited(awaited, until) : undefined);
    if (isWaiting && order.state === "packed")
      desk.due(dueId(named), until, { type: "consolidation.goes", client, consolidation });
  }
}

/** So long its parcels at the dock wait; undefined: none of them is on a truck. */
function untilOf({ parcels, manifests }: OutboundMeans, order: Order): number | undefined {
  for (const { state, manifest } of parcels.ofOrder(order.order)) {
    const truck = manifest === null || state === "left" ? undefined : manifests.get(manifest, order.client);
    if (truck) return waitsUntil(truck);
  }
  return undefined;
}

function whoIsAwaited(awaited: readonly Order[], until: number): OrderReason {
  const { names, more } = someOf(awaited.map(({ order }) => codeOf(order)));
  return { code: "consolidation.awaited", orders: names, more, until: isoTime(until) };
}

function sayAtDock(means: OutboundMeans, order: Order, others: OrderReason | undefined): void {
  // Somebody is asked where a parcel is, also while the rest of its order waits for units.
  const why = isClosed(order.state)
    ? undefined
    : (asked(means, order) ??
      (order.state === "packed"
        ? (others ?? unpalletised(means, order) ?? onOpenPallet(means, order))
        : undefined));
  if (why) sayWhy(means, order, why, atDock);
  else sayNoMore(means, order, atDock);
  if (order.why === null && order.lacking.length > 0)
    sayWhy(means, order, whyLacking(means, order.lacking, order.shipBy), lacks);
}

const packedOf = ({ parcels }: OutboundMeans, { order }: Order) =>
  parcels.ofOrder(order).filter(({ state }) => state === "packed");

/** Its truck has gone, or a pallet was read that is open, or a parcel of it left and the pallet was not read: somebody says where that is. */
function asked(means: OutboundMeans, order: Order): OrderReason | undefined {
  const unread: string[] = [];
  const pallets = new Set<string>();
  for (const parcel of packedOf(means, order)) {
    const pallet = means.pallets.under(parcel.sscc);
    if (pallet && isInDoubt(means, pallet)) pallets.add(pallet.sscc);
    if (!pallet && isAskedWhere(means, parcel)) unread.push(parcel.sscc);
  }
  if (unread.length > 0) {
    const { names, more } = someOf(unread);
    return { code: "parcel.unread", parcels: names, more };
  }
  if (pallets.size === 0) return undefined;
  const { names, more } = someOf([...pallets]);
  return { code: "pallet.unread", pallets: names, more };
}

const isInDoubt = (means: OutboundMeans, pallet: Pallet): boolean =>
  pallet.state === "asked" ||
  isAskedWhere(means, pallet) ||
  pallet.apart.some((sscc) => means.parcels.get(sscc)?.state !== "packed");

/** Somebody puts its parcels on a pallet. */
function unpalletised(means: OutboundMeans, order: Order): OrderReason | undefined {
  if (!means.consignments.goOnPallets(order)) return undefined;
  const parcels = packedOf(means, order).filter(({ sscc }) => !means.pallets.under(sscc)).length;
  return parcels > 0 ? { code: "pallet.awaited", parcels } : undefined;
}

/** Somebody closes it, and it leaves with its truck. */
function onOpenPallet(means: OutboundMeans, order: Order): OrderReason | undefined {
  const open = new Set(packedOf(means, order).flatMap(({ sscc }) => means.pallets.under(sscc) ?? []));
  const pallets = [...open].filter(({ state, manifest }) => state === "open" && manifest !== null);
  const leaving = pallets.flatMap(({ manifest }) => means.manifests.get(manifest!, order.client) ?? []);
  if (leaving.length === 0) return undefined;
  const { names, more } = someOf(pallets.map(({ sscc }) => sscc));
  const until = isoTime(Math.min(...leaving.map(({ leavesAt }) => leavesAt)));
  return { code: "pallet.open", pallets: names, more, until };
}

const dueId = ({ client, consolidation }: Named): string => `consolidation/${client}/${consolidation}`;

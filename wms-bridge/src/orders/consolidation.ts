/**
 * Orders of one client to one consignee that name the same consolidation leave together, on pallets of their own. The truck is that of the order among them which must leave first, so that nobody is late for another's
 * sake. No pallet of theirs is closed before all of them are packed; when the truck must be loaded, whatever is packed goes, and the rest follows by itself: nothing waits for ever.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import type { ClientId } from "@floorplane/contracts/ids";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithManifests } from "../packing/manifests.ts";
import type { WithPallets } from "../packing/pallets.ts";
import type { WithParcels } from "../packing/parcels.ts";
import type { WithConsignments } from "./consignments.ts";
import { isClosed, type Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import { atDock, sayNoMore, sayWhy } from "./why.ts";

export type ConsolidationMeans = WithOrders & WithConsignments & WithParcels & WithPallets & WithManifests;

/** Orders that may leave together: a lorry's worth, and no list that each step of one of them goes through for long. */
export const togetherMax = 100;

/** Before its truck leaves a pallet is closed, labelled and loaded. */
const loadingMs = 30 * minuteMs;

/** A truck must be loaded: its consolidation waits no longer. */
export interface ConsolidationDue {
  readonly type: "consolidation.goes";
  readonly client: ClientId;
  readonly consolidation: string;
}

type Named = Pick<ConsolidationDue, "client" | "consolidation">;

/** Those that are open. */
export const membersOf = ({ orders, consignments }: WithOrders & WithConsignments, named: Named): Order[] =>
  consignments.together(named.client, named.consolidation).flatMap((id) => {
    const order = orders.get(id);
    return order && !isClosed(order.state) ? order : [];
  });

/** Parcels may still be packed for them, so that the others wait. */
export const awaitedIn = (means: WithOrders & WithConsignments, named: Named): Order[] =>
  membersOf(means, named)
    .filter(({ state }) => state !== "packed" && state !== "cancelling")
    .sort((a, b) => (a.order < b.order ? -1 : 1));

/** The last moment at which what is on a truck waits for others. */
export const waitsUntil = ({ leavesAt }: { readonly leavesAt: number }): number => leavesAt - loadingMs;

/** At the end of each step, of the orders that came further in it: those that are packed say what they wait for. */
export function sayWhoWaits(means: ConsolidationMeans, desk: Desk): void {
  const { orders, consignments } = means;
  const whole = new Map<string, Named>();
  for (const order of orders.takeMoved()) {
    if (!consignments.goOnPallets(order)) continue;
    const { client } = order;
    const { consolidation } = consignments.of(order);
    if (consolidation === undefined) sayAtDock(means, order, undefined);
    else whole.set(`${client}/${consolidation}`, { client, consolidation });
  }
  for (const named of whole.values()) sayOfAll(means, desk, named);
}

export function sayOfAll(means: ConsolidationMeans, desk: Desk, named: Named): void {
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
function untilOf({ parcels, manifests }: ConsolidationMeans, order: Order): number | undefined {
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

/** A packed order waits for others, or for somebody who puts its parcels on a pallet. */
function sayAtDock(means: ConsolidationMeans, order: Order, others: OrderReason | undefined): void {
  const parcels = means.parcels
    .ofOrder(order.order)
    .filter(({ sscc, state }) => state === "packed" && !means.pallets.under(sscc)).length;
  const alone: OrderReason | undefined = parcels > 0 ? { code: "pallet.awaited", parcels } : undefined;
  const why = order.state === "packed" ? (others ?? alone) : undefined;
  if (why) sayWhy(means, order, why, atDock);
  else sayNoMore(means, order, atDock);
}

const dueId = ({ client, consolidation }: Named): string => `consolidation/${client}/${consolidation}`;

/**
 * Orders of one client to one consignee that name the same consolidation leave together, on pallets of their own. The truck is that of the order among them which must leave first, so that nobody is late for another's
 * sake. No pallet of theirs is closed before all of them are packed; when the truck must be loaded, whatever is packed goes, and the rest follows by itself: nothing waits for ever.
 */
import type { ClientId } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import type { WithConsignments } from "./consignments.ts";
import { isClosed, type Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";

/** Orders that may leave together: a lorry's worth, and no list that each step of one of them goes through for long. */
export const togetherMax = 100;

/** Before its truck leaves a pallet is closed, labelled and loaded. */
const loadingMs = 30 * minuteMs;

/** As a client calls it. */
export interface Named {
  readonly client: ClientId;
  readonly consolidation: string;
}

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

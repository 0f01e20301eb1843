/** Why an order stands. Of several reasons the gravest is said, and of two that are as grave the one that was said first. */
import type { OrderReason, OrderReasonCode } from "@floorplane/contracts/reasons/of-orders";
import { isSameReason } from "@floorplane/contracts/reasons/reason";
import type { Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";

/** What a house of before said may be of any kind: whatever is known since takes its place. */
const graveness = {
  "earlier.words": 0,
  "company.awaited": 1,
  "tote.held": 1,
  "packer.awaited": 1,
  "count.awaited": 1,
  "consolidation.awaited": 1,
  "pallet.awaited": 1,
  "pallet.open": 1,
  "units.lacking": 2,
  "units.held": 2,
  "units.kept": 2,
  "order.after": 2,
  "order.after-ended": 2,
  "departure.awaited": 2,
  "packing.late": 2,
  "parcel.unseen": 2,
  "tote.unpacked": 2,
  "tote.station-gone": 2,
  "parcel.unread": 3,
  "pallet.unread": 3,
  "tote.came-empty": 3,
  "tour.failed": 3,
  "order.no-goods": 4,
  "order.held": 5,
} as const satisfies Readonly<Record<OrderReasonCode, number>>;

/** Where nothing graver was said; of its own kind the latest is true. */
export function sayWhy({ orders }: WithOrders, order: Order, why: OrderReason, kin: Kin): void {
  const { why: said } = order;
  if (said && !kin.has(said.code) && graveness[said.code] >= graveness[why.code]) return;
  if (!isSameReason(said, why)) orders.become(order, { why });
}

/** What was said of this kind is over. */
export function sayNoMore({ orders }: WithOrders, order: Order, kin: Kin): void {
  const { why: said } = order;
  if (said && kin.has(said.code)) orders.become(order, { why: null });
}

export type Kin = ReadonlySet<OrderReasonCode>;
export const lacks: Kin = new Set(["units.lacking", "units.held", "units.kept", "earlier.words"]);
export const behind: Kin = new Set(["order.after", "order.after-ended"]);
export const held: Kin = new Set(["order.held"]);
export const alone: Kin = new Set(["company.awaited", "earlier.words"]);
export const heldUp: Kin = new Set(["tote.held", "earlier.words"]);
export const unpacked: Kin = new Set([
  "tote.unpacked",
  "tote.station-gone",
  "packer.awaited",
  "count.awaited",
  "departure.awaited",
  "packing.late",
  "parcel.unseen",
]);
export const atDock: Kin = new Set([
  "consolidation.awaited",
  "pallet.awaited",
  "pallet.open",
  "parcel.unread",
  "pallet.unread",
]);
export const failed: Kin = new Set(["tote.came-empty", "tour.failed"]);

/** What somebody did about an order is written down twice: beside the order, for whoever looks at it now, and in its client's journal of what was done, which forgets nothing. */
import type { OrderActNote } from "@floorplane/contracts/acts";
import type { WithHandling } from "../handling/handling.ts";
import type { Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";

export function noteAct(
  { orders, handling }: WithOrders & WithHandling,
  order: Order,
  note: OrderActNote,
): void {
  const { act, via, by, reason } = note;
  orders.noteAct(order, note);
  const hand = via === "floor" ? "person" : "wms";
  handling.noteDecided(order, act, { hand, by, ...(reason === "" ? {} : { why: reason }) });
}

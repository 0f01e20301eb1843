/** What a program did about an order is written down beside it as what a person did is, so that whoever asks why finds who. */
import type { OrderActNote } from "@floorplane/contracts/acts";
import type { Desk } from "@floorplane/runtime/room";
import type { Order } from "../../orders/order.ts";
import type { WithOrders } from "../../orders/orders.ts";

export const noteProgram = (
  { orders }: WithOrders,
  { now: at }: Pick<Desk, "now">,
  order: Order,
  { act, by }: Pick<OrderActNote, "act" | "by">,
): void => orders.noteAct(order, { act, via: "program", by, reason: "", at });

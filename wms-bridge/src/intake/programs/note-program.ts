/** What a program did about an order is written down beside it as what a person did is, so that whoever asks why finds who. */
import type { OrderActNote } from "@floorplane/contracts/acts";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../../handling/handling.ts";
import { noteAct } from "../../orders/note-act.ts";
import type { Order } from "../../orders/order.ts";
import type { WithOrders } from "../../orders/orders.ts";

export const noteProgram = (
  means: WithOrders & WithHandling,
  { now: at }: Pick<Desk, "now">,
  order: Order,
  { act, by }: Pick<OrderActNote, "act" | "by">,
): void => noteAct(means, order, { act, via: "program", by, reason: "", at });

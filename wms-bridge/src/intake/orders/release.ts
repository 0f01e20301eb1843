/** The WMS says that an order need not follow those that it was to follow: it asks for its units now. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { OrderId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../../handling/handling.ts";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { release } from "../../orders/followers.ts";
import { isClosed, type Order } from "../../orders/order.ts";
import type { WithOrders } from "../../orders/orders.ts";
import type { Program } from "../../programs/programs.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { noteProgram } from "../programs/note-program.ts";
import { called, find } from "./known-orders.ts";

/** One that follows nobody is refused, with who keeps it where a person does: 200 says that it was done. */
export function postRelease(
  means: WithOrders & WithNumbers & WithSite & WithHandling,
  desk: Desk,
  { program }: Pick<Program, "program">,
  id: OrderId,
  past: Order | undefined,
): HttpResponse {
  const order = find(means, id, past);
  if (isClosed(order.state))
    throw new Refusal("conflict", `order ${codeOf(id)} is ${order.state}`, { field: "order" });
  if (order.after.length === 0) throw new Refusal("conflict", keptBy(order), { field: "order" });
  noteProgram(means, desk, order, { act: "order.release", by: program });
  release(means, order);
  return jsonAnswer(200, { ...called(means, id), state: order.state });
}

function keptBy({ order, held }: Order): string {
  const follows = `order ${codeOf(order)} follows no other order`;
  if (!held) return `${follows}: there is nothing to release it from`;
  return `${follows}; it is held by ${held.by} (${held.reason}), and a person at a screen there releases it`;
}

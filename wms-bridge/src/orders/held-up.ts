/** An order says why it stands while a robot bars the way of one of its totes. */
import type { Tote } from "../totes/tote.ts";
import type { Warehouse } from "../warehouse.ts";
import { isClosed } from "./order.ts";

/** Words of this kind begin so; others that stand there are graver and stay. */
const begin = "tote ";

/** `why`: in words, empty when the way is open again. */
export function toteHeld(w: Warehouse, { order: id, tote }: Tote, why: string): void {
  const order = id && w.orders.get(id);
  if (!order || isClosed(order.state)) return;
  const own = `${begin}${tote} `;
  if (why === "" ? !order.why.startsWith(own) : order.why !== "" && !order.why.startsWith(begin)) return;
  order.why = why === "" ? "" : own + why;
  w.orders.touch(order);
}

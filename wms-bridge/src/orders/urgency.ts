/** Which of two orders goes first. */
import type { Order } from "./order.ts";

/** Who came first; of one moment, by name. */
export const byArrival = (a: Order, b: Order): number =>
  a.receivedAt - b.receivedAt || (a.order < b.order ? -1 : 1);

/** The same units are given to the order that must leave first, then to the one that came first. */
export const byUrgency = (a: Order, b: Order): number => a.shipBy - b.shipBy || byArrival(a, b);

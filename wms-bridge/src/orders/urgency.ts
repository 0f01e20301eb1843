/** Which of two orders goes first. */
import { priorities } from "@floorplane/contracts/states";
import type { Order } from "./order.ts";

/** Who came first; of one moment, by name. */
export const byArrival = (a: Order, b: Order): number =>
  a.receivedAt - b.receivedAt || (a.order < b.order ? -1 : 1);

/** The same units are given to the order of the higher priority, then to the one that must leave first, then to the one that came first. */
export const byUrgency = (a: Order, b: Order): number =>
  rank(b) - rank(a) || a.shipBy - b.shipBy || byArrival(a, b);

const rank = ({ priority }: Order): number => priorities.indexOf(priority);

/** When its goods are to be at the packing station, which robots' work is given out by. */
export function goodsDueAt(
  { priority, shipBy }: Pick<Order, "priority" | "shipBy">,
  now: number,
  packingLeadMs: number,
): number {
  const usual = Math.max(now, shipBy - packingLeadMs);
  if (priority === "urgent") return now;
  return priority === "high" ? now + Math.floor((usual - now) / 2) : usual;
}

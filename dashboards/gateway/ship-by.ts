/**
 * How near an order is to its ship-by. The notches are shares of the time it was given, as 24, 12 and 4 of 72 hours: an order that came four hours
 * before its cut-off is not alarming for that alone, and one with three days left is not calm with an hour to go.
 */
import type { Notch } from "./protocol.ts";

const noticeShare = 24 / 72;
const warningShare = 12 / 72;
const criticalShare = 4 / 72;

export interface Promised {
  readonly receivedAt: number;
  readonly shipBy: number;
}

export function notchOf(order: Promised, now: number): Notch {
  const left = order.shipBy - now;
  if (left < 0) return "breached";
  const given = Math.max(1, order.shipBy - order.receivedAt);
  const share = left / given;
  if (share <= criticalShare) return "critical";
  if (share <= warningShare) return "warning";
  if (share <= noticeShare) return "notice";
  return "neutral";
}

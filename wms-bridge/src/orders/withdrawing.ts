/** Calls totes back: those on their way are brought to a check lane, those that stand at a bench are counted there; what they hold goes back to stock. */
import type { Withdrawal } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { unpackStanding } from "../packing/at-bench.ts";
import { isUnderway, type Tote } from "../totes/tote.ts";
import type { OrderMeans } from "./means.ts";
import type { Order } from "./order.ts";

/** All of an order's, a bounded number in one step, since a row holds only so much mail; answers whether that was all. */
export function withdrawTotes(means: OrderMeans, desk: Desk, order: Order, reason: Withdrawal): boolean {
  const { totes, settings } = means;
  let left = settings.withdrawalsPerStep;
  for (const id of order.totes) {
    const tote = totes.get(id);
    if (!tote || tote.withdrawn || !(isUnderway(tote) || tote.at.state === "standing")) continue;
    if (left-- === 0) return false;
    withdrawTote(means, desk, tote, reason);
  }
  return true;
}

/** One that no packing station has. */
export function withdrawTote(means: OrderMeans, desk: Desk, tote: Tote, reason: Withdrawal): void {
  const { totes, places } = means;
  totes.callBack(tote);
  if (tote.at.state === "standing") unpackStanding(means, desk, tote);
  else if (tote.at.state !== "checking") {
    const { transport } = tote;
    desk.send("fleet", { type: "transport.withdraw", transport, stations: places.check, reason });
  }
}

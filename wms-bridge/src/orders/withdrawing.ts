/** Calls totes back: those on their way are brought to a check lane, those that stand at a bench are counted there; what they hold goes back to stock. */
import type { Withdrawal } from "@floorplane/contracts/messages";
import { isSamePurpose, type StopPurpose } from "@floorplane/contracts/purposes";
import type { Desk } from "@floorplane/runtime/room";
import { unpackStanding } from "../packing/at-bench.ts";
import { takePicksBack } from "../tasks/picks.ts";
import { pickOf } from "../totes/journeys/tour.ts";
import { closeTote, contentsOf, releaseOpenLines } from "../totes/keeping.ts";
import { needToteCount } from "../totes/picking.ts";
import { boxOf, isByHand, isTravelling, isUnderway, type Tote, type ToteLine } from "../totes/tote.ts";
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
  takePicksBack(means, desk, tote);
  if (tote.at.state === "standing") unpackStanding(means, desk, tote);
  else if (tote.at.state === "checking") return;
  else if (isByHand(tote))
    desk.due(`hand/${tote.tote}`, desk.now, { type: "hand.withdrawn", tote: tote.tote });
  else if (totes.inBox(tote).some((one) => isTravelling(one) && !one.withdrawn)) leaveBox(means, desk, tote);
  else {
    const { transport } = tote;
    desk.send("fleet", { type: "transport.withdraw", transport, stations: places.check, reason });
  }
}

/** Others in its box are wanted: no more is fetched for this one, and what was is taken out at a check lane. */
function leaveBox(means: OrderMeans, desk: Desk, tote: Tote): void {
  if (contentsOf(means, tote) > 0) needToteCount(means, desk, tote);
  const purposes = tote.lines.flatMap(({ state }, entry) => (state === "open" ? pickOf(tote, entry) : []));
  if (purposes.length > 0)
    desk.send("fleet", {
      type: "transport.skipStops",
      transport: tote.transport,
      tote: boxOf(tote),
      purposes,
    });
}

/** No robot goes there for them any more. Which of them holds nothing then has left its box. */
export function stopsSkipped(means: OrderMeans, box: Tote, purposes: readonly StopPurpose[]): Tote[] {
  const { totes } = means;
  const shares = totes.inBox(box).filter((tote) => isTravelling(tote) && tote.withdrawn);
  for (const tote of shares) {
    const isSkipped = (_line: ToteLine, entry: number): boolean =>
      purposes.some((purpose) => isSamePurpose(purpose, pickOf(tote, entry)));
    releaseOpenLines(means, tote, isSkipped);
  }
  const empty = shares.filter(
    (tote) => !tote.lines.some(({ state }) => state === "open") && contentsOf(means, tote) === 0,
  );
  for (const tote of empty) closeTote(means, tote, null);
  return empty;
}

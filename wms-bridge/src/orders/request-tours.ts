/** Turns held units into totes and asks the fleet for their transports: one tote, one tour. What leaves room in a tote may wait for others that go the same way. */
import type { Desk } from "@floorplane/runtime/room";
import { cutTotes, type Part } from "../totes/cut.ts";
import {
  type HeldPick,
  isForHands,
  isForStation,
  picksOf,
  requestBox,
  requestHandTote,
  requestStationTote,
} from "./boxes.ts";
import { awaitCompany, leavesRoom, mayShare, waitNoMore } from "./company.ts";
import type { OrderMeans } from "./means.ts";
import type { Order } from "./order.ts";

/** Asks for totes for what the order holds, a bounded number at once; the rest stays held and is cut a second later. */
export function requestTours(means: OrderMeans, desk: Desk, order: Order): void {
  const { orders, settings } = means;
  if (order.holds.length === 0) return;
  if (mayShare(means, order)) {
    awaitCompany(means, desk, order);
    return;
  }
  waitNoMore(means, desk, order);
  const picks = picksOf(means, order);
  const byHand = cutTotes(picks.filter((pick) => isForHands(means, pick)));
  const atStation = cutTotes(picks.filter((pick) => isForStation(means, pick)));
  const byRobot = cutTotes(picks.filter((pick) => !isForHands(means, pick) && !isForStation(means, pick)));
  const waits = byRobot.length > 0 && leavesRoom(means, order, byRobot.at(-1)!) ? 1 : 0;
  const totes = [...byHand, ...atStation, ...byRobot];
  const now = orders.takeTours(Math.min(totes.length - waits, settings.totesPerStep));
  for (const [index, parts] of totes.slice(0, now).entries()) {
    const box = { order, picks: heldIn(parts) };
    if (index < byHand.length) requestHandTote(means, desk, box);
    else if (index < byHand.length + atStation.length) requestStationTote(means, desk, box);
    else requestBox(means, desk, [box]);
  }
  const later = totes.slice(now);
  orders.holdThese(order, later.flatMap(heldIn));
  if (later.length === 0) return;
  if (later.length === waits) awaitCompany(means, desk, order);
  else desk.due(`cut/${order.order}`, desk.now + 1_000, { type: "order.cut", order: order.order });
}

const heldIn = (parts: readonly Part<HeldPick>[]) =>
  parts.map(({ pick: { line, row }, units }) => ({ line, row, units }));

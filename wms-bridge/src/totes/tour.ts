/** Hears how a transport goes: fetched, picked, put away, dropped, failed. Each stop brings back what it was asked for. */
import type { StationId } from "@floorplane/contracts/ids";
import type { FromFleet } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { raiseAlarm } from "../alarms.ts";
import { advance } from "../orders/progress.ts";
import { toteEnded, tourFailed } from "../orders/tours.ts";
import { giveJob } from "../packing/packing.ts";
import { refillPicked, refillPut } from "../stock/refill.ts";
import { openToteCount } from "../tasks/tasks.ts";
import type { Warehouse } from "../warehouse.ts";
import { closeTote, contentsOf, isCalledBack, moveTote, releaseOpenLines } from "./keeping.ts";
import { pickDone, readsFailed, readsId, type StopDone } from "./picking.ts";
import { isToteUnderway, type Tote } from "./tote.ts";

export type Failed = Extract<FromFleet, { type: "transport.failed" }>;

export function stopDone(w: Warehouse, desk: Desk, tote: Tote, message: StopDone): void {
  if (tote.state !== "planned" && tote.state !== "travelling") return;
  tote.robot = message.robot;
  const { purpose, status } = message;
  switch (purpose.type) {
    case "fetch":
      if (status === "finished") fetched(w, desk, tote);
      return;
    case "pick": {
      fetched(w, desk, tote);
      const line = tote.lines[purpose.entry];
      if (tote.kind === "refill") refillPicked(w, desk, tote, message);
      else if (line) pickDone(w, desk, tote, line, message);
      return;
    }
    case "put":
      fetched(w, desk, tote);
      refillPut(w, desk, tote, message);
      return;
    case "drop":
      if (status === "finished") dropped(w, desk, tote, message.station);
      return;
    default:
      purpose satisfies never;
  }
}

function fetched(w: Warehouse, desk: Desk, tote: Tote): void {
  if (tote.state !== "planned") return;
  moveTote(w, tote, "tote.fetched");
  const order = tote.order && w.orders.get(tote.order);
  if (order) advance(w, desk, order);
}

/** The tote stands at a bench: counted where something is in doubt, packed where all is well, gone where it is empty. */
function dropped(w: Warehouse, desk: Desk, tote: Tote, station: StationId): void {
  if (tote.state === "planned") moveTote(w, tote, "tote.fetched");
  tote.station = station;
  w.totes.touch(tote);
  if (tote.lines.some(({ state }) => state === "taken") && tote.kind === "tour") {
    desk.cancelDue(readsId(tote));
    if (!tote.recount) readsFailed(w, desk, tote);
    tote.recount = true;
  }
  releaseOpenLines(w, tote);
  const units = contentsOf(w, tote);
  if (tote.recount || (units > 0 && (isCalledBack(w, tote) || tote.kind === "refill"))) {
    moveTote(w, tote, "count.needed");
    tote.task = openToteCount(w, desk, tote.tote, station);
  } else if (units > 0) giveJob(w, desk, tote, station);
  else closeTote(w, tote);
  const order = tote.order && w.orders.get(tote.order);
  if (!order) return;
  if (tote.state === "checking") {
    // What it lacks is known when it is counted, not before.
    advance(w, desk, order);
    return;
  }
  if (units > 0 || isCalledBack(w, tote)) order.failures = 0;
  else {
    tourFailed(w, desk, order, `tote ${tote.tote} came back empty`);
    return;
  }
  toteEnded(w, desk, order);
}

/** The transport is over without a drop. What the tote may hold is unknown until a person has brought it to a check lane and counted it. */
export function transportFailed(w: Warehouse, desk: Desk, tote: Tote, { reason }: Failed): void {
  if (tote.state !== "planned" && tote.state !== "travelling") return;
  desk.cancelDue(readsId(tote));
  releaseOpenLines(w, tote);
  const order = tote.order && w.orders.get(tote.order);
  if (contentsOf(w, tote) > 0 || tote.recount) {
    tote.recount = true;
    tote.station = w.places.check[0]!;
    moveTote(w, tote, "count.needed");
    tote.task = openToteCount(w, desk, tote.tote, tote.station);
    tote.unknown = true;
    raiseAlarm(desk, "tote.contents-unknown", tote.tote, { reason, robot: tote.robot ?? "" });
  } else closeTote(w, tote);
  if (!order) return;
  if (reason === "withdrawn" || order.state === "cancelling") {
    orderHears(w, desk, tote);
    return;
  }
  tourFailed(w, desk, order, `transport ${tote.transport} failed: ${reason}`);
}

/** A transport that ended without a word about its drop. */
export function transportDone(w: Warehouse, desk: Desk, tote: Tote): void {
  if (!isToteUnderway(tote.state) || tote.state === "checking") return;
  w.log.warn("transport.done-without-drop", { transport: tote.transport });
  transportFailed(w, desk, tote, {
    type: "transport.failed",
    transport: tote.transport,
    tote: tote.tote,
    reason: "no-answer",
  });
}

export function orderHears(w: Warehouse, desk: Desk, tote: Tote): void {
  const order = tote.order && w.orders.get(tote.order);
  if (order) toteEnded(w, desk, order);
}

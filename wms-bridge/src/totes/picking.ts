/**
 * The robot says what it took. The units move into the tote at once; the line is picked when the tags agree, and until then a deadline stands.
 * Fewer units than the book says: the bin is counted, and the order's rest comes from elsewhere when the tote's tour is over.
 */
import { DeviceId, type StationId } from "@floorplane/contracts/ids";
import { readerOf } from "@floorplane/contracts/labels";
import type { FromFleet, FromSensors, TagSeen } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { deal } from "../orders/order.ts";
import { advance } from "../orders/progress.ts";
import { needBinCount } from "../tasks/tasks.ts";
import type { Warehouse } from "../warehouse.ts";
import { judgeRound } from "./reads.ts";
import type { Tote, ToteLine } from "./tote.ts";

export type StopDone = Extract<FromFleet, { type: "stop.done" }>;
export type ToteRead = Extract<FromSensors, { type: "tote.read" }>;

export function pickDone(w: Warehouse, desk: Desk, tote: Tote, line: ToteLine, { quantity }: StopDone): void {
  if (line.state !== "open") return;
  book(w, tote, line, quantity);
  line.state = line.taken > 0 ? "taken" : "short";
  if (line.taken < line.planned) tookFewer(w, tote, line);
  w.totes.touch(tote);
  const { early } = tote;
  tote.early = null;
  if (line.taken > 0 && readsMatter(tote)) {
    if (early) judge(w, desk, tote, early);
    else desk.due(readsId(tote), desk.now + w.settings.readWithinMs, { type: "reads.late", tote: tote.tote });
  }
  const order = tote.order && w.orders.get(tote.order);
  if (order && tote.lines.every(({ state }) => state !== "open")) advance(w, desk, order);
}

/** Moves what was taken from the bin into the tote and gives the rest of the hold back. */
export function book(w: Warehouse, tote: Tote, line: ToteLine, quantity: number): void {
  const row = w.stock.row(line.location, line.sku, line.lot);
  const transit = w.stock.transit(tote.tote, line.sku, line.lot);
  line.taken = Math.min(quantity, line.planned);
  if (quantity > line.planned) tote.recount = true;
  w.stock.move({ holder: row, name: "allocated" }, { holder: transit, name: "units" }, line.taken);
  w.stock.move(
    { holder: row, name: "allocated" },
    { holder: row, name: "available" },
    line.planned - line.taken,
  );
  w.leave(line.location, line.sku);
}

function tookFewer(w: Warehouse, tote: Tote, line: ToteLine): void {
  needBinCount(w, line.location, tote.order);
  const order = tote.order && w.orders.get(tote.order);
  if (!order) return;
  order.shortLines++;
  order.shortUnits += line.planned - line.taken;
  w.orders.touch(order);
}

/** A round of the reader on the robot. One that comes before the robot's own report waits for it. */
export function toteRead(w: Warehouse, desk: Desk, message: ToteRead): void {
  const tote = w.totes.get(message.tote);
  if (!tote) w.unknownNames.seen(desk, "tote", message.tote, message.reader, w.settings.unknownForgottenMs);
  if (!tote || !readsMatter(tote) || isRepeated(tote, message)) return;
  // Readers count their own rounds: one that is asked for goes on from there, so that it is no repetition of any.
  tote.asked = Math.max(tote.asked, message.round + 1);
  if (tote.lines.some(({ state }) => state === "taken")) judge(w, desk, tote, message.tags);
  else tote.early = message.tags;
}

/** Refills are checked by their numbers; a tote that will be counted needs no further reads. */
const readsMatter = (tote: Tote): boolean =>
  tote.kind === "tour" &&
  !tote.recount &&
  !tote.withdrawn &&
  (tote.state === "planned" || tote.state === "travelling");

/** Delivered twice by the bus: the same round with the same number of tags. */
function isRepeated(tote: Tote, { round, tags }: ToteRead): boolean {
  const mark = `${round}/${tags.length}`;
  if (tote.lastRound === mark) return true;
  tote.lastRound = mark;
  return false;
}

function judge(w: Warehouse, desk: Desk, tote: Tote, tags: readonly TagSeen[]): void {
  const { verdict, unknownTags } = judgeRound(tote, tags, w.items.skuOf);
  if (unknownTags > 0) w.log.warn("tote.unknown-tags", { tote: tote.tote, tags: unknownTags });
  if (verdict === "agrees") settleLines(w, desk, tote);
  else disagreed(w, desk, tote, verdict);
}

function settleLines(w: Warehouse, desk: Desk, tote: Tote): void {
  const order = tote.order && w.orders.get(tote.order);
  for (const line of tote.lines)
    if (line.state === "taken") {
      line.state = line.taken === line.planned ? "confirmed" : "short";
      if (order) deal(order, line.sku, "picked", line.taken);
    }
  if (order) w.orders.touch(order);
  tote.rounds = 0;
  w.totes.touch(tote);
  w.readers.agreed(desk, tote.robot);
  desk.cancelDue(readsId(tote));
}

/** No round came in time; it counts as one that disagreed, so that a dead reader ends at the check lane too. */
export function readsLate(w: Warehouse, desk: Desk, tote: Tote): void {
  if (readsMatter(tote) && tote.lines.some(({ state }) => state === "taken"))
    disagreed(w, desk, tote, "late");
}

function disagreed(w: Warehouse, desk: Desk, tote: Tote, why: string): void {
  tote.rounds++;
  w.totes.touch(tote);
  w.log.info("tote.reads-disagree", { tote: tote.tote, rounds: tote.rounds, why });
  if (tote.rounds >= w.settings.readRounds || !tote.robot) {
    desk.cancelDue(readsId(tote));
    // More than there should be was read: the reader is not what is wrong.
    if (why !== "surplus") readsFailed(w, desk, tote);
    needToteCount(w, desk, tote);
    return;
  }
  desk.due(readsId(tote), desk.now + w.settings.readWithinMs, { type: "reads.late", tote: tote.tote });
  const reader = DeviceId(readerOf(tote.robot));
  desk.send("sensors", { type: "reader.round", reader, tote: tote.tote, round: tote.asked++ });
}

/** A person counts the tote, since its reads never agreed; told once for each tote. */
export function readsFailed(w: Warehouse, desk: Desk, tote: Tote): void {
  const place = tote.lines.findLast(({ state }) => state === "taken")?.location ?? null;
  w.readers.failed(desk, tote.robot, { tote: tote.tote, place, silent: tote.lastRound === null });
}

/** Sends the tote to the check lanes instead of packing. A robot that is already there drops it where it is, and is counted there. */
export function needToteCount(w: Warehouse, desk: Desk, tote: Tote): void {
  tote.recount = true;
  w.totes.touch(tote);
  const stations: readonly StationId[] = w.places.check;
  const { transport } = tote;
  desk.send("fleet", { type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations });
}

export const readsId = (tote: Tote): string => `reads/${tote.tote}`;

/**
 * The robot says what it took. The units move into the tote at once; the line is picked when the tags agree, and until then a deadline stands.
 * Fewer units than the book says: the bin is counted, and the rest comes from elsewhere when the tote's tour is over.
 */
import { DeviceId } from "@floorplane/contracts/ids";
import { readerOf } from "@floorplane/contracts/labels";
import type { FromFleet, FromSensors, TagSeen } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../goods/items.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithLog } from "../keeping/traits.ts";
import type { WithUnknownNames } from "../keeping/unknown-names.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { ToteNews } from "./news.ts";
import type { WithReaders } from "./readers.ts";
import { judgeRound } from "./reads.ts";
import { isTravelling, orderOf, type Tote, type ToteLine, type Tour } from "./tote.ts";
import type { WithTotes } from "./totes.ts";

export type StopDone = Extract<FromFleet, { type: "stop.done" }>;
export type ToteRead = Extract<FromSensors, { type: "tote.read" }>;

/** What it takes to hear how totes go. */
export type ToteMeans = WithTotes &
  WithReaders &
  WithStock &
  WithCounts &
  WithPlaces &
  WithItems &
  WithHandling &
  WithUnknownNames &
  WithSettings &
  WithLog;

export function pickDone(
  means: ToteMeans,
  desk: Desk,
  tour: Tour,
  line: ToteLine,
  quantity: number,
): ToteNews[] {
  if (line.state !== "open") return [];
  const news = book(means, tour, line, quantity, "taken");
  const { early } = tour.sightings;
  tour.sightings.early = null;
  if (line.taken > 0 && readsMatter(tour)) {
    if (early) news.push(...judge(means, desk, tour, early));
    else armReads(means, desk, tour);
  }
  if (tour.lines.every(({ state }) => state !== "open")) news.push({ type: "picked" });
  return news;
}

/** Moves what was taken from the bin into the tote and gives the rest of the hold back. `full`: what a line is that all was taken for. */
export function book(
  { stock, totes, counts }: WithStock & WithTotes & WithCounts,
  tote: Tote,
  line: ToteLine,
  quantity: number,
  full: "taken" | "confirmed",
): ToteNews[] {
  const row = stock.row(line.location, line.sku, line.lot);
  const transit = stock.transit(tote.tote, line.sku, line.lot);
  const taken = Math.min(quantity, line.planned);
  if (quantity > line.planned) totes.doubt(tote);
  stock.move({ holder: row, name: "allocated" }, { holder: transit, name: "units" }, taken);
  stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, line.planned - taken);
  const isFull = full === "taken" ? taken > 0 : taken === line.planned;
  totes.settle(tote, line, { taken, state: isFull ? full : "short" });
  if (taken === line.planned) return [];
  counts.need(line.location, orderOf(tote));
  return [{ type: "short", units: line.planned - taken }];
}

/** A round of the reader on the robot. One that comes before the robot's own report waits for it. */
export function toteRead(
  means: ToteMeans,
  desk: Desk,
  tote: Tote,
  { round, tags }: Pick<ToteRead, "round" | "tags">,
): ToteNews[] {
  if (!readsMatter(tote)) return [];
  // Delivered twice by the bus: the same round with the same number of tags.
  const mark = `${round}/${tags.length}`;
  if (tote.sightings.lastRound === mark) return [];
  tote.sightings.lastRound = mark;
  // Readers count their own rounds: one that is asked for goes on from there, so that it is no repetition of any.
  means.totes.heard(tote, round);
  if (hasUnread(tote)) return judge(means, desk, tote, tags);
  tote.sightings.early = tags;
  return [];
}

/** Refills are checked by their numbers; a tote that will be counted needs no further reads. */
const readsMatter = (tote: Tote): tote is Tour =>
  tote.kind === "tour" && !tote.recount && !tote.withdrawn && isTravelling(tote);

/** Something was taken that no read agreed with yet. */
export const hasUnread = ({ lines }: Tote): boolean => lines.some(({ state }) => state === "taken");

function judge(means: ToteMeans, desk: Desk, tour: Tour, tags: readonly TagSeen[]): ToteNews[] {
  const { items, log } = means;
  const { verdict, unknownTags } = judgeRound(tour, tags, (gtin) => items.skuOf(gtin, tour.client));
  if (unknownTags > 0) log.warn("tote.unknown-tags", { tote: tour.tote, tags: unknownTags });
  if (verdict === "agrees") return confirmLines(means, desk, tour);
  disagreed(means, desk, tour, verdict);
  return [];
}

function confirmLines({ totes, readers }: WithTotes & WithReaders, desk: Desk, tour: Tour): ToteNews[] {
  const news: ToteNews[] = [];
  for (const line of tour.lines) {
    if (line.state !== "taken") continue;
    const { sku, taken, planned } = line;
    totes.settle(tour, line, { taken, state: taken === planned ? "confirmed" : "short" });
    news.push({ type: "confirmed", sku, units: taken });
  }
  totes.agreed(tour);
  readers.agreed(desk, tour.robot);
  desk.cancelDue(readsId(tour));
  return news;
}

/** No round came in time; it counts as one that disagreed, so that a dead reader ends at the check lane too. */
export function readsLate(means: ToteMeans, desk: Desk, tote: Tote): void {
  if (readsMatter(tote) && hasUnread(tote)) disagreed(means, desk, tote, "late");
}

function disagreed(means: ToteMeans, desk: Desk, tour: Tour, why: string): void {
  const { totes, settings, log } = means;
  totes.disagreed(tour);
  log.info("tote.reads-disagree", { tote: tour.tote, rounds: tour.rounds, why });
  if (tour.rounds >= settings.readRounds || !tour.robot) {
    desk.cancelDue(readsId(tour));
    // More than there should be was read: the reader is not what is wrong.
    if (why !== "surplus") readsFailed(means, desk, tour);
    needToteCount(means, desk, tour);
    return;
  }
  armReads(means, desk, tour);
  const reader = DeviceId(readerOf(tour.robot));
  desk.send("sensors", { type: "reader.round", reader, tote: tour.tote, round: totes.nextRound(tour) });
}

/** A person counts the tote, since its reads never agreed; told once for each tote. */
export function readsFailed(
  { readers }: WithReaders,
  desk: Desk,
  { tote, lines, robot, sightings }: Tour,
): void {
  const place = lines.findLast(({ state }) => state === "taken")?.location ?? null;
  readers.failed(desk, robot, { tote, place, silent: sightings.lastRound === null });
}

/** Sends the tote to the check lanes instead of packing. A robot that is already there drops it where it is, and is counted there. */
export function needToteCount({ totes, places }: WithTotes & WithPlaces, desk: Desk, tote: Tote): void {
  totes.doubt(tote);
  const { transport } = tote;
  const stations = places.check;
  desk.send("fleet", { type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations });
}

function armReads({ settings }: WithSettings, desk: Desk, tour: Tour): void {
  desk.due(readsId(tour), desk.now + settings.readWithinMs, { type: "reads.late", tote: tour.tote });
}

export const readsId = ({ tote }: Tote): string => `reads/${tote}`;

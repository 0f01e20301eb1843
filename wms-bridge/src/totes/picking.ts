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
import { namedByTags } from "../serials/in-totes.ts";
import type { WithSerials } from "../serials/serials.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithEvidence } from "./evidence.ts";
import type { Told, ToteNews } from "./news.ts";
import type { WithReaders } from "./readers.ts";
import { judgeRound } from "./reads.ts";
import { boxOf, isByHand, isTravelling, orderOf, type Tote, type ToteLine, type Tour } from "./tote.ts";
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
  WithEvidence &
  WithSerials &
  WithHandling &
  WithUnknownNames &
  WithSettings &
  WithLog;

export function pickDone(means: ToteMeans, desk: Desk, tour: Tour, line: ToteLine, quantity: number): Told[] {
  if (line.state !== "open") {
    // A person had fetched it when the robot took it once more: what is in the tote is counted, and the place.
    if (line.planned === 0 && quantity > 0) takenTwice(means, desk, tour, line);
    return [];
  }
  const told = putIn(means, desk, tour, line, quantity);
  // Neither a scanner nor a scale is on the way of a robot alone.
  if (line.taken > 0 && means.evidence.needsPerson(line.sku)) needToteCount(means, desk, tour);
  return told;
}

/** Units are in the tote; the line waits for the reader. */
function putIn(means: ToteMeans, desk: Desk, tour: Tour, line: ToteLine, quantity: number): Told[] {
  const news = book(means, tour, line, quantity, "taken");
  const told: Told[] = [{ tote: tour, news }];
  const { sightings } = means.totes.labelled(tour);
  const { early } = sightings;
  sightings.early = null;
  const box = readBox(means, tour);
  if (line.taken > 0 && box) {
    if (early) told.push(...judge(means, desk, box, early));
    else armReads(means, desk, box);
  }
  if (tour.lines.every(({ state }) => state !== "open"))
    told.push({ tote: tour, news: [{ type: "picked" }] });
  return told;
}

/**
 * A person says what went into a tote. Into one that a robot carries it is read like a robot's own pick, by a round that is asked for now; into one that people carry it is confirmed by the scan
 * of place and goods that the answer stands for.
 */
export function personPicked(
  means: ToteMeans,
  desk: Desk,
  tour: Tour,
  line: ToteLine,
  quantity: number,
): Told[] {
  const begun: Told[] = means.totes.fetched(tour) ? [{ tote: tour, news: [{ type: "fetched" }] }] : [];
  const { evidence } = means;
  const isRead = evidence.for(line.sku).kinds.has("rfid");
  if (isByHand(tour) || !isRead) {
    const news = book(means, tour, line, quantity, "confirmed");
    if (line.taken > 0) news.push({ type: "confirmed", sku: line.sku, units: line.taken });
    // No reader looks into a tote that people carry: where tags are asked for by name, what is in it is counted.
    if (line.taken > 0 && isByHand(tour) && isRead && !evidence.isUsual) means.totes.doubt(tour);
    if (!isByHand(tour) && tour.lines.every(({ state }) => state !== "open")) news.push({ type: "picked" });
    return [...begun, { tote: tour, news }];
  }
  const told = putIn(means, desk, tour, line, quantity);
  if (line.state === "taken") askForRound(means, desk, tour);
  return [...begun, ...told];
}

function takenTwice(means: ToteMeans, desk: Desk, tour: Tour, { location }: ToteLine): void {
  means.counts.need(location, orderOf(tour));
  needToteCount(means, desk, tour);
}

/** Moves what was taken from the bin into the tote and gives the rest of the hold back. `full`: what a line is that all was taken for. */
export function book(
  { stock, totes, counts }: WithStock & WithTotes & WithCounts,
  tote: Tote,
  line: ToteLine,
  quantity: number,
  full: "taken" | "confirmed",
): ToteNews[] {
  if (line.box !== null) return bookOutOfBox({ stock, totes, counts }, tote, line, quantity);
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

/** The same out of a box that a robot brought: whoever finds more in it than the book has, or less, has both totes counted. */
function bookOutOfBox(
  { stock, totes, counts }: WithStock & WithTotes & WithCounts,
  tote: Tote,
  line: ToteLine,
  quantity: number,
): ToteNews[] {
  const { sku, lot, planned, location } = line;
  const box = totes.supply(line.box);
  const inBox = stock.transit(line.box!, sku, lot);
  const taken = Math.min(quantity, planned, inBox.units);
  const transit = stock.transit(tote.tote, sku, lot);
  stock.move({ holder: inBox, name: "units" }, { holder: transit, name: "units" }, taken);
  totes.settle(tote, line, { taken, state: taken === planned ? "confirmed" : "short" });
  if (quantity > taken) {
    totes.doubt(tote);
    if (box) totes.doubt(box);
  }
  if (taken === planned) return [];
  counts.need(location, orderOf(tote));
  // More should be in it than he found.
  if (box && inBox.units > 0) totes.doubt(box);
  return [{ type: "short", units: planned - taken }];
}

/** A round of the reader on the robot. One that comes before the robot's own report waits for it. */
export function toteRead(
  means: ToteMeans,
  desk: Desk,
  tote: Tote,
  { round, tags }: Pick<ToteRead, "round" | "tags">,
): Told[] {
  const box = readBox(means, tote);
  if (!box) return [];
  const { sightings } = box.label;
  // Delivered twice by the bus: the same round with the same number of tags.
  const mark = `${round}/${tags.length}`;
  if (sightings.lastRound === mark) return [];
  sightings.lastRound = mark;
  // Readers count their own rounds: one that is asked for goes on from there, so that it is no repetition of any.
  means.totes.heard(box.label, round);
  if (box.shares.some(hasUnread)) return judge(means, desk, box, tags);
  sightings.early = tags;
  return [];
}

/** A box on its way, and the tours of all orders that have goods in it. What a reader saw of it is kept with the one that gave it its label. */
interface Box {
  readonly label: Tour;
  readonly shares: readonly Tour[];
}

/** Undefined where reads do not matter: refills are checked by their numbers; a box that will be counted needs no further reads. */
function readBox({ totes }: WithTotes, tote: Tote): Box | undefined {
  if (tote.kind !== "tour") return undefined;
  const shares = totes.inBox(tote).filter((one) => one.kind === "tour" && isTravelling(one)) as Tour[];
  const areWanted = shares.some(({ withdrawn }) => !withdrawn);
  if (!areWanted || shares.some(({ recount }) => recount)) return undefined;
  return { label: totes.labelled(tote), shares };
}

/** Something was taken that no read agreed with yet. */
const hasUnread = ({ lines }: Tote): boolean => lines.some(({ state }) => state === "taken");

function judge(means: ToteMeans, desk: Desk, box: Box, tags: readonly TagSeen[]): Told[] {
  const { items, log } = means;
  const { label, shares } = box;
  const { rounds, sightings, client, tote } = label;
  const seen = { rounds, sightings, lines: shares.flatMap(({ lines }) => lines) };
  const { verdict, unknownTags } = judgeRound(seen, tags, (gtin) => items.skuOf(gtin, client));
  if (unknownTags > 0) log.warn("tote.unknown-tags", { tote, tags: unknownTags });
  if (verdict === "agrees") {
    nameByTags(means, desk, box);
    return confirmLines(means, desk, box);
  }
  disagreed(means, desk, box, verdict);
  return [];
}

/** Of a box that several share it is not known whose a tag is: goods that are kept by serial number ride alone. */
function nameByTags(means: ToteMeans, desk: Desk, { label, shares }: Box): void {
  const [tour, ...others] = shares;
  if (!tour || others.length > 0) return;
  const tags = [...label.sightings.tags].map(([key, { gtin, rounds }]) => ({
    gtin,
    serial: key.slice(gtin.length + 1),
    rounds,
  }));
  namedByTags(means, tour, tags, desk.now);
}

function confirmLines(
  { totes, readers }: WithTotes & WithReaders,
  desk: Desk,
  { label, shares }: Box,
): Told[] {
  const told = shares.map((tour): Told => {
    const news: ToteNews[] = [];
    for (const line of tour.lines) {
      if (line.state !== "taken") continue;
      const { sku, taken, planned } = line;
      totes.settle(tour, line, { taken, state: taken === planned ? "confirmed" : "short" });
      news.push({ type: "confirmed", sku, units: taken });
    }
    return { tote: tour, news };
  });
  totes.agreed(label);
  readers.agreed(desk, shares[0]!.robot);
  desk.cancelDue(readsId(label));
  return told.filter(({ news }) => news.length > 0);
}

/** No round came in time; it counts as one that disagreed, so that a dead reader ends at the check lane too. */
export function readsLate(means: ToteMeans, desk: Desk, tote: Tote): void {
  const box = readBox(means, tote);
  if (box?.shares.some(hasUnread)) disagreed(means, desk, box, "late");
}

function disagreed(means: ToteMeans, desk: Desk, box: Box, why: string): void {
  const { totes, settings, log } = means;
  const { label, shares } = box;
  const { robot } = shares[0]!;
  totes.disagreed(label);
  log.info("tote.reads-disagree", { tote: label.tote, rounds: label.rounds, why });
  if (label.rounds >= settings.readRounds || !robot) {
    desk.cancelDue(readsId(label));
    // More than there should be was read: the reader is not what is wrong.
    if (why !== "surplus") readsFailed(means, desk, box);
    needToteCount(means, desk, label);
    return;
  }
  armReads(means, desk, box);
  askForRound(means, desk, label);
}

/** Of the reader on the robot that has the box. */
function askForRound({ totes }: WithTotes, desk: Desk, tour: Tour): void {
  const label = totes.labelled(tour);
  if (!tour.robot) return;
  const reader = DeviceId(readerOf(tour.robot));
  desk.send("sensors", { type: "reader.round", reader, tote: label.tote, round: totes.nextRound(label) });
}

/** At a bench nothing more is read: what no read agreed with is counted. */
export function endReads(means: ToteMeans, desk: Desk, tour: Tour): void {
  const { totes } = means;
  const label = totes.labelled(tour);
  const shares = totes.inBox(tour).filter((one) => one.kind === "tour" && isTravelling(one)) as Tour[];
  if (!shares.some(hasUnread)) return;
  desk.cancelDue(readsId(label));
  if (!tour.recount) readsFailed(means, desk, { label, shares });
  totes.doubt(tour);
}

/** A person counts the tote, since its reads never agreed; told once for each tote. */
function readsFailed({ readers }: WithReaders, desk: Desk, { label, shares }: Box): void {
  const { tote, sightings } = label;
  const taken = shares.flatMap(({ lines }) => lines).findLast(({ state }) => state === "taken");
  const { robot } = shares[0]!;
  readers.failed(desk, robot, { tote, place: taken?.location ?? null, silent: sightings.lastRound === null });
}

/** Sends the tote to the check lanes instead of packing, with all that share its box. A robot that is already there drops it where it is, and is counted there. */
export function needToteCount({ totes, places }: WithTotes & WithPlaces, desk: Desk, tote: Tote): void {
  totes.doubt(tote);
  if (isByHand(tote)) return;
  const { transport } = tote;
  const stations = places.check;
  desk.send("fleet", { type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations });
}

function armReads({ settings }: WithSettings, desk: Desk, { label }: Box): void {
  desk.due(readsId(label), desk.now + settings.readWithinMs, { type: "reads.late", tote: label.tote });
}

/** By the label of the box. */
export const readsId = (tote: Tote): string => `reads/${boxOf(tote)}`;

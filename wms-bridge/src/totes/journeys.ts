/** Totes on their way: asked of the fleet, and followed by what it says of each. What a stop or an end means is the affair of the tote's kind of journey. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Stop, TransportFailure } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import type { WithLog } from "../keeping/traits.ts";
import { inTote, type WithSerials } from "../serials/serials.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Journey } from "./journeys/journey.ts";
import { putAway } from "./journeys/put-away.ts";
import { refill } from "./journeys/refill.ts";
import { supply } from "./journeys/supply.ts";
import { tour } from "./journeys/tour.ts";
import type { Told } from "./news.ts";
import type { StopDone, ToteMeans } from "./picking.ts";
import { boxOf, isTravelling, type Tote } from "./tote.ts";
import type { WithTotes } from "./totes.ts";

/** One for each kind of tote: a new kind does not compile until it has its own. */
const journeys: { readonly [Kind in Tote["kind"]]: Journey<Extract<Tote, { kind: Kind }>> } = {
  tour,
  refill,
  "put-away": putAway,
  supply,
};

const journeyOf = (tote: Tote): Journey<Tote> => journeys[tote.kind] as Journey<Tote>;

export interface Sending {
  /** Where an empty tote comes from and a full one goes to. */
  readonly stations: readonly StationId[];
  readonly dueAt: number;
}

/** Asks the fleet for a transport. `riders`: totes of others that share its box. */
export function sendOff(
  { totes }: WithTotes,
  desk: Desk,
  tote: Tote,
  sending: Sending,
  riders: readonly Tote[] = [],
): void {
  for (const one of [tote, ...riders]) totes.add(one);
  askForTransport(desk, tote, sending, riders);
}

/** For a tote that there is already. */
export function askForTransport(
  desk: Desk,
  tote: Tote,
  { stations, dueAt }: Sending,
  riders: readonly Tote[] = [],
): void {
  const { transport } = tote;
  // Orders wait for a box of goods as they do for a tour.
  const kind = tote.kind === "supply" ? "tour" : tote.kind;
  const stops: Stop[] = journeyOf(tote).stops(tote, stations, riders);
  desk.send("fleet", { type: "transport.requested", transport, kind, tote: tote.tote, stops, dueAt });
}

/** `box`: the tote with its label; a pick was for one of those in it, the rest of a journey for all. */
export function stopDone(means: ToteMeans, desk: Desk, box: Tote, word: StopDone): Told[] {
  const { totes, handling } = means;
  handling.by({ hand: "robot", by: word.robot });
  const { purpose } = word;
  const isOne = (tote: Tote): boolean =>
    purpose.type !== "pick" || tote.tote === (purpose.share ?? boxOf(tote));
  const told = totes
    .inBox(box)
    .filter((tote) => isTravelling(tote) && isOne(tote))
    .flatMap((tote) => {
      totes.carriedBy(tote, word.robot);
      return journeyOf(tote).done(means, desk, tote, word);
    });
  for (const { tote, news } of told)
    for (const one of news) if (one.type === "brought") noteBrought(means, tote, one.station);
  return told;
}

/** An empty tote that is put back is nobody's goods. */
function noteBrought(
  { stock, handling, serials }: WithStock & WithHandling & WithSerials,
  { tote }: Tote,
  station: StationId,
): void {
  for (const { sku } of stock.contents(tote)) handling.pieces(sku, serials.in(sku, inTote(tote)));
  for (const { sku, lot, units } of stock.contents(tote))
    if (units > 0) handling.note({ step: "transport", sku, lot, units, tote, to: station });
}

/** The transport is over without a drop. */
export function transportFailed(means: ToteMeans, desk: Desk, box: Tote, reason: TransportFailure): Told[] {
  const shares = means.totes.inBox(box).filter(isTravelling);
  return shares.map((tote) => ({ tote, news: journeyOf(tote).ended(means, desk, tote, reason) }));
}

/** Said last of all; a tote that is still on its way then was dropped nowhere. */
export function transportDone(means: ToteMeans & WithLog, desk: Desk, box: Tote): Told[] {
  if (!means.totes.inBox(box).some(isTravelling)) return [];
  means.log.warn("transport.done-without-drop", { transport: box.transport });
  return transportFailed(means, desk, box, "no-answer");
}

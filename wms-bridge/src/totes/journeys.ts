/** Totes on their way: asked of the fleet, and followed by what it says of each. What a stop or an end means is the affair of the tote's kind of journey. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Stop, TransportFailure } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import type { WithLog } from "../keeping/traits.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Journey } from "./journeys/journey.ts";
import { refill } from "./journeys/refill.ts";
import { tour } from "./journeys/tour.ts";
import type { ToteNews } from "./news.ts";
import type { StopDone, ToteMeans } from "./picking.ts";
import { isTravelling, type Tote } from "./tote.ts";
import type { WithTotes } from "./totes.ts";

/** One for each kind of tote: a new kind does not compile until it has its own. */
const journeys: { readonly [Kind in Tote["kind"]]: Journey<Extract<Tote, { kind: Kind }>> } = {
  tour,
  refill,
};

const journeyOf = (tote: Tote): Journey<Tote> => journeys[tote.kind] as Journey<Tote>;

export interface Sending {
  /** Where an empty tote comes from and a full one goes to. */
  readonly stations: readonly StationId[];
  readonly dueAt: number;
}

/** Asks the fleet for a transport. */
export function sendOff({ totes }: WithTotes, desk: Desk, tote: Tote, { stations, dueAt }: Sending): void {
  totes.add(tote);
  const { transport, kind } = tote;
  const stops: Stop[] = journeyOf(tote).stops(tote, stations);
  desk.send("fleet", { type: "transport.requested", transport, kind, tote: tote.tote, stops, dueAt });
}

export function stopDone(means: ToteMeans, desk: Desk, tote: Tote, word: StopDone): ToteNews[] {
  if (!isTravelling(tote)) return [];
  means.totes.carriedBy(tote, word.robot);
  means.handling.by({ hand: "robot", by: word.robot });
  const news = journeyOf(tote).done(means, desk, tote, word);
  for (const one of news) if (one.type === "brought") noteBrought(means, tote, one.station);
  return news;
}

/** An empty tote that is put back is nobody's goods. */
function noteBrought(
  { stock, handling }: WithStock & WithHandling,
  { tote }: Tote,
  station: StationId,
): void {
  for (const { sku, lot, units } of stock.contents(tote))
    if (units > 0) handling.note({ step: "transport", sku, lot, units, tote, to: station });
}

/** The transport is over without a drop. */
export function transportFailed(
  means: ToteMeans,
  desk: Desk,
  tote: Tote,
  reason: TransportFailure,
): ToteNews[] {
  return isTravelling(tote) ? journeyOf(tote).ended(means, desk, tote, reason) : [];
}

/** Said last of all; a tote that is still on its way then was dropped nowhere. */
export function transportDone(means: ToteMeans & WithLog, desk: Desk, tote: Tote): ToteNews[] {
  if (!isTravelling(tote)) return [];
  means.log.warn("transport.done-without-drop", { transport: tote.transport });
  return transportFailed(means, desk, tote, "no-answer");
}

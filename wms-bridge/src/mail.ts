/** What other rooms decided, heard: each kind of mail goes to whose affair it is. Nothing is decided here. */
import type { ToWmsBridge } from "@floorplane/contracts/messages";
import { reasonOfToday } from "@floorplane/contracts/reasons/reason";
import type { Desk } from "@floorplane/runtime/room";
import { hearCarry } from "./carrying/hear-fleet.ts";
import { readAtDock } from "./orders/at-the-dock.ts";
import { boxHeld, hear, hearBox, hearRead, hearSkipped } from "./orders/hearing.ts";
import { dropHoldsAt } from "./orders/holding.ts";
import { stationFinished, stationState } from "./packing/packing.ts";
import { leaveClosedBenches, sendToPacker } from "./packing/stations.ts";
import { takeAct } from "./people/acts.ts";
import { robotWaits } from "./people/picking.ts";
import { labelRead } from "./printing/printing.ts";
import { placeClosed, placeOpened } from "./stock/closed-places.ts";
import { takePicksBack } from "./tasks/picks.ts";
import { binRead, countWord } from "./tasks/robot-counts.ts";
import { type OfTote, wordOfToday } from "./totes/earlier-mail.ts";
import { stopDone, transportDone, transportFailed } from "./totes/journeys.ts";
import type { Told } from "./totes/news.ts";
import type { Tote } from "./totes/tote.ts";
import type { Warehouse } from "./warehouse.ts";

export function takeMail(w: Warehouse, desk: Desk, message: ToWmsBridge): void {
  if (hearCarry(w, desk, message)) return;
  switch (message.type) {
    case "bin.read":
      binRead(w, message);
      break;
    case "stop.done":
      if (message.tote === null) countWord(w, desk, message);
      else {
        follow(w, desk, message, (tote, word) => stopDone(w, desk, tote, word));
        if (message.purpose.type === "pick") withTote(w, message, (tote) => sendToPacker(w, desk, tote));
      }
      break;
    case "transport.done":
      if (message.tote === null) countWord(w, desk, message);
      else follow(w, desk, message, (tote) => transportDone(w, desk, tote));
      break;
    case "transport.failed":
      if (message.tote === null) countWord(w, desk, message);
      else follow(w, desk, message, (tote, { reason }) => transportFailed(w, desk, tote, reason));
      break;
    case "transport.held":
      withTote(w, message, (tote) => boxHeld(w, tote, reasonOfToday(message.why)));
      break;
    case "stops.skipped":
      withTote(w, message, (tote) => {
        hearSkipped(w, desk, tote, message.purposes);
        for (const one of w.totes.inBox(tote)) takePicksBack(w, desk, one);
        sendToPacker(w, desk, tote);
      });
      break;
    case "stop.waiting":
      withTote(w, message, (tote, { purpose, robot }) => {
        if (purpose.type !== "pick") return;
        const share = purpose.share === undefined ? tote : w.totes.get(purpose.share);
        if (!share) return;
        w.totes.carriedBy(share, robot);
        robotWaits(w, desk, share, purpose.entry);
      });
      break;
    case "tote.read":
      hearRead(w, desk, message);
      break;
    case "station.finished": {
      const told = stationFinished(w, desk, message.job);
      if (told) hear(w, desk, told);
      break;
    }
    case "station.state":
      stationState(w, desk, message);
      break;
    case "parcel.seen":
      readAtDock(w, desk, message);
      labelRead(w, desk, message.sscc);
      break;
    case "task.answer":
    case "order.tryAgain":
    case "order.raise":
    case "order.hold":
    case "order.release":
    case "order.cancel":
    case "order.split":
      takeAct(w, desk, message);
      break;
    case "place.closed": {
      const closed = placeClosed(w, message.place);
      if (closed) dropHoldsAt(w, closed);
      if (closed && w.places.packing.includes(message.place)) leaveClosedBenches(w, desk);
      break;
    }
    case "place.opened":
      placeOpened(w, message.place);
      if (w.places.packing.includes(message.place)) leaveClosedBenches(w, desk);
      break;
    case "transport.assigned":
    case "transport.unassigned":
    case "stop.replaced":
    case "stop.kept":
      // A kept stop needs no answer: the tote is counted where it stands.
      break;
    default:
      message satisfies never;
  }
}

/** What became of the tote is heard by whoever it is for. */
function follow<Word extends OfTote>(
  w: Warehouse,
  desk: Desk,
  said: Word,
  what: (tote: Tote, word: Word) => readonly Told[],
): void {
  withTote(w, said, (tote, word) => {
    hearBox(w, desk, what(tote, word));
    for (const one of w.totes.inBox(tote)) takePicksBack(w, desk, one);
  });
}

function withTote<Word extends OfTote>(
  w: Warehouse,
  said: Word,
  run: (tote: Tote, word: Word) => void,
): void {
  const { totes, log } = w;
  const word = wordOfToday(said, () => totes.all());
  const tote = word.tote === null ? undefined : totes.get(word.tote);
  if (tote) run(tote, word);
  else log.warn("transport.unknown", { transport: word.transport });
}

/** A tote that stands at a bench, or that nobody brought to one: counted where something is in doubt, packed where all is well, gone where it is empty. */
import type { StationId } from "@floorplane/contracts/ids";
import type { TransportFailure } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { raiseAlarm } from "../keeping/alarms.ts";
import { lacksSerials } from "../serials/in-totes.ts";
import { openTask, type TaskMeans } from "../tasks/asking.ts";
import { closeTote, contentsOf } from "../totes/keeping.ts";
import { boxOf, type Tote } from "../totes/tote.ts";
import { giveJob, type PackingMeans, type Sorted } from "./packing.ts";

/** What whoever a tote is for wants to become of it. */
export interface Wish {
  readonly station: StationId;
  /** What it holds is to be packed. */
  readonly isWanted: boolean;
  /** And not before the rest is there. */
  readonly isAlone: boolean;
}

export function standAtBench(means: PackingMeans & TaskMeans, desk: Desk, tote: Tote, wish: Wish): void {
  const units = contentsOf(means, tote);
  if (tote.recount || (units > 0 && !wish.isWanted)) askForCount(means, desk, tote, wish.station, false);
  else packOrClose(means, desk, tote, { ...wish, isSorted: false });
}

export function packOrClose(
  means: PackingMeans & TaskMeans,
  desk: Desk,
  tote: Tote,
  { station, isAlone, isSorted }: Pick<Wish, "station" | "isAlone"> & Sorted,
): void {
  if (contentsOf(means, tote) === 0) closeTote(means, tote, station);
  // A machine asks nobody which units they are: whoever counts them does.
  else if (!means.places.people.has(station) && lacksSerials(means, tote.tote))
    askForCount(means, desk, tote, station, false);
  else if (isAlone && !means.totes.isShared(tote)) means.totes.stand(tote, station);
  else giveJob(means, desk, tote, { station, isSorted });
}

/** The rest is there: a machine packs it. */
export function packStanding(means: PackingMeans, desk: Desk, tote: Tote): void {
  if (tote.at.state === "standing") giveJob(means, desk, tote, { station: tote.at.station, isSorted: true });
}

/** The rest does not come: a person takes out what it holds. */
export function unpackStanding(means: TaskMeans, desk: Desk, tote: Tote): void {
  if (tote.at.state === "standing") askForCount(means, desk, tote, tote.at.station, false);
}

/** What it may hold is unknown until a person has brought it to a check lane and counted it. */
export function lostOnTheWay(
  means: PackingMeans & TaskMeans,
  desk: Desk,
  tote: Tote,
  reason: TransportFailure,
): void {
  if (contentsOf(means, tote) === 0 && !tote.recount) {
    closeTote(means, tote, null);
    return;
  }
  means.totes.doubt(tote);
  askForCount(means, desk, tote, means.places.check[0]!, true);
  raiseAlarm(desk, "tote.contents-unknown", boxOf(tote), { reason, robot: tote.robot ?? "" });
}

/** A box is counted once, for all that lie in it. */
function askForCount(means: TaskMeans, desk: Desk, tote: Tote, station: StationId, unknown: boolean): void {
  const { totes } = means;
  const asked = totes.inBox(tote).find(({ at }) => at.state === "checking")?.at;
  const task =
    asked?.state === "checking"
      ? asked.task
      : openTask(means, desk, { kind: "count-tote", tote: boxOf(tote), station }).task;
  totes.check(tote, { station, task, unknown });
}

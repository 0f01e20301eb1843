/** A tote that stands at a bench, or that nobody brought to one: counted where something is in doubt, packed where all is well, gone where it is empty. */
import type { StationId } from "@floorplane/contracts/ids";
import type { TransportFailure } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { raiseAlarm } from "../keeping/alarms.ts";
import { openTask, type TaskMeans } from "../tasks/asking.ts";
import { closeTote, contentsOf } from "../totes/keeping.ts";
import type { Tote } from "../totes/tote.ts";
import { giveJob, type PackingMeans } from "./packing.ts";

/** `isWanted`: whoever it is for wants what it holds to be packed. */
export function standAtBench(
  means: PackingMeans & TaskMeans,
  desk: Desk,
  tote: Tote,
  { station, isWanted }: { readonly station: StationId; readonly isWanted: boolean },
): void {
  const units = contentsOf(means, tote);
  if (tote.recount || (units > 0 && !isWanted)) askForCount(means, desk, tote, station, false);
  else packOrClose(means, desk, tote, station);
}

export function packOrClose(means: PackingMeans, desk: Desk, tote: Tote, station: StationId): void {
  if (contentsOf(means, tote) > 0) giveJob(means, desk, tote, station);
  else closeTote(means, tote, station);
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
  raiseAlarm(desk, "tote.contents-unknown", tote.tote, { reason, robot: tote.robot ?? "" });
}

function askForCount(means: TaskMeans, desk: Desk, tote: Tote, station: StationId, unknown: boolean): void {
  const { task } = openTask(means, desk, { kind: "count-tote", tote: tote.tote, station });
  means.totes.check(tote, { station, task, unknown });
}

/** Which packing stations a new tote may come from and go to, and where those go whose station is gone, closed to robots or cannot take them. */
import { LocationId, type StationId } from "@floorplane/contracts/ids";
import type { StopPurpose } from "@floorplane/contracts/purposes";
import { minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithClosedPlaces } from "../stock/closed-places.ts";
import type { Places, WithPlaces } from "../stock/places.ts";
import { boxOf, isByHand, isTravelling, type Tote } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithBenches } from "./benches.ts";
import { tooLongAt } from "./packer-late.ts";
import { paceAt } from "./packer-pace.ts";
import type { WithWorks } from "./works.ts";

export type ServingMeans = WithPlaces & WithClosedPlaces & WithBenches & WithWorks & WithSettings;

/** Jobs that a bench may have beyond the one that has fewest, and still be given more: its machine is not to stand still while the next tote is driven to it, and no robot drives far for one job less. */
const jobsBeyondFewest = 2;

/** Jobs that wait at a bench or are in hand there, a person's as a machine's. */
const jobsAt = ({ benches }: WithBenches, station: StationId): number => benches.get(station)?.jobs ?? 0;

/** Jobs at each of the stations, counted as jobs of the one that packs quickest: what takes twice as long counts double. */
export function loadsAt(
  means: ServingMeans,
  stations: readonly StationId[],
  now: number,
): ReadonlyMap<StationId, number> {
  const paces = stations.map((station) => paceAt(means, station, now));
  const quickest = Math.min(...paces);
  return new Map(stations.map((station, at) => [station, (jobsAt(means, station) * paces[at]!) / quickest]));
}

/**
 * Of those that are not closed to robots, the ones that are not stopped and whose packer is not late; where there is none, those that are not stopped; all of them while all are stopped, since a
 * tote may as well wait there. Where all are closed, a robot waits for any of them.
 */
export function openBenches(means: ServingMeans, now: number): readonly StationId[] {
  const { places, closedPlaces } = means;
  const open = places.packing.filter((station) => closedPlaces.get(LocationId(station)) === undefined);
  const serving = open.filter((station) => !isStopped(means, station));
  const prompt = serving.filter((station) => !tooLongAt(means, station, now));
  return [prompt, serving, open, places.packing].find((some) => some.length > 0)!;
}

export function isStopped({ benches }: WithBenches, station: StationId): boolean {
  const bench = benches.get(station);
  return bench?.state === "stopped" || bench?.state === "stoppedWithWork";
}

/** Of the open ones those with the least to do. */
export function stationsToServe(means: ServingMeans, now: number): readonly StationId[] {
  const open = openBenches(means, now);
  const loads = loadsAt(means, open, now);
  const least = Math.min(...loads.values());
  return open.filter((station) => loads.get(station)! <= least + jobsBeyondFewest);
}

export const isNamed = (places: Places, station: StationId): boolean =>
  places.packing.includes(station) || places.check.includes(station);

type SendingMeans = ServingMeans & WithTotes;

/** At a start: the site's files may name other stations than before, and what is still on its way goes to those. */
export function forgetRemovedStations(means: SendingMeans, desk: Desk): void {
  const { places, benches } = means;
  const removed = [...benches.all()].filter(({ station }) => !isNamed(places, station));
  for (const bench of removed) benches.remove(bench);
  if (removed.length > 0) sendElsewhere(means, desk);
}

/** A machine that runs again within this keeps what is on its way to it: a jam is cleared while a robot drives one aisle. */
const stopPassesMs = minuteMs;

export interface BenchDue {
  readonly type: "bench.stopped";
  readonly station: StationId;
}

const stoppedId = (station: StationId): string => `bench-stopped/${station}`;

/** Its machine has stopped or runs again. */
export function benchStopped(means: SendingMeans, desk: Desk, station: StationId): void {
  if (isStopped(means, station)) {
    desk.due(stoppedId(station), desk.now + stopPassesMs, { type: "bench.stopped", station });
    return;
  }
  desk.cancelDue(stoppedId(station));
  // The others may stand still.
  leaveClosedBenches(means, desk);
}

/**
 * Robots on their way to a bench that is closed to them or has stopped for longer go to one that serves; those that are bound for another are left alone. Asked when a bench is closed, is opened
 * (who waits before closed ones goes there), and has stood for a while. Where none serves nothing changes: the fleet says who waits, and for what.
 */
export function leaveClosedBenches(means: SendingMeans, desk: Desk): void {
  const { places, totes } = means;
  const stations = openBenches(means, desk.now);
  const from = places.packing.filter((station) => !stations.includes(station));
  if (from.length === 0) return;
  for (const tote of totes.all()) {
    if (!isTravelling(tote) || isByHand(tote) || boxOf(tote) !== tote.tote) continue;
    // Once it was fetched, the place where a person put it down is the only one where it is.
    if (tote.kind !== "put-away" && tote.at.state === "planned")
      send(desk, tote, { type: "fetch" }, stations, from);
    send(desk, tote, { type: "drop" }, stations, from);
  }
}

/** What is on its way to be packed goes where totes go now. */
export function sendElsewhere(means: SendingMeans, desk: Desk): void {
  const stations = stationsToServe(means, desk.now);
  for (const tote of means.totes.all())
    if (isBoundForBench(means, tote)) send(desk, tote, { type: "drop" }, stations);
}

/** All is picked into it. It was asked for minutes ago, on a busy day an hour: which bench it goes to is asked now. */
export function sendToPacker(means: SendingMeans, desk: Desk, box: Tote): void {
  const { places, totes } = means;
  if (places.packing.length < 2 || !isBoundForBench(means, box)) return;
  const isOpen = totes.inBox(box).some(({ lines }) => lines.some(({ state }) => state === "open"));
  if (!isOpen) send(desk, box, { type: "drop" }, stationsToServe(means, desk.now));
}

const isBoundForBench = ({ totes }: WithTotes, tote: Tote): boolean =>
  tote.kind === "tour" &&
  tote.rides === null &&
  !isByHand(tote) &&
  !tote.recount &&
  totes.inBox(tote).some((one) => isTravelling(one) && !one.withdrawn);

function send(
  desk: Desk,
  { transport }: Tote,
  purpose: StopPurpose,
  stations: readonly StationId[],
  from?: readonly StationId[],
): void {
  desk.send("fleet", {
    type: "transport.replaceStop",
    transport,
    purpose,
    stations,
    ...(from ? { from } : {}),
  });
}

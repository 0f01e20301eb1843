/** Which packing stations a new tote may come from and go to, and where those go whose station is gone or cannot take them. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithSettings } from "../keeping/settings.ts";
import type { Places, WithPlaces } from "../stock/places.ts";
import { isByHand, isTravelling, type Tote } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithBenches } from "./benches.ts";
import { tooLongAt } from "./packer-late.ts";
import { paceAt } from "./packer-pace.ts";
import type { WithWorks } from "./works.ts";

export type ServingMeans = WithPlaces & WithBenches & WithWorks & WithSettings;

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
 * Those that are not stopped and whose packer is not late; where there is none, those that are not stopped; all of them while all are stopped, since a tote may as well wait there.
 */
export function openBenches(means: ServingMeans, now: number): readonly StationId[] {
  const { places, benches } = means;
  const serving = places.packing.filter((station) => {
    const bench = benches.get(station);
    return !bench || bench.state === "free" || bench.state === "working";
  });
  const prompt = serving.filter((station) => !tooLongAt(means, station, now));
  return prompt.length > 0 ? prompt : serving.length > 0 ? serving : places.packing;
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

/** What is on its way to be packed goes where totes go now. */
export function sendElsewhere(means: SendingMeans, desk: Desk): void {
  const stations = stationsToServe(means, desk.now);
  for (const tote of means.totes.all()) if (isBoundForBench(means, tote)) send(desk, tote, stations);
}

/** All is picked into it. It was asked for minutes ago, on a busy day an hour: which bench it goes to is asked now. */
export function sendToPacker(means: SendingMeans, desk: Desk, box: Tote): void {
  const { places, totes } = means;
  if (places.packing.length < 2 || !isBoundForBench(means, box)) return;
  const isOpen = totes.inBox(box).some(({ lines }) => lines.some(({ state }) => state === "open"));
  if (!isOpen) send(desk, box, stationsToServe(means, desk.now));
}

const isBoundForBench = ({ totes }: WithTotes, tote: Tote): boolean =>
  tote.kind === "tour" &&
  tote.rides === null &&
  !isByHand(tote) &&
  !tote.recount &&
  totes.inBox(tote).some((one) => isTravelling(one) && !one.withdrawn);

function send(desk: Desk, { transport }: Tote, stations: readonly StationId[]): void {
  desk.send("fleet", { type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations });
}

/** Which packing stations a new tote may come from and go to, and where those go whose station is gone. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Places, WithPlaces } from "../stock/places.ts";
import { isByHand, isTravelling } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithBenches } from "./benches.ts";

/** Jobs that a bench may have beyond the one that has fewest, and still be given more: its machine is not to stand still while the next tote is driven to it, and no robot drives far for one job less. */
const jobsBeyondFewest = 2;

/** Jobs that wait at a bench or are in hand there, a person's as a machine's. */
export const jobsAt = ({ benches }: WithBenches, station: StationId): number =>
  benches.get(station)?.jobs ?? 0;

/** Those that are not stopped; all of them while all are stopped, since a tote may as well wait there. Of them those that have fewest waiting. */
export function stationsToServe({ places, benches }: WithPlaces & WithBenches): readonly StationId[] {
  const serving = places.packing.filter((station) => {
    const bench = benches.get(station);
    return !bench || bench.state === "free" || bench.state === "working";
  });
  const open = serving.length > 0 ? serving : places.packing;
  const fewest = Math.min(...open.map((station) => jobsAt({ benches }, station)));
  return open.filter((station) => jobsAt({ benches }, station) <= fewest + jobsBeyondFewest);
}

export const isNamed = (places: Places, station: StationId): boolean =>
  places.packing.includes(station) || places.check.includes(station);

/** At a start: the site's files may name other stations than before, and what is still on its way goes to those. */
export function forgetRemovedStations(means: WithPlaces & WithBenches & WithTotes, desk: Desk): void {
  const { places, benches, totes } = means;
  const removed = [...benches.all()].filter(({ station }) => !isNamed(places, station));
  for (const bench of removed) benches.remove(bench);
  if (removed.length === 0) return;
  const stations = stationsToServe(means);
  for (const tote of totes.all()) {
    const { recount, transport } = tote;
    if (
      tote.kind === "tour" &&
      tote.rides === null &&
      !isByHand(tote) &&
      !recount &&
      totes.inBox(tote).some(isTravelling)
    )
      desk.send("fleet", { type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations });
  }
}

/** The order in which a tote's lines are fetched: the shortest way from where a tote is to be had past all of their places to where it is packed. Lines of one spot are fetched one after another. */
import type { LocationId, StationId } from "@floorplane/contracts/ids";
import { bestOrder, StopDistances } from "@floorplane/layout/picking-tours/stop-order";
import type { WithPlaces } from "../stock/places.ts";

/** `stations`: any of them has an empty tote, and any takes the full one. Where distances are not known, or alike, lines stay in the order in which they come. */
export function inBestOrder<Line extends { readonly location: LocationId }>(
  means: WithPlaces,
  stations: readonly StationId[],
  lines: readonly Line[],
): Line[] {
  const bySpot = [...Map.groupBy(lines, ({ location }) => means.places.spotOf(location)).values()];
  if (bySpot.length < 2) return bySpot.flat();
  const at = bySpot.map(([first]) => first!.location);
  return bestOrder(stopDistances(means, stations, at)).flatMap((spot) => bySpot[spot]!);
}

/** Ways between places of one tour, which begins and ends at the station that is nearest. */
export function stopDistances(
  { places }: WithPlaces,
  stations: readonly StationId[],
  at: readonly LocationId[],
): StopDistances {
  const nearest = (metres: (station: StationId) => number): number => Math.min(...stations.map(metres));
  return new StopDistances(at.length, (from, to) => {
    const [start, goal] = [at[from], at[to]];
    if (start !== undefined && goal !== undefined) return places.drivenBetween(start, goal);
    if (goal !== undefined) return nearest((station) => places.drivenBetween(station, goal));
    return start === undefined ? 0 : nearest((station) => places.drivenBetween(start, station));
  });
}

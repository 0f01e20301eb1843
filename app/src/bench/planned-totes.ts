/** Metres of totes by the site's own distances: as they were sent, in the order of their places, and as they would be if all that was sent in one moment shared totes. By plan, not driven. */
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { StopDistances } from "@floorplane/layout/picking-tours/stop-order";
import type { Places } from "@floorplane/wms-bridge/stock/places";
import { cutTotes } from "@floorplane/wms-bridge/totes/cut";
import { inBestOrder, stopDistances } from "@floorplane/wms-bridge/totes/stop-order";
import type { SentLine, SentTote } from "./sent-totes.ts";

export interface Goods {
  readonly litres: number;
  readonly kilograms: number;
}

/** From the station nearest to the first stop past all of them to the station nearest to the last. */
export function drivenM(places: Places, lines: readonly SentLine[]): number {
  const distances = stopDistances(
    { places },
    places.packing,
    lines.map(({ location }) => location),
  );
  return distances.along(lines.map((_, at) => at));
}

export const byPlace = (lines: readonly SentLine[]): SentLine[] =>
  lines.toSorted((one, other) => byCodeUnits(one.location, other.location));

/** Nothing later is known than what was sent in the same moment, and no two clients share a tote. */
export function sharedTotes(
  sent: readonly SentTote[],
  places: Places,
  goodsOf: (line: SentLine) => Goods,
): SentLine[][] {
  const together = Map.groupBy(sent, ({ at, client }) => `${at} ${client}`);
  return [...together.values()].flatMap((totes) => {
    const picks = byPlace(totes.flatMap(({ lines }) => lines)).map((line) => ({ ...line, ...goodsOf(line) }));
    return cutTotes(picks).map((parts) => {
      const lines = parts.map(({ pick: { sku, location }, units }) => ({ sku, location, units }));
      return inBestOrder({ places }, places.packing, lines);
    });
  });
}

/** Stops of one tote by spot, for those who try all orders. */
export function spotsOf(
  places: Places,
  lines: readonly SentLine[],
): { readonly distances: StopDistances; readonly sentM: number } {
  const spots = [...Map.groupBy(lines, ({ location }) => places.spotOf(location)).values()];
  const distances = stopDistances(
    { places },
    places.packing,
    spots.map(([first]) => first!.location),
  );
  return { distances, sentM: drivenM(places, lines) };
}

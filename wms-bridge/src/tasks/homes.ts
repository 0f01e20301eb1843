/** Where goods belong that are to be sold again, and who is on the way there with them. */
import type { LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import { unitsOf } from "../stock/accounts.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import { isShut, type WithClosedPlaces } from "../stock/closed-places.ts";
import { isUnknownLot } from "../stock/lots.ts";
import { otherLotAt, type WithComingLots } from "../stock/one-lot.ts";
import type { WithPlaces } from "../stock/places.ts";
import { isAdmitted, unitsThatFitAt, type WithRoom } from "../stock/room.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Task } from "./task.ts";
import type { WithTasks } from "./tasks.ts";

type HomeMeans = WithTasks & WithComingLots & WithRoom & WithCounts & WithClosedPlaces;

interface Home {
  readonly location: LocationId;
  /** How many fit, at least one. */
  readonly units: number;
}

/** A face of these goods, else their reserve, else a free place, else any with room: the first that takes all, or the one that takes most. */
export function homeOf(
  means: HomeMeans,
  {
    location: from,
    sku,
    lot: named,
  }: { readonly location: LocationId; readonly sku: Sku; readonly lot: LotId | null },
  units: number,
): Home | undefined {
  const lot = means.items.need(sku).lotKept ? named : null;
  // Units whose lot nobody knows are for sale when their lot was named, by a decision that names the place too.
  if (lot !== null && isUnknownLot(lot)) return undefined;
  let best: Home | undefined;
  for (const location of candidates(means, sku)) {
    if (location === from || isShut(means, location) || !isAdmitted(means, location, sku)) continue;
    if (lot !== null && otherLotAt(means, location, sku, lot) !== undefined) continue;
    const room = unitsThatFitAt(means, location, sku, means.tasks.comingTo(location));
    if (room >= units) return { location, units: room };
    if (room > (best?.units ?? 0)) best = { location, units: room };
  }
  return best;
}

function* candidates({ stock, places }: WithStock & WithPlaces, sku: Sku): Iterable<LocationId> {
  for (const { place, location, nominal } of stock.rowsOf(sku))
    if (place !== "bench" && place !== "removed" && nominal > 0) yield location;
  const isFree = (location: LocationId): boolean =>
    !stock.rowsAt(location).some((row) => row.nominal > 0 || unitsOf(row) > 0);
  const storage = [...places.storage()];
  for (const location of storage) if (isFree(location)) yield location;
  yield* storage;
}

/** For the good ones of an inspection that had no place to bring them to, as many as fit. */
export function homeFor(means: HomeMeans, { location, sku, lot, quantity }: Task): Home | undefined {
  const home = location && sku && quantity ? homeOf(means, { location, sku, lot }, quantity) : undefined;
  return home && { location: home.location, units: Math.min(quantity!, home.units) };
}

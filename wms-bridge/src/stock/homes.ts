/** Where goods belong that are to be sold again, and who is on the way there with them. */
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { Task } from "../tasks/task.ts";
import type { Warehouse } from "../warehouse.ts";
import { unitsOf } from "./accounts.ts";
import { plannedFor, unitsThatFitAt } from "./room.ts";

interface Home {
  readonly location: LocationId;
  /** How many fit, at least one. */
  readonly units: number;
}

/** A face of these goods, else their reserve, else a free place, else any with room: the first that takes all, or the one that takes most. */
export function homeOf(w: Warehouse, from: LocationId, sku: Sku, units: number): Home | undefined {
  let best: Home | undefined;
  for (const location of candidates(w, sku)) {
    if (location === from || w.isShut(location)) continue;
    const room = unitsThatFitAt(w, location, sku, plannedFor(w, location));
    if (room >= units) return { location, units: room };
    if (room > (best?.units ?? 0)) best = { location, units: room };
  }
  return best;
}

function* candidates(w: Warehouse, sku: Sku): Iterable<LocationId> {
  for (const { place, location, nominal } of w.stock.rowsOf(sku))
    if (place !== "bench" && place !== "removed" && nominal > 0) yield location;
  const isFree = (location: LocationId): boolean =>
    !w.stock.rowsAt(location).some((row) => row.nominal > 0 || unitsOf(row) > 0);
  const storage = [...w.places.storage()];
  for (const location of storage) if (isFree(location)) yield location;
  yield* storage;
}

/** Called when a person found no place named: room may have come up since. */
export function findHome(w: Warehouse, task: Task): void {
  const { location, sku, quantity } = task;
  const home = location && sku && quantity ? homeOf(w, location, sku, quantity) : undefined;
  if (!home) return;
  task.to = home.location;
  task.quantity = Math.min(quantity!, home.units);
  w.goTo(home.location);
}

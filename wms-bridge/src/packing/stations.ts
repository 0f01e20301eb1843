/** Which packing stations a new tote may come from and go to. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Warehouse } from "../warehouse.ts";

/** Those that are not stopped; all of them while all are stopped, since a tote may as well wait there. */
export function stationsToServe(w: Warehouse): readonly StationId[] {
  const serving = w.places.packing.filter((station) => {
    const bench = w.benches.get(station);
    return !bench || bench.state === "free" || bench.state === "working";
  });
  return serving.length > 0 ? serving : w.places.packing;
}

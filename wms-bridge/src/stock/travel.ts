/** How robots get about, as far as the way of goods needs to know it; absent where the layout is not at hand. */
import type { LocationId, StationId } from "@floorplane/contracts/ids";

export interface Travel {
  /** Way of a robot from one station to another, m. */
  readonly metresBetween?: (from: StationId, to: StationId) => number;
  /** The same between any two of the stops of a tour; absent: the next along the floor is the nearest. */
  readonly metresOfTours?: (from: StationId, to: StationId) => number;
  /** Where a robot stands to work at a place; places of one spot are worked at one after another. Absent: each has its own. */
  readonly spotOf?: (location: LocationId) => string;
}

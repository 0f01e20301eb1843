/** Tours of robots that read bins, and what their readers saw in the one that they stand before. */
import type { ClientId, LocationId, TransportId } from "@floorplane/contracts/ids";
import type { FromSensors } from "@floorplane/contracts/messages";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type CountTour, countTourKind } from "./count-tour.kind.ts";

export interface WithCountTours {
  readonly countTours: CountTours;
}

export type SeenInBin = Extract<FromSensors, { type: "bin.read" }>["seen"];

export class CountTours extends Shelf<TransportId, CountTour> {
  readonly #bins = new Map<LocationId, CountTour>();
  readonly #seen = new Map<LocationId, SeenInBin>();
  /** Since the start: bins that readers confirmed, and those that they left to people. */
  confirmed = 0;
  doubted = 0;

  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: countTourKind,
      id: ({ transport }) => transport,
      owner: { own: client, ids: "house" },
      body: (tour) => ({ ...tour }),
      read: (tour) => tour,
    });
  }

  /** A robot is to read it. */
  has(location: LocationId): boolean {
    return this.#bins.has(location);
  }

  /** What a reader saw there, with all its rounds so far. */
  saw(location: LocationId, seen: SeenInBin): void {
    if (this.#bins.has(location)) this.#seen.set(location, seen);
  }

  /** The robot drives on; answers what was seen there, undefined where nothing was read. */
  left(tour: CountTour, location: LocationId): SeenInBin | undefined {
    const seen = this.#seen.get(location);
    this.#forget(location);
    Object.assign(this.write(tour), {
      bins: tour.bins.filter((bin) => bin !== location),
      isBegun: true,
    });
    return seen;
  }

  override add(tour: CountTour): CountTour {
    super.add(tour);
    this.restored(tour);
    return tour;
  }

  override remove(tour: CountTour): void {
    for (const location of tour.bins) this.#forget(location);
    super.remove(tour);
  }

  protected override restored(tour: CountTour): void {
    for (const location of tour.bins) this.#bins.set(location, tour);
  }

  #forget(location: LocationId): void {
    this.#bins.delete(location);
    this.#seen.delete(location);
  }
}

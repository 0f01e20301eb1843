/** Bins that must be counted, and when each was counted last. A bin whose book and shelf disagree gives nothing until it is counted. */
import type { ClientId, LocationId, OrderId, TaskId } from "@floorplane/contracts/ids";
import { given } from "../keeping/owned.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import {
  type BinCount,
  binCountKind,
  type Counted,
  countedKind,
  type KeptCount,
  type KeptCounted,
} from "./places.kind.ts";

export interface WithCounts {
  readonly counts: BinCounts;
}

export class BinCounts extends Shelf<LocationId, BinCount, KeptCount> {
  readonly #client: ClientId;
  /** Places that are doubted, or are no more, since orders that wait for what lies there said why. */
  readonly #changedPlaces = new Set<LocationId>();

  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: binCountKind,
      id: (count) => count.location,
      body: (count) => ({ ...count }),
      owner: { own: client, ids: "house" },
      read: (count) => given(count, client),
    });
    this.#client = client;
  }

  /** `order`: whose pick found it so. */
  need(location: LocationId, order: OrderId | null = null): void {
    if (!this.get(location)) this.add({ client: this.#client, location, task: null, order });
  }

  override add(count: BinCount): BinCount {
    this.#changedPlaces.add(count.location);
    return super.add(count);
  }

  override remove(count: BinCount): void {
    this.#changedPlaces.add(count.location);
    super.remove(count);
  }

  takeChanged(): LocationId[] {
    const changed = [...this.#changedPlaces];
    this.#changedPlaces.clear();
    return changed;
  }

  /** A person is asked. */
  given(count: BinCount, task: TaskId): void {
    this.add({ ...count, task });
  }
}

export interface WithCountedBins {
  readonly countedBins: CountedBins;
}

/** In turn or for a doubt. */
export class CountedBins extends Shelf<LocationId, Counted, KeptCounted> {
  readonly #client: ClientId;

  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: countedKind,
      id: (counted) => counted.location,
      body: (counted) => ({ ...counted }),
      owner: { own: client, ids: "house" },
      read: (counted) => given(counted, client),
    });
    this.#client = client;
  }

  /** `isRight`: it was as the book said. */
  counted(location: LocationId, isRight: boolean, at: number): void {
    this.add({ client: this.#client, location, at, isRight });
  }
}

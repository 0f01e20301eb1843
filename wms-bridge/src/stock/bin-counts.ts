/** Bins that must be counted, and when each was counted last. A bin whose book and shelf disagree gives nothing until it is counted. */
import type { LocationId, OrderId, TaskId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type BinCount, binCountKind, type Counted, countedKind } from "./places.kind.ts";

export interface WithCounts {
  readonly counts: BinCounts;
}

export class BinCounts extends Shelf<LocationId, BinCount> {
  constructor(stores: Stores) {
    super(stores, {
      kind: binCountKind,
      id: (count) => count.location,
      body: (count) => ({ ...count }),
      read: (count) => count,
    });
  }

  /** `order`: whose pick found it so. */
  need(location: LocationId, order: OrderId | null = null): void {
    if (!this.get(location)) this.add({ location, task: null, order });
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
export class CountedBins extends Shelf<LocationId, Counted> {
  constructor(stores: Stores) {
    super(stores, {
      kind: countedKind,
      id: (counted) => counted.location,
      body: (counted) => ({ ...counted }),
      read: (counted) => counted,
    });
  }
}

/** An order-batching instance as a bench needs it, whatever its format. */
import type { BatchingProblem } from "@floorplane/wms-bridge/batching/batches";

export interface PublishedBatching extends BatchingProblem {
  /** Walks the tour of a batch that was found, one of so many, as well as can be: its metres, and what a checker finds wrong with it. */
  walk(batch: readonly number[], of: number): { readonly metres: number; readonly faults: readonly string[] };
  /** Column of `best-known.csv`. */
  readonly bestKnownColumn: string;
}

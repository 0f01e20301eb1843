/** An order-batching instance as a bench needs it, whatever its format. */
import type { BatchingProblem } from "@floorplane/wms-bridge/batching/batches";

export interface PublishedBatching extends BatchingProblem {
  /** Walks the tours of batches that were found, as well as can be: their metres, and what a checker finds wrong with them. */
  walk(batch: readonly number[]): { readonly metres: number; readonly faults: readonly string[] };
  /** Column of `best-known.csv`. */
  readonly bestKnownColumn: string;
}

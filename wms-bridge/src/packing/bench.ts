/** A packing bench (packing station or check lane) as the room sees it. */
import type { StationId } from "@floorplane/contracts/ids";
import type { BenchState } from "./packing.machine.ts";

export interface Bench {
  readonly station: StationId;
  state: BenchState;
  /** Jobs given and not yet reported as finished. */
  jobs: number;
}

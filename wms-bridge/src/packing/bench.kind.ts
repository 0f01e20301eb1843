/** What is kept of a packing bench. */
import type { StationId } from "@floorplane/contracts/ids";
import { fields, kind, named, oneOf, Type } from "@floorplane/contracts/kind";
import type { BenchState } from "./packing.machine.ts";

export const benchKind = kind(
  "bench",
  1,
  fields({
    station: named<StationId>(),
    state: oneOf<BenchState>({ free: true, working: true, stopped: true, stoppedWithWork: true }),
    jobs: Type.Integer(),
  }),
);

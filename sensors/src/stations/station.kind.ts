/** What is kept of packing stations and of the jobs on their way to them; screens may rely on what `StationDocument` names. */
import type { JobId, Sku, StationId } from "@floorplane/contracts/ids";
import {
  type BodyOf,
  chartAlone,
  fields,
  kind,
  machineRow,
  moment,
  named,
  oneOf,
  orNull,
  Type,
} from "@floorplane/contracts/kind";
import type { PackMlState } from "@floorplane/contracts/states";
import { linkStates } from "../links/link.kind.ts";

export const stationKind = kind(
  "station",
  2,
  fields({
    station: named<StationId>(),
    state: oneOf<PackMlState>({
      clearing: true,
      stopped: true,
      starting: true,
      idle: true,
      suspended: true,
      execute: true,
      stopping: true,
      aborting: true,
      aborted: true,
      holding: true,
      held: true,
      unholding: true,
      suspending: true,
      unsuspending: true,
      resetting: true,
      completing: true,
      complete: true,
      unknown: true,
    }),
    queue: Type.Integer(),
    job: orNull(named<JobId>()),
    link: linkStates,
    machine: machineRow,
  }),
  { 1: ({ machine, ...station }) => ({ ...station, machine: chartAlone(machine) }) },
);
export type KeptStation = BodyOf<typeof stationKind>;

export const stationJobKind = kind(
  "station-job",
  4,
  fields({
    station: Type.String(),
    job: Type.String(),
    tote: Type.String(),
    lines: Type.Integer(),
    units: Type.Integer(),
    sscc: Type.String(),
    /** Empty where it was asked for by a house that knew one parcel a tote. */
    parcels: Type.Array(
      fields({
        sscc: Type.String(),
        carton: orNull(Type.String()),
        shipOn: Type.Optional(Type.Literal("pallet")),
        goods: Type.Array(
          fields({
            sku: named<Sku>(),
            units: Type.Integer(),
            serials: Type.Optional(Type.Array(Type.String())),
          }),
        ),
      }),
    ),
    askedAt: moment,
    /** Counts up over all jobs: the order in which a station is given its jobs. */
    number: Type.Integer(),
    /** `sending` until the station has taken it. */
    state: oneOf({ sending: true, taken: true }),
    /** What of a shared tote goes into the parcel; null: all of it. */
    goods: orNull(Type.Array(fields({ sku: Type.String(), units: Type.Integer() }))),
  }),
  { 1: (job) => ({ ...job, goods: null }), 2: (job) => ({ ...job, parcels: [] }), 3: (job) => job },
);
export type Job = BodyOf<typeof stationJobKind>;

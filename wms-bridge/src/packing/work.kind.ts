/** What a person packs, as it is kept: how far each parcel of a job is. Gone when the job is done; what was done stands in the list of handling. */
import type { ClientId, JobId, OrderId, Sku, StationId, ToteId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";

export const workKind = kind(
  "packing-work",
  1,
  fields({
    client: named<ClientId>(),
    job: named<JobId>(),
    station: named<StationId>(),
    tote: named<ToteId>(),
    /** As its label on the floor says. */
    box: named<ToteId>(),
    order: orNull(named<OrderId>()),
    givenAt: moment,
    /** It stands open on the bench. */
    openedAt: orNull(moment),
    parcels: Type.Array(
      fields({
        sscc: Type.String(),
        isClosed: Type.Boolean(),
        units: Type.Array(
          fields({
            sku: named<Sku>(),
            planned: Type.Integer(),
            packed: Type.Integer(),
            missing: Type.Integer(),
            damaged: Type.Integer(),
          }),
        ),
      }),
    ),
  }),
);
export type Work = BodyOf<typeof workKind>;
export type WorkParcel = Work["parcels"][number];
export type WorkUnits = WorkParcel["units"][number];

/** Who acts at a person's station. */
export const deskKind = kind(
  "packing-desk",
  2,
  fields({
    station: named<StationId>(),
    screen: Type.String(),
    by: Type.String(),
    since: moment,
    /** Of the last deeds: none is done twice. */
    keys: Type.Array(Type.String()),
    /** How long this person takes for a tote, as measured; null: not known yet. */
    secondsPerTote: orNull(Type.Number()),
    /** The last tote was done here. */
    packedAt: orNull(moment),
  }),
  { 1: (desk) => ({ ...desk, secondsPerTote: null, packedAt: null }) },
);
export type PackingDesk = BodyOf<typeof deskKind>;

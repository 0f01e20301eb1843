/** A parcel as it is kept: what is in it, in which carton, under which label. */
import type { ClientId, JobId, LotId, OrderId, Sku, StationId, ToteId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { CartonReason } from "./cartons.ts";
import type { ParcelState } from "./parcel.machine.ts";

export const parcelKind = kind(
  "parcel",
  4,
  fields({
    client: named<ClientId>(),
    sscc: Type.String(),
    /** Null: of a tote that nobody's order asked for any more when it was packed. */
    order: orNull(named<OrderId>()),
    tote: named<ToteId>(),
    job: named<JobId>(),
    station: named<StationId>(),
    /** Null: in whatever the bench has. */
    carton: orNull(Type.String()),
    because: oneOf<CartonReason>({
      fits: true,
      split: true,
      "size-unknown": true,
      "none-holds": true,
      "no-list": true,
      packer: true,
    }),
    lines: Type.Array(fields({ sku: named<Sku>(), lot: named<LotId>(), units: Type.Integer() })),
    /** Which units, of goods that are kept by serial number. */
    serials: Type.Array(fields({ sku: named<Sku>(), serial: Type.String() })),
    /** Goods and carton, by the scale where it was weighed; null where nobody knows what one of them weighs. */
    grams: orNull(Type.Integer()),
    state: oneOf<ParcelState>({ packing: true, seenEarly: true, packed: true, left: true }),
    packedAt: orNull(moment),
    leftAt: orNull(moment),
    /** Of the truck that it goes with, once it is packed. */
    manifest: orNull(Type.String()),
  }),
  {
    1: (parcel) => ({ ...parcel, manifest: null }),
    2: (parcel) => parcel,
    3: (parcel) => ({ ...parcel, serials: [] }),
  },
);
export type KeptParcel = BodyOf<typeof parcelKind>;

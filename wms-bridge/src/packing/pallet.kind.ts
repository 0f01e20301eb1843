/** A pallet as it is kept: which parcels stand on it, for which truck. */
import type { ClientId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { PalletState } from "@floorplane/contracts/pallets.schema";

export const palletKind = kind(
  "pallet",
  1,
  fields({
    client: named<ClientId>(),
    sscc: Type.String(),
    state: oneOf<PalletState>({ open: true, asked: true, closed: true, left: true, "broken-up": true }),
    /** Null as long as nothing is on it: those of its first parcel. */
    carrier: orNull(Type.String()),
    manifest: orNull(Type.String()),
    /** Its parcels' orders name this one; null: they name none. */
    consolidation: orNull(Type.String()),
    /** SSCCs, in the order in which they were put on it. */
    parcels: Type.Array(Type.String()),
    /** Of them, those that a portal read and the pallet not: a person is asked where the pallet is. */
    apart: Type.Array(Type.String()),
    openedAt: moment,
    closedAt: orNull(moment),
    /** Left, or was broken up. */
    endedAt: orNull(moment),
  }),
);
export type Pallet = BodyOf<typeof palletKind>;

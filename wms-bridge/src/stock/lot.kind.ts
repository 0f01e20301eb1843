/** A lot of goods that have a shelf life: until which day it may be used. Other lots are words on labels, and leave no document. */
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";

export const lotKind = kind(
  "lot",
  1,
  fields({
    client: named<ClientId>(),
    sku: named<Sku>(),
    lot: named<LotId>(),
    /** The last day, in the site's own time zone: `2027-01-31`. */
    expires: Type.String(),
    /** When that day was over; null: it is not. */
    expiredAt: orNull(moment),
  }),
);
export type Lot = BodyOf<typeof lotKind>;

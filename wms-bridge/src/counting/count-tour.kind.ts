/** A tour of a robot that reads bins: which of them are left. What was read is known until the robot drives on; a restart meanwhile leaves that bin uncounted. */
import type { ClientId, LocationId, TransportId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, Type } from "@floorplane/contracts/kind";

export const countTourKind = kind(
  "count-tour",
  1,
  fields({
    client: named<ClientId>(),
    transport: named<TransportId>(),
    openedAt: moment,
    /** Still to be read. */
    bins: Type.Array(named<LocationId>()),
    /** A robot has begun. */
    isBegun: Type.Boolean(),
  }),
);
export type CountTour = BodyOf<typeof countTourKind>;

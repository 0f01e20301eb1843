/** A parcel that a portal saw leaving. */
import { type BodyOf, fields, kind, moment, Type } from "@floorplane/contracts/kind";

export const parcelSeenKind = kind(
  "parcel-seen",
  1,
  fields({ sscc: Type.String(), portal: Type.String(), at: moment }),
);
export type SeenParcel = BodyOf<typeof parcelSeenKind>;

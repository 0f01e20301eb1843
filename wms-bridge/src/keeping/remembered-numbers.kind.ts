/** Numbers of the WMS that were let go of in one step. */
import { type BodyOf, fields, kind, moment, Type } from "@floorplane/contracts/kind";

export const numbersKind = kind(
  "numbers",
  1,
  fields({
    id: Type.String(),
    at: moment,
    /** Entries of 11 bytes, base64. */
    entries: Type.String(),
  }),
);
export type Batch = BodyOf<typeof numbersKind>;

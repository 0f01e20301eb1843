/** Orders of the WMS to us that leave no order behind: returns, write-offs and receipts. */
import { type BodyOf, fields, kind, moment, Type } from "@floorplane/contracts/kind";

export const referenceKind = kind(
  "reference",
  1,
  fields({
    /** `return/`, `write-off/` or `receipt/` and the WMS's number. */
    id: Type.String(),
    requestHash: Type.String(),
    at: moment,
    units: Type.Integer(),
  }),
);
export type Reference = BodyOf<typeof referenceKind>;

/** Orders of the WMS to us that leave no order behind: returns, write-offs, receipts and decisions about goods. */
import { type BodyOf, fields, kind, moment, oneOf, Type } from "@floorplane/contracts/kind";
import { client, ofBefore } from "../../keeping/owned.ts";

export type Referred = "return" | "write-off" | "receipt" | "disposition";

/** Its id was all that said what it was. */
function named({ id, ...rest }: { id: string }): object {
  const end = id.indexOf("/");
  return { what: id.slice(0, end), number: id.slice(end + 1), ...rest };
}

export const referenceKind = kind(
  "reference",
  3,
  fields({
    client,
    what: oneOf<Referred>({ return: true, "write-off": true, receipt: true, disposition: true }),
    /** The WMS's own. */
    number: Type.String(),
    requestHash: Type.String(),
    at: moment,
    units: Type.Integer(),
  }),
  { 1: named, 2: ofBefore },
);
export type KeptReference = BodyOf<typeof referenceKind>;

/** That this ledger was put back from a backup, and how far its lists were then. */
import { fields, kind, moment, Type } from "@floorplane/contracts/kind";

export const restorationKind = kind(
  "restoration",
  1,
  fields({
    at: moment,
    /** The last row that each list had, by list (its kind) and client; a list that is not here had none. */
    lists: Type.Array(fields({ list: Type.String(), client: Type.String(), last: Type.Integer() })),
  }),
);
